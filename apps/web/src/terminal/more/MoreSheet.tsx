import { useState } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { useSay } from '../../language/phrases.js';
import { useCommand } from '../../outbox/use-command.js';
import { LanguageSwitch } from '../../person/LanguageSwitch.js';
import { useSite } from '../../site/use-site.js';
import { addressOf, goTo, goToArea } from '../../ui/address.js';
import { Button } from '../../ui/Button.js';
import { device } from '../../ui/device.js';
import { Dialog } from '../../ui/Dialog.js';
import { TrainingLabels } from '../labels/TrainingLabels.js';
import { terminalPhrases } from '../phrases.js';
import { OutcomeNote } from '../step/OutcomeNote.js';
import type { Here } from '../here.js';
import { CorrectSheet } from './CorrectSheet.js';
import { HoldSheet } from './HoldSheet.js';
import { StepsSheet } from './StepsSheet.js';
import styles from './more.module.css';

type Page = Readonly<{ of: 'menu' | 'steps' | 'hold' | 'labels' }> | Readonly<{ of: 'correct'; step: string }>;

/** Everything that is not this step, behind one key. */
export function MoreSheet({
  here,
  batch,
  now,
  first,
  cannot,
  onLeave,
}: Readonly<{
  here: Here;
  batch: BatchReply;
  now: StepLine | undefined;
  /** Where it opens: the menu, or the choice among the steps that can be done. */
  first: 'menu' | 'steps';
  cannot: string | undefined;
  onLeave: () => void;
}>) {
  const [page, setPage] = useState<Page>({ of: first });
  const correcting = page.of === 'correct' ? batch.steps.find(({ step }) => step.id === page.step) : undefined;
  if (page.of === 'steps')
    return (
      <StepsSheet
        batch={batch}
        now={now}
        roles={here.me.roles}
        onLeave={onLeave}
        onCorrect={(step) => setPage({ of: 'correct', step })}
      />
    );
  if (page.of === 'hold') return <HoldSheet batch={batch} cannot={cannot} onLeave={onLeave} />;
  if (page.of === 'labels') return <TrainingLabels batch={batch} now={now} onLeave={onLeave} />;
  if (correcting !== undefined)
    return <CorrectSheet me={here.me} batch={batch} line={correcting} cannot={cannot} onLeave={onLeave} />;
  return <Menu here={here} batch={batch} cannot={cannot} onLeave={onLeave} onPage={(of) => setPage({ of })} />;
}

type MenuProps = Readonly<{
  here: Here;
  batch: BatchReply;
  cannot: string | undefined;
  onLeave: () => void;
  onPage: (of: 'steps' | 'hold' | 'labels') => void;
}>;

function Menu({ here, batch, cannot, onLeave, onPage }: MenuProps) {
  const say = useSay(terminalPhrases);
  const site = useSite();
  const { outcome, send } = useCommand();
  const mayHold = here.me.permissions.includes('batch.hold');
  // Lifting a hold is weighing what caused it: quality's act, not the room's.
  const mayResume = here.me.permissions.includes('exception.assess');
  const other = device.theme() === 'light' ? 'dark' : 'light';
  return (
    <Dialog
      title={`${batch.coi} · ${batch.number}`}
      onLeave={onLeave}
      wide
      actions={<Button onPress={onLeave}>{say('close')}</Button>}
    >
      <div className={styles['menu']}>
        <Button wide onPress={() => onPage('steps')}>
          {say('steps')}
        </Button>
        <Button wide onPress={() => goTo()}>
          {say('allBatches')}
        </Button>
        <Button wide onPress={() => goToArea(`/planning${addressOf('batches', batch.id)}`)}>
          {say('overview')}
        </Button>
        {site?.profile === 'gmp' ? null : (
          <Button wide onPress={() => onPage('labels')}>
            {say('trainingLabels')}
          </Button>
        )}
        {mayResume && batch.held ? (
          <Button
            wide
            cannot={cannot}
            onPress={() => void send({ path: `/api/batches/${batch.id}/resume`, body: {}, held: true })}
          >
            {say('resume')}
          </Button>
        ) : null}
        {mayHold && !batch.held ? (
          <Button wide cannot={cannot} onPress={() => onPage('hold')}>
            {say('hold')}
          </Button>
        ) : null}
        <LanguageSwitch known wide />
        <Button
          wide
          onPress={() => {
            device.setTheme(other);
            onLeave();
          }}
        >
          {say(other)}
        </Button>
      </div>
      <OutcomeNote outcome={outcome} />
    </Dialog>
  );
}
