import type { Digest } from '../../brand.js';
import type { Refusal } from '../../refusal.js';
import type { BatchEvent, TimerPurpose } from '../event.js';
import type { ExceptionFinding } from '../../exception/exception.js';
import { isHeld, type Batch, type BatchException } from '../state/batch.js';

type ExceptionOrigin = Readonly<{ step?: string; reason?: Digest }>;

/** The events of one decision while it is being made; it never outlives the decision. */
export type EventCollector = Readonly<{ state: Batch; events: BatchEvent[] }>;
export const collectEvents = (state: Batch): EventCollector => ({ state, events: [] });

/** Appends an exception, numbered by count, and holds a batch in process when it is critical. */
export function raiseException(
  { state, events }: EventCollector,
  finding: ExceptionFinding,
  about: ExceptionOrigin = {},
): void {
  const raised = events.filter((event) => event.type === 'ExceptionRaised').length;
  const exception = `X-${state.exceptions.size + raised + 1}`;
  events.push({
    type: 'ExceptionRaised',
    v: 1,
    exception,
    class: finding.class,
    severity: finding.severity,
    deviation: finding.observation,
    ...about,
  });
  const held = isHeld(state) || events.some((event) => event.type === 'BatchHeld');
  if (finding.severity !== 'critical' || held || state.status !== 'in_process') return;
  events.push({ type: 'BatchHeld', v: 1, cause: exception });
}

/** As raiseException, but a label that is scanned twice, or a device that repeats itself, makes one exception. */
export function raiseOnce(collector: EventCollector, finding: ExceptionFinding, about: ExceptionOrigin = {}): void {
  const open = [...collector.state.exceptions.values()].filter((exception) => !exception.assessed);
  if (!open.some((exception) => isSameException(exception, finding, about.step)))
    raiseException(collector, finding, about);
}

function isSameException(exception: BatchException, finding: ExceptionFinding, step: string | undefined): boolean {
  const a = exception.observation;
  const b = finding.observation;
  return (
    exception.class === finding.class &&
    exception.step === step &&
    a.detail === b.detail &&
    a.found === b.found &&
    a.limit === b.limit
  );
}

/** Raised at most once for a step and class, whoever notices it first: the timer or the person. */
export function raiseOncePerStep(collector: EventCollector, finding: ExceptionFinding, step: string): void {
  const raised = [...collector.state.exceptions.values()].some(
    (known) => known.class === finding.class && known.step === step,
  );
  if (!raised) raiseException(collector, finding, { step });
}

/** A refused attempt stays on record with what was refused (INV-8), beside the exception that quality assesses. */
export function attemptRefused(
  collector: EventCollector,
  refused: Refusal,
  finding: ExceptionFinding,
  step?: string,
): void {
  const about = step === undefined ? {} : { step };
  collector.events.push({ type: 'AttemptRefused', v: 1, ...about, code: refused.refused, facts: refused.facts });
  raiseOnce(collector, finding, about);
}

export const timerName = (step: string, purpose: TimerPurpose): string => `${step}/${purpose}`;

/** Disarms the timers of a step that are still armed; without purposes, all of them. */
export function disarm({ state, events }: EventCollector, step: string, ...purposes: readonly TimerPurpose[]): void {
  for (const timer of state.timers.values()) {
    if (timer.step !== step || timer.status !== 'armed') continue;
    if (purposes.length > 0 && !purposes.includes(timer.purpose)) continue;
    events.push({ type: 'TimerDisarmed', v: 1, timer: timer.name });
  }
}

export function disarmAll({ state, events }: EventCollector): void {
  for (const timer of state.timers.values()) {
    if (timer.status === 'armed') events.push({ type: 'TimerDisarmed', v: 1, timer: timer.name });
  }
}
