import { useState } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { isScanned } from '@autolog/domain/step-kind/step-kinds';
import type { MeReply } from '@autolog/contract/session';
import type { BatchId } from '@autolog/domain/brand';
import { usePhrases } from '../../language/phrases.js';
import { ViewContent } from '../../live/ViewContent.js';
import { useLatestReadings } from '../../live/use-latest-readings.js';
import { useConnection } from '../../live/use-view.js';
import { HoldReasons } from '../../batch/HoldReasons.js';
import { useScan } from '../../scan/use-scan.js';
import { SectionErrorBoundary } from '../../site/SectionErrorBoundary.js';
import { Banner } from '../../ui/Banner.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { DeviceStrip } from '../device/DeviceStrip.js';
import { TerminalFrame } from '../frame/TerminalFrame.js';
import { BatchMenu } from '../menu/BatchMenu.js';
import { terminalPhrases } from '../language/phrases.js';
import { dueStep } from '../step/due-step.js';
import { StepScreen } from '../step/StepScreen.js';
import { TimersStrip } from '../timers/TimersStrip.js';
import type { TerminalSession } from '../frame/terminal-session.js';
import { NoStepDue } from './NoStepDue.js';
import { useBatchView } from '../../batch/batch.view.js';
import { useRefreshOnActivity } from './use-refresh-on-activity.js';
import { StepList } from './StepList.js';
import styles from './BatchScreen.module.css';

/** Two lines on the panel, so that the step below is still shown whole. */
const HOLD_CHARACTERS_MAX = 110;

/** One batch on the terminal: its step, its device, its timers. */
export function BatchScreen({
  session,
  batch,
  requestedStep,
}: Readonly<{ session: TerminalSession; batch: BatchId; requestedStep: string | undefined }>) {
  const view = useBatchView(batch);
  return (
    <ViewContent view={view} loading={<Skeleton lines={8} />}>
      {(data, mayAct) => <BatchContent session={session} batch={data} requestedStep={requestedStep} mayAct={mayAct} />}
    </ViewContent>
  );
}

function BatchContent({
  session,
  batch,
  requestedStep,
  mayAct,
}: Readonly<{ session: TerminalSession; batch: BatchReply; requestedStep: string | undefined; mayAct: boolean }>) {
  const t = usePhrases(terminalPhrases);
  const connection = useConnection();
  const [lastStep, setLastStep] = useState<string>();
  const [more, setMore] = useState<'closed' | 'menu' | 'steps'>('closed');
  const [strayScan, setStrayScan] = useState<string>();
  useLatestReadings(batch);
  useRefreshOnActivity(batch);
  useScan(setStrayScan, true);
  const line =
    batch.status === 'in_process' ? dueStep(batch.steps, requestedStep ?? lastStep, session.me.roles) : undefined;
  if (line !== undefined && line.step.id !== lastStep) setLastStep(line.step.id);
  const disabledReason = mayAct ? undefined : t(connection === 'disconnected' ? 'noConnection' : 'updating');
  return (
    <TerminalFrame
      session={session}
      batch={batch}
      device={<DeviceStrip batch={batch} />}
      side={<StepList batch={batch} now={line} roles={session.me.roles} onChoose={() => setMore('steps')} />}
      timers={<TimersStrip timers={batch.timers} />}
    >
      <div className={styles['screen']}>
        {batch.held ? (
          <Banner level="warn">
            <p>{t('heldBanner')}</p>
            <HoldReasons batch={batch} charactersMax={HOLD_CHARACTERS_MAX} />
          </Banner>
        ) : null}
        <IgnoredScan code={strayScan} line={line} />
        <SectionErrorBoundary resetKey={batch}>
          <DueStep
            me={session.me}
            batch={batch}
            line={line}
            disabledReason={disabledReason}
            onMore={() => setMore('menu')}
          />
        </SectionErrorBoundary>
      </div>
      {more === 'closed' ? null : (
        <SectionErrorBoundary resetKey={batch} onLeave={() => setMore('closed')}>
          <BatchMenu
            session={session}
            batch={batch}
            now={line}
            firstPage={more}
            disabledReason={disabledReason}
            onLeave={() => setMore('closed')}
          />
        </SectionErrorBoundary>
      )}
    </TerminalFrame>
  );
}

/** A label was scanned that the step does not ask for. */
function IgnoredScan({ code, line }: Readonly<{ code: string | undefined; line: StepLine | undefined }>) {
  const t = usePhrases(terminalPhrases);
  if (code === undefined || (line !== undefined && isScanned(line.step.kind))) return null;
  return <Banner level="calm">{t('scanIgnored', { code })}</Banner>;
}

type DueStepProps = Readonly<{
  me: MeReply;
  batch: BatchReply;
  line: StepLine | undefined;
  disabledReason: string | undefined;
  onMore: () => void;
}>;

/** The step that is due, or the status of the batch when none is. */
function DueStep({ me, batch, line, disabledReason, onMore }: DueStepProps) {
  const t = usePhrases(terminalPhrases);
  if (line === undefined) return <NoStepDue batch={batch} disabledReason={disabledReason} onMore={onMore} />;
  const waitsForHold = batch.held && line.status === 'ready' && line.step.irreversible;
  return (
    <StepScreen
      // Each step of each person is a component of its own, with its own typed text.
      key={`${me.person}/${line.step.id}/${line.status === 'awaiting_witness'}`}
      me={me}
      batch={batch}
      line={line}
      disabledReason={disabledReason ?? (waitsForHold ? t('heldStep') : undefined)}
      onMore={onMore}
    />
  );
}
