import type { BatchReply, StepLine } from '@autolog/contract/batch';

/** What the technicians do next: a step, or wait for one of these instants or for the device. */
export type NextAction =
  | Readonly<{ kind: 'step'; line: StepLine }>
  | Readonly<{ kind: 'finish' }>
  | Readonly<{
      kind: 'wait';
      /** Site instants, in milliseconds, at which something may be done. */
      instants: readonly number[];
      /** Activity steps that were started and whose activity the device has not shown yet. */
      awaited: readonly StepLine[];
    }>;

/** Until when the technicians leave a ready step alone, in site milliseconds; undefined when they do not. */
type DelayedUntil = (line: StepLine) => number | undefined;

const OPEN_STEP_STATUSES: ReadonlySet<StepLine['status']> = new Set(['ready', 'in_progress', 'awaiting_witness']);

/** The first step, in document order, that can be done now. A pure function, so that it can be tested alone. */
export function nextAction(batch: BatchReply, nowMs: number, delayedUntil: DelayedUntil): NextAction {
  const instants: number[] = [];
  const awaited: StepLine[] = [];
  let isFinished = true;
  for (const line of batch.steps) {
    if (line.status === 'locked') {
      isFinished = false;
      if (line.waitsFor.length === 0 && line.opensAt !== undefined) instants.push(Date.parse(line.opensAt));
    }
    if (!OPEN_STEP_STATUSES.has(line.status)) continue;
    isFinished = false;
    if (batch.held && line.step.irreversible && line.status === 'ready') continue;
    const laterMs = notBeforeMs(batch, line, nowMs, delayedUntil);
    if (laterMs !== undefined) instants.push(laterMs);
    else if (awaitsDevice(batch, line)) awaited.push(line);
    else return { kind: 'step', line };
  }
  return isFinished ? { kind: 'finish' } : { kind: 'wait', instants, awaited };
}

/** The instant before which this open step is not to be done; undefined when it may be done now. */
function notBeforeMs(batch: BatchReply, line: StepLine, nowMs: number, delayedUntil: DelayedUntil): number | undefined {
  const untilMs = line.status === 'ready' ? delayedUntil(line) : minimumEndMs(batch, line);
  return untilMs !== undefined && untilMs > nowMs ? untilMs : undefined;
}

/** When the waiting time of a timer step has passed. */
function minimumEndMs({ timers }: BatchReply, { step, status }: StepLine): number | undefined {
  if (step.kind !== 'timer' || status !== 'in_progress') return undefined;
  const minimum = timers.find(({ name }) => name === `${step.id}/minimum`);
  return minimum && Date.parse(minimum.dueAt);
}

const awaitsDevice = ({ seenActivities }: BatchReply, { step, status }: StepLine): boolean =>
  step.kind === 'activity' && status === 'in_progress' && !seenActivities.some((seen) => seen.step === step.id);
