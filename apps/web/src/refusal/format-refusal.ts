import type { Problem } from '@autolog/contract/problem';
import { REFUSALS, fillPlaceholders, type RefusalCode } from '@autolog/domain/refusal';
import type { Language } from '@autolog/domain/text';
import { parseInstant } from '@autolog/domain/time';

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code);

/** Facts with their instants in site time. */
const formatFacts = (
  facts: Readonly<Record<string, string>>,
  formatInstant: (at: string) => string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, parseInstant(fact) === undefined ? fact : formatInstant(fact)]),
  );

/** A refusal in the reader's language; undefined for a code this page does not know. */
export const formatRefusal = (
  problem: Pick<Problem, 'code' | 'facts'>,
  language: Language,
  formatInstant: (at: string) => string,
): string | undefined =>
  isRefusalCode(problem.code)
    ? fillPlaceholders(REFUSALS[problem.code].message[language], formatFacts(problem.facts, formatInstant))
    : undefined;
