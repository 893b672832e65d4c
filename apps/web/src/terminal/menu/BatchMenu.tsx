import { useState } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { usePhrases } from '../../language/phrases.js';
import { useCommand } from '../../outbox/use-command.js';
import { LanguageSwitch } from '../../person/LanguageSwitch.js';
import { useSite } from '../../site/use-site.js';
import { addressOf, goTo, openPage } from '../../ui/address.js';
import { Button } from '../../ui/Button.js';
import { browserSettings } from '../../ui/browser-settings.js';
import { Dialog } from '../../ui/Dialog.js';
import { trainingLabelPhrases } from '../../training-labels/phrases.js';
import { TrainingLabels } from '../../training-labels/TrainingLabels.js';
import { terminalPhrases } from '../language/phrases.js';
import { CommandOutcomeBanner } from '../../outbox/CommandOutcomeBanner.js';
import type { TerminalSession } from '../frame/terminal-session.js';
import { CorrectSheet } from './CorrectSheet.js';
import { HoldSheet } from './HoldSheet.js';
import { StepsSheet } from './StepsSheet.js';
import styles from './menu.module.css';

type OpenPage = Readonly<{ page: 'menu' | 'steps' | 'hold' | 'labels' }> | Readonly<{ page: 'correct'; step: string }>;

/** Everything that does not belong to the step itself. */
export function BatchMenu({
  session,
  batch,
  now,
  firstPage,
  disabledReason,
  onLeave,
}: Readonly<{
  session: TerminalSession;
  batch: BatchReply;
  now: StepLine | undefined;
  /** The page it opens with: the menu, or the steps that can be done. */
  firstPage: 'menu' | 'steps';
  disabledReason: string | undefined;
  onLeave: () => void;
}>) {
  const [open, setOpen] = useState<OpenPage>({ page: firstPage });
  const correcting = open.page === 'correct' ? batch.steps.find(({ step }) => step.id === open.step) : undefined;
  if (open.page === 'steps')
    return (
      <StepsSheet
        batch={batch}
        now={now}
        roles={session.me.roles}
        onLeave={onLeave}
        onCorrect={(step) => setOpen({ page: 'correct', step })}
      />
    );
  if (open.page === 'hold') return <HoldSheet batch={batch} disabledReason={disabledReason} onLeave={onLeave} />;
  if (open.page === 'labels') return <TrainingLabels batch={batch} now={now} onLeave={onLeave} />;
  if (correcting !== undefined)
    return (
      <CorrectSheet me={session.me} batch={batch} line={correcting} disabledReason={disabledReason} onLeave={onLeave} />
    );
  return (
    <MenuPage
      session={session}
      batch={batch}
      disabledReason={disabledReason}
      onLeave={onLeave}
      onPage={(page) => setOpen({ page })}
    />
  );
}

type MenuPageProps = Readonly<{
  session: TerminalSession;
  batch: BatchReply;
  disabledReason: string | undefined;
  onLeave: () => void;
  onPage: (page: 'steps' | 'hold' | 'labels') => void;
}>;

function MenuPage({ session, batch, disabledReason, onLeave, onPage }: MenuPageProps) {
  const t = usePhrases(terminalPhrases);
  const tLabels = usePhrases(trainingLabelPhrases);
  const site = useSite();
  const { outcome, send } = useCommand();
  const mayHold = session.me.permissions.includes('batch.hold');
  // Who lifts a hold has assessed its cause: that is for quality and not for the production floor.
  const mayResume = session.me.permissions.includes('exception.assess');
  const otherTheme = browserSettings.theme() === 'light' ? 'dark' : 'light';
  return (
    <Dialog
      title={`${batch.coi} · ${batch.number}`}
      onLeave={onLeave}
      wide
      actions={<Button onPress={onLeave}>{t('close')}</Button>}
    >
      <div className={styles['menu']}>
        <Button wide onPress={() => onPage('steps')}>
          {t('steps')}
        </Button>
        <Button wide onPress={() => goTo()}>
          {t('allBatches')}
        </Button>
        <Button wide onPress={() => openPage(`/planning${addressOf('batches', batch.id)}`)}>
          {t('overview')}
        </Button>
        {site?.profile === 'gmp' ? null : (
          <Button wide onPress={() => onPage('labels')}>
            {tLabels('title')}
          </Button>
        )}
        {mayResume && batch.held ? (
          <Button
            wide
            disabledReason={disabledReason}
            onPress={() => void send({ path: `/api/batches/${batch.id}/resume`, body: {}, persisted: true })}
          >
            {t('resume')}
          </Button>
        ) : null}
        {mayHold && !batch.held ? (
          <Button wide disabledReason={disabledReason} onPress={() => onPage('hold')}>
            {t('hold')}
          </Button>
        ) : null}
        <LanguageSwitch signedIn wide />
        <Button
          wide
          onPress={() => {
            browserSettings.setTheme(otherTheme);
            onLeave();
          }}
        >
          {t(otherTheme)}
        </Button>
      </div>
      <CommandOutcomeBanner outcome={outcome} />
    </Dialog>
  );
}
