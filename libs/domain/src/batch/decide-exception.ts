import { confirmedDefect } from '../readiness.js';
import { DONE, refusal, type Decision } from '../refusal.js';
import { appending, raiseOnce } from './appending.js';
import type { BatchCommand } from './command.js';
import type { BatchEvent } from './event.js';
import { notIn, refused, refusedAs, unsigned, type Situation } from './situation.js';
import { isHeld } from './state.js';

type Of<Type extends BatchCommand['type']> = Extract<BatchCommand, { type: Type }>;

/** What a device or its adapter reports against the batch; also late, until somebody has decided on the batch. */
export function reportDevice(situation: Situation, command: Of<'ReportDevice'>): Decision<BatchEvent> {
  const status = notIn(situation, 'in_process', 'finished', 'reviewed');
  if (status) return refusedAs(status);
  const to = appending(situation.state);
  // A clock drifts: as long as one exception says so, the next thousandth of a second is no other.
  const open = [...situation.state.exceptions.values()].filter(({ assessed }) => !assessed);
  if (command.class === 'clock_skew' && open.some((known) => known.class === 'clock_skew')) {
    return { append: [], answer: DONE };
  }
  raiseOnce(to, { class: command.class, severity: command.severity, deviation: command.deviation });
  return { append: to.events, answer: DONE };
}

export function assessException(situation: Situation, command: Of<'AssessException'>): Decision<BatchEvent> {
  const status = notIn(situation, 'in_process', 'finished', 'reviewed');
  if (status) return refusedAs(status);
  const exception = situation.state.exceptions.get(command.exception);
  if (!exception) return refused('EXCEPTION_UNKNOWN', { exception: command.exception });
  if (exception.assessed) return refused('EXCEPTION_ASSESSED', { exception: exception.id });
  const { disposition, assessment, signature } = command;
  const missing = unsigned(situation, 'assessed', signature);
  if (missing) return refusedAs(missing);
  return {
    append: [{ type: 'ExceptionAssessed', v: 1, exception: exception.id, disposition, assessment, signature }],
    answer: DONE,
  };
}

export function holdBatch(situation: Situation, command: Of<'HoldBatch'>): Decision<BatchEvent> {
  const status = notIn(situation, 'in_process', 'finished', 'reviewed');
  if (status) return refusedAs(status);
  return { append: [{ type: 'BatchHeld', v: 1, cause: command.reason }], answer: DONE };
}

/** A hold is lifted by a person, and only when no critical exception is open or confirmed as a defect. */
export function resumeBatch(situation: Situation): Decision<BatchEvent> {
  const { state } = situation;
  const status = notIn(situation, 'in_process', 'finished', 'reviewed');
  if (status) return refusedAs(status);
  if (!isHeld(state)) return { append: [], answer: DONE };
  const open = [...state.exceptions.values()].filter(({ severity, assessed }) => severity === 'critical' && !assessed);
  const first = open[0];
  if (first) return refusedAs(refusal('EXCEPTIONS_OPEN', { count: String(open.length), first: first.id }));
  const defect = confirmedDefect(state)[0];
  if (defect) return refusedAs(defect);
  return { append: [{ type: 'BatchResumed', v: 1 }], answer: DONE };
}
