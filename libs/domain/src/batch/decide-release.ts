import { blockers } from '../readiness.js';
import { DONE, refusal, type Decision } from '../refusal.js';
import { appending, attemptRefused, disarmAll } from './appending.js';
import type { BatchCommand } from './command.js';
import type { BatchEvent } from './event.js';
import { notIn, refusedAs, unsigned, type Situation } from './situation.js';

type Of<Type extends BatchCommand['type']> = Extract<BatchCommand, { type: Type }>;

const blocked = ({ facts, state, language }: Situation, what: 'finish' | 'review' | 'certify') =>
  blockers(facts.recipe, state, language)[what][0];

export function finishBatch(situation: Situation): Decision<BatchEvent> {
  const blocker = blocked(situation, 'finish');
  if (blocker) return refusedAs(blocker);
  const to = appending(situation.state);
  disarmAll(to);
  to.events.push({ type: 'BatchFinished', v: 1 }, ...deviceReleased(situation));
  return { append: to.events, answer: DONE };
}

const deviceReleased = ({ state }: Situation): readonly BatchEvent[] =>
  state.device ? [{ type: 'DeviceReleased', v: 1, device: state.device.id }] : [];

export function reviewBatch(situation: Situation, command: Of<'ReviewBatch'>): Decision<BatchEvent> {
  const { signature } = command;
  const cannot = blocked(situation, 'review') ?? unsigned(situation, 'reviewed', signature);
  if (cannot) return refusedAs(cannot);
  return { append: [{ type: 'BatchReviewed', v: 1, signature }], answer: DONE };
}

/** Certifies a reviewed batch without open or confirmed exceptions, by a person who took no part in it (INV-11). */
export function certifyBatch(situation: Situation, command: Of<'CertifyBatch'>): Decision<BatchEvent> {
  const { state } = situation;
  const { certificate, signature } = command;
  const cannot = notIn(situation, 'reviewed') ?? unsigned(situation, 'certified', signature);
  if (cannot) return refusedAs(cannot);
  if (state.participants.has(signature.person)) {
    const to = appending(state);
    const answer = refusal('TOOK_PART', { name: signature.name });
    const deviation = { found: signature.name };
    attemptRefused(to, answer, { class: 'certifier_took_part', severity: 'minor', deviation });
    return { append: to.events, answer };
  }
  const blocker = blocked(situation, 'certify');
  if (blocker) return refusedAs(blocker);
  return { append: [{ type: 'BatchCertified', v: 1, certificate, signature }], answer: DONE };
}

export function rejectBatch(situation: Situation, command: Of<'RejectBatch'>): Decision<BatchEvent> {
  const { reason, signature } = command;
  const cannot = notIn(situation, 'in_process', 'finished', 'reviewed') ?? unsigned(situation, 'rejected', signature);
  if (cannot) return refusedAs(cannot);
  const to = appending(situation.state);
  disarmAll(to);
  to.events.push({ type: 'BatchRejected', v: 1, reason, signature });
  // A batch in process still occupies its device; a finished one gave it back.
  if (situation.state.status === 'in_process') to.events.push(...deviceReleased(situation));
  return { append: to.events, answer: DONE };
}
