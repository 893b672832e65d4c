import { useState } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { isScanned } from '@autolog/domain/step-kind/step-kinds';
import type { MeReply } from '@autolog/contract/session';
import type { BatchId } from '@autolog/domain/brand';
import { useSay } from '../../language/phrases.js';
import { Show } from '../../live/Show.js';
import { useLatestReadings } from '../../live/use-latest.js';
import { useConnection } from '../../live/use-view.js';
import { WhyHeld } from '../../process/WhyHeld.js';
import { useScan } from '../../scan/Scanner.js';
import { Part } from '../../site/Part.js';
import { Banner } from '../../ui/Banner.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { DeviceStrip } from '../device/DeviceStrip.js';
import { Frame } from '../Frame.js';
import { MoreSheet } from '../more/MoreSheet.js';
import { terminalPhrases } from '../phrases.js';
import { dueStep } from '../step/due-step.js';
import { StepScreen } from '../step/StepScreen.js';
import { TimersStrip } from '../timers/TimersStrip.js';
import type { Here } from '../here.js';
import { BatchEnd } from './BatchEnd.js';
import { useActivitySeen, useBatchView } from './batch.view.js';
import { StepList } from './StepList.js';
import styles from './BatchScreen.module.css';

/** Two lines of the panel: the step below keeps its room. */
const HOLD_CHARACTERS_MAX = 110;

/** One batch at the panel: its step, its device, its timers. */
export function BatchScreen({
  here,
  batch,
  asked,
}: Readonly<{ here: Here; batch: BatchId; asked: string | undefined }>) {
  const view = useBatchView(batch);
  return (
    <Show of={view} loading={<Skeleton lines={8} />}>
      {(data, mayAct) => <Running here={here} batch={data} asked={asked} mayAct={mayAct} />}
    </Show>
  );
}

function Running({
  here,
  batch,
  asked,
  mayAct,
}: Readonly<{ here: Here; batch: BatchReply; asked: string | undefined; mayAct: boolean }>) {
  const say = useSay(terminalPhrases);
  const connection = useConnection();
  const [kept, setKept] = useState<string>();
  const [more, setMore] = useState<'closed' | 'menu' | 'steps'>('closed');
  const [strayScan, setStrayScan] = useState<string>();
  useLatestReadings(batch);
  useActivitySeen(batch);
  useScan(setStrayScan, true);
  const line = batch.status === 'in_process' ? dueStep(batch.steps, asked ?? kept, here.me.roles) : undefined;
  if (line !== undefined && line.step.id !== kept) setKept(line.step.id);
  const cannot = mayAct ? undefined : say(connection === 'disconnected' ? 'noConnection' : 'updating');
  return (
    <Frame
      here={here}
      batch={batch}
      device={<DeviceStrip batch={batch} />}
      side={<StepList batch={batch} now={line} roles={here.me.roles} onChoose={() => setMore('steps')} />}
      timers={<TimersStrip timers={batch.timers} />}
    >
      <div className={styles['screen']}>
        {batch.held ? (
          <Banner level="warn">
            <p>{say('heldBanner')}</p>
            <WhyHeld batch={batch} charactersMax={HOLD_CHARACTERS_MAX} />
          </Banner>
        ) : null}
        {strayScan !== undefined && (line === undefined || !isScanned(line.step.kind)) ? (
          <Banner level="calm">{say('scanIgnored', { code: strayScan })}</Banner>
        ) : null}
        <Part shows={batch}>
          <Due me={here.me} batch={batch} line={line} cannot={cannot} onMore={() => setMore('menu')} />
        </Part>
      </div>
      {more === 'closed' ? null : (
        <Part shows={batch} onLeave={() => setMore('closed')}>
          <MoreSheet
            here={here}
            batch={batch}
            now={line}
            first={more}
            cannot={cannot}
            onLeave={() => setMore('closed')}
          />
        </Part>
      )}
    </Frame>
  );
}

type DueProps = Readonly<{
  me: MeReply;
  batch: BatchReply;
  line: StepLine | undefined;
  cannot: string | undefined;
  onMore: () => void;
}>;

/** The step that is due, or where the batch stands when none is. */
function Due({ me, batch, line, cannot, onMore }: DueProps) {
  const say = useSay(terminalPhrases);
  if (line === undefined) return <BatchEnd batch={batch} cannot={cannot} onMore={onMore} />;
  const waitsForHold = batch.held && line.status === 'ready' && line.step.irreversible;
  return (
    <StepScreen
      // A step has a screen of its own, and so does each person's half-typed answer to it.
      key={`${me.person}/${line.step.id}/${line.status === 'awaiting_witness'}`}
      me={me}
      batch={batch}
      line={line}
      cannot={cannot ?? (waitsForHold ? say('heldStep') : undefined)}
      onMore={onMore}
    />
  );
}
