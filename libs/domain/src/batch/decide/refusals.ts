import type { Step } from '../../recipe/recipe.js';
import type { Performer } from '../../step-kind/step-common.js';
import { refusal, type Decision, type Refusal, type RefusalCode } from '../../refusal.js';
import { MEANING_TEXT, type Meaning, type Signature } from '../../signature.js';
import { personOf } from '../facts.js';
import type { BatchEvent } from '../event.js';
import { BATCH_STATUS_TEXT } from '../state/batch-status-text.js';
import type { BatchStatus } from '../state/batch.js';
import type { DecisionContext } from '../state/decision-context.js';
import type { Text } from '../../text.js';

/** Refused, and nothing written. */
export const refused = (code: RefusalCode, facts: Readonly<Record<string, string>> = {}): Decision<BatchEvent> => ({
  append: [],
  answer: refusal(code, facts),
});

export const refusedWith = (answer: Refusal): Decision<BatchEvent> => ({ append: [], answer });

/** A refusal when the batch is in none of the wanted statuses. */
export function wrongStatus(
  { state, language }: DecisionContext,
  ...wanted: readonly BatchStatus[]
): Refusal | undefined {
  if (wanted.includes(state.status)) return undefined;
  return refusal('BATCH_STATUS', { status: BATCH_STATUS_TEXT[state.status][language] });
}

/** A refusal when the recipe keeps the step for a role this person does not have. */
export function wrongRole({ facts, language }: DecisionContext, { performer }: Step): Refusal | undefined {
  if (performer === undefined || personOf(facts).roles.includes(performer)) return undefined;
  return refusal('NOT_THIS_ROLE', { role: PERFORMER_TEXT[performer][language] });
}

/**
 * The signature, or a refusal unless it means what is asked and is the acting person's own (P11-70). A witness signs at
 * another person's session, so the rule of the witness decides whose signature that may be.
 */
export function requireSignature(
  { facts, language }: DecisionContext,
  meaning: Meaning,
  signature: Signature | undefined,
): Signature | Refusal {
  const own = meaning === 'witnessed' || signature?.person === personOf(facts).person;
  if (signature?.meaning === meaning && own) return signature;
  return refusal('SIGNATURE_REQUIRED', { meaning: MEANING_TEXT[meaning][language] });
}

/** A refusal where the recipe asks for a signature, or one was given, and it is not the right one. */
export function signatureMissing(
  context: DecisionContext,
  step: Step,
  signature: Signature | undefined,
): Refusal | undefined {
  if (step.signature === 'none' && !signature) return undefined;
  const signed = requireSignature(context, 'performed', signature);
  return 'refused' in signed ? signed : undefined;
}

const PERFORMER_TEXT: Readonly<Record<Performer, Text>> = {
  technician: { en: 'technician', nl: 'analist in de cleanroom' },
  qc_analyst: { en: 'QC analyst', nl: 'QC-analist' },
};
