import type { PersonId } from '../brand.js';
import { stepOf } from '../recipe/find.js';
import { DONE, refusal, type Decision } from '../refusal.js';
import { appending, attemptRefused } from './appending.js';
import type { BatchCommand } from './command.js';
import type { BatchEvent } from './event.js';
import { settle } from './settle.js';
import { notIn, refused, refusedAs, unsigned, type Situation } from './situation.js';
import type { Performed } from './state.js';

/**
 * A second person witnesses what one person did. Independence is by person, not by account or session: the witness
 * neither performed nor corrected the step.
 */
export function witnessStep(
  situation: Situation,
  command: Extract<BatchCommand, { type: 'WitnessStep' }>,
): Decision<BatchEvent> {
  const { state, facts } = situation;
  const step = stepOf(facts.recipe, command.step);
  if (!step) return refused('STEP_UNKNOWN', { step: command.step });
  const status = notIn(situation, 'in_process', 'finished');
  if (status) return refusedAs(status);
  const record = state.steps.get(step.id);
  if (record?.status !== 'awaiting_witness') return refused('STEP_NOT_AWAITING_WITNESS');
  const { signature } = command;
  const missing = unsigned(situation, 'witnessed', signature);
  if (missing) return refusedAs(missing);
  const to = appending(state);
  if (!doersOf(record).includes(signature.person)) {
    to.events.push({ type: 'StepWitnessed', v: 1, step: step.id, signature });
    settle(to, situation);
    return { append: to.events, answer: DONE };
  }
  const answer = refusal('WITNESS_NOT_INDEPENDENT', { name: signature.name });
  const deviation = { found: signature.name };
  attemptRefused(to, answer, { class: 'witness_refused', severity: 'minor', deviation }, step.id);
  return { append: to.events, answer };
}

/** Who did what is to be witnessed: whoever performed or signed the step, or corrected it. */
export const doersOf = ({ performedBy, signature, corrected }: Performed): readonly (PersonId | undefined)[] => [
  performedBy,
  signature?.person,
  ...corrected.map(({ by }) => by),
];
