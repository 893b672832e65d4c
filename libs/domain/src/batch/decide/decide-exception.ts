import { confirmedDefect } from '../state/readiness.js';
import { DONE, refusal, type Decision } from '../../refusal.js';
import { collectEvents, raiseOnce } from './event-collector.js';
import type { BatchCommandOf } from '../command.js';
import type { BatchEvent } from '../event.js';
import { wrongStatus, refused, refusedWith, requireSignature } from './refusals.js';
import type { DecisionContext } from '../state/decision-context.js';
import { isHeld } from '../state/batch.js';

/** What a device or its adapter reports against the batch; also late, until somebody has decided on the batch. */
export function reportDevice(context: DecisionContext, command: BatchCommandOf<'ReportDevice'>): Decision<BatchEvent> {
  const status = wrongStatus(context, 'in_process', 'finished', 'reviewed');
  if (status) return refusedWith(status);
  const collector = collectEvents(context.state);
  // A clock drifts on: as long as one exception about it is open, another millisecond is no new one.
  const open = [...context.state.exceptions.values()].filter(({ assessed }) => !assessed);
  if (command.class === 'clock_skew' && open.some((known) => known.class === 'clock_skew')) {
    return { append: [], answer: DONE };
  }
  raiseOnce(collector, { class: command.class, severity: command.severity, observation: command.deviation });
  return { append: collector.events, answer: DONE };
}

export function assessException(
  context: DecisionContext,
  command: BatchCommandOf<'AssessException'>,
): Decision<BatchEvent> {
  const status = wrongStatus(context, 'in_process', 'finished', 'reviewed');
  if (status) return refusedWith(status);
  const exception = context.state.exceptions.get(command.exception);
  if (!exception) return refused('EXCEPTION_UNKNOWN', { exception: command.exception });
  if (exception.assessed) return refused('EXCEPTION_ASSESSED', { exception: exception.id });
  const { disposition, assessment } = command;
  const signature = requireSignature(context, 'assessed', command.signature);
  if ('refused' in signature) return refusedWith(signature);
  return {
    append: [{ type: 'ExceptionAssessed', v: 1, exception: exception.id, disposition, assessment, signature }],
    answer: DONE,
  };
}

export function holdBatch(context: DecisionContext, command: BatchCommandOf<'HoldBatch'>): Decision<BatchEvent> {
  const status = wrongStatus(context, 'in_process', 'finished', 'reviewed');
  if (status) return refusedWith(status);
  return { append: [{ type: 'BatchHeld', v: 1, cause: command.reason }], answer: DONE };
}

/** A hold is lifted by a person, and only when no critical exception is open or confirmed as a defect. */
export function resumeBatch(context: DecisionContext): Decision<BatchEvent> {
  const { state } = context;
  const status = wrongStatus(context, 'in_process', 'finished', 'reviewed');
  if (status) return refusedWith(status);
  if (!isHeld(state)) return { append: [], answer: DONE };
  const open = [...state.exceptions.values()].filter(({ severity, assessed }) => severity === 'critical' && !assessed);
  const first = open[0];
  if (first) return refusedWith(refusal('EXCEPTIONS_OPEN', { count: String(open.length), first: first.id }));
  const defect = confirmedDefect(state)[0];
  if (defect) return refusedWith(defect);
  return { append: [{ type: 'BatchResumed', v: 1 }], answer: DONE };
}
