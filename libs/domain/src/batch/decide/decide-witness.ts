import type { PersonId } from '../../brand.js';
import { stepOf } from '../../recipe/recipe-index.js';
import { DONE, refusal, type Decision } from '../../refusal.js';
import { collectEvents, attemptRefused } from './event-collector.js';
import type { BatchCommandOf } from '../command.js';
import type { BatchEvent } from '../event.js';
import { resolveConditions } from './resolve-conditions.js';
import { wrongStatus, refused, refusedWith, requireSignature } from './refusals.js';
import type { DecisionContext } from '../state/decision-context.js';
import type { Performed } from '../state/batch.js';

/**
 * A second person witnesses what one person did. Independence is by person, not by account or session: the witness
 * neither performed nor corrected the step.
 */
export function witnessStep(context: DecisionContext, command: BatchCommandOf<'WitnessStep'>): Decision<BatchEvent> {
  const { state, facts } = context;
  const step = stepOf(facts.recipe, command.step);
  if (!step) return refused('STEP_UNKNOWN', { step: command.step });
  const status = wrongStatus(context, 'in_process', 'finished');
  if (status) return refusedWith(status);
  const record = state.steps.get(step.id);
  if (record?.status !== 'awaiting_witness') return refused('STEP_NOT_AWAITING_WITNESS');
  const signature = requireSignature(context, 'witnessed', command.signature);
  if ('refused' in signature) return refusedWith(signature);
  const collector = collectEvents(state);
  if (!stepParticipants(record).includes(signature.person)) {
    collector.events.push({ type: 'StepWitnessed', v: 1, step: step.id, signature });
    resolveConditions(collector, context);
    return { append: collector.events, answer: DONE };
  }
  const answer = refusal('WITNESS_NOT_INDEPENDENT', { name: signature.name });
  const deviation = { found: signature.name };
  attemptRefused(collector, answer, { class: 'witness_refused', severity: 'minor', observation: deviation }, step.id);
  return { append: collector.events, answer };
}

/** Who did what is to be witnessed: whoever performed or signed the step, or corrected it. */
export const stepParticipants = ({
  performedBy,
  signature,
  corrected,
}: Performed): readonly (PersonId | undefined)[] => [performedBy, signature?.person, ...corrected.map(({ by }) => by)];
