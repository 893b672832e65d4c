import type { Instant } from '../../brand.js';
import type { PersonBy } from '../../by.js';
import type { Step } from '../../recipe/recipe.js';
import { refusal, type Decision, type Refusal, type RefusalCode } from '../../refusal.js';
import { MEANING_TEXT, type Meaning, type Signature } from '../../signature.js';
import type { Language } from '../../text.js';
import type { BatchFacts } from '../command.js';
import type { BatchEvent } from '../event.js';
import { BATCH_STATUS_TEXT, PERFORMER_TEXT } from '../state/batch-status-text.js';
import type { Batch, BatchStatus } from '../state/batch.js';

/** Everything a rule looks at: the batch as it stands, the facts beside it, and the site time of the decision. */
export type DecisionContext = Readonly<{ state: Batch; facts: BatchFacts; now: Instant; language: Language }>;

/** Titles and states inside a refusal are in the language of the person who reads it. */
export const languageOf = (facts: BatchFacts): Language => (facts.by.kind === 'person' ? facts.by.language : 'en');

/** The person who acts. Throws for a part of Autolog: no adapter and no timer performs, signs or decides. */
export function personOf(facts: BatchFacts): PersonBy {
  if (facts.by.kind !== 'person') throw new Error(`${facts.by.part} cannot do what only a person may do`);
  return facts.by;
}

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
 * A refusal unless the signature means what is asked and is the acting person's own (P11-70). A witness signs at
 * another person's session, so whose signature that may be is judged by the witness rule itself.
 */
export function signatureMissing(
  { facts, language }: DecisionContext,
  meaning: Meaning,
  signature: Signature | undefined,
): Refusal | undefined {
  const own = meaning === 'witnessed' || signature?.person === personOf(facts).person;
  if (signature?.meaning === meaning && own) return undefined;
  return refusal('SIGNATURE_REQUIRED', { meaning: MEANING_TEXT[meaning][language] });
}
