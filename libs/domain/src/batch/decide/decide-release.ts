import { blockers } from '../state/readiness.js';
import { DONE, refusal, type Decision } from '../../refusal.js';
import { collectEvents, attemptRefused, disarmAll } from './event-collector.js';
import type { BatchCommandOf } from '../command.js';
import type { BatchEvent } from '../event.js';
import { wrongStatus, refusedWith, requireSignature } from './refusals.js';
import { certificateNumberOf } from '../state/batch.js';
import type { DecisionContext } from '../state/decision-context.js';

const blocked = ({ facts, state, language }: DecisionContext, what: 'finish' | 'review' | 'certify') =>
  blockers(facts.recipe, state, language)[what][0];

export function finishBatch(context: DecisionContext): Decision<BatchEvent> {
  const blocker = blocked(context, 'finish');
  if (blocker) return refusedWith(blocker);
  const collector = collectEvents(context.state);
  disarmAll(collector);
  collector.events.push({ type: 'BatchFinished', v: 1 }, ...deviceReleased(context));
  return { append: collector.events, answer: DONE };
}

const deviceReleased = ({ state }: DecisionContext): readonly BatchEvent[] =>
  state.device ? [{ type: 'DeviceReleased', v: 1, device: state.device.id }] : [];

export function reviewBatch(context: DecisionContext, command: BatchCommandOf<'ReviewBatch'>): Decision<BatchEvent> {
  const signature = blocked(context, 'review') ?? requireSignature(context, 'reviewed', command.signature);
  if ('refused' in signature) return refusedWith(signature);
  return { append: [{ type: 'BatchReviewed', v: 1, signature }], answer: DONE };
}

/** Certifies a reviewed batch without open or confirmed exceptions, by a person who took no part in it (INV-11). */
export function certifyBatch(context: DecisionContext, command: BatchCommandOf<'CertifyBatch'>): Decision<BatchEvent> {
  const { state } = context;
  const signature = wrongStatus(context, 'reviewed') ?? requireSignature(context, 'certified', command.signature);
  if ('refused' in signature) return refusedWith(signature);
  if (state.participants.has(signature.person)) {
    const collector = collectEvents(state);
    const answer = refusal('TOOK_PART', { name: signature.name });
    const deviation = { found: signature.name };
    attemptRefused(collector, answer, { class: 'certifier_took_part', severity: 'minor', observation: deviation });
    return { append: collector.events, answer };
  }
  const blocker = blocked(context, 'certify');
  if (blocker) return refusedWith(blocker);
  const certificate = certificateNumberOf(state);
  return { append: [{ type: 'BatchCertified', v: 1, certificate, signature }], answer: DONE };
}

export function rejectBatch(context: DecisionContext, command: BatchCommandOf<'RejectBatch'>): Decision<BatchEvent> {
  const { reason } = command;
  const signature =
    wrongStatus(context, 'in_process', 'finished', 'reviewed') ??
    requireSignature(context, 'rejected', command.signature);
  if ('refused' in signature) return refusedWith(signature);
  const collector = collectEvents(context.state);
  disarmAll(collector);
  collector.events.push({ type: 'BatchRejected', v: 1, reason, signature });
  // A batch in process still occupies its device; a finished one gave it back.
  if (context.state.status === 'in_process') collector.events.push(...deviceReleased(context));
  return { append: collector.events, answer: DONE };
}
