import type { ExceptionFinding } from '../exception/exception.js';
import type { Language, Text } from '../text.js';
import type { AnswerFields } from './step-kind.js';

/** A label as it was read. What is recorded is exactly that. */
export type LabelAnswer = Readonly<{ read: string; byHand: boolean }>;

export const parseLabel = ({ read, byHand = false }: AnswerFields): LabelAnswer | undefined =>
  read === undefined ? undefined : { read, byHand };

const TYPED: Text = { en: 'typed', nl: 'getypt' };
const OPENED: Text = { en: 'opened', nl: 'geopend' };
const TYPED_BY_HAND: Text = {
  en: 'The label was typed by hand, not scanned.',
  nl: 'Het label is met de hand getypt, niet gescand.',
};

/** A label typed by hand counts, and asks for its reason. */
export const typedByHandText = ({ byHand }: LabelAnswer, language: Language): string | undefined =>
  byHand ? TYPED_BY_HAND[language] : undefined;

/** What a reviewer must see of a label that was accepted. */
export function labelFindings(
  { read, byHand }: LabelAnswer,
  language: Language,
): Readonly<{ findings: readonly ExceptionFinding[]; reasonNeededFor?: string }> {
  if (!byHand) return { findings: [] };
  return {
    findings: [{ class: 'manual_entry', severity: 'minor', observation: { found: read } }],
    reasonNeededFor: TYPED_BY_HAND[language],
  };
}

export function formatLabel(
  { read, byHand, opens }: LabelAnswer & Readonly<{ opens?: true }>,
  language: Language,
): string {
  const notes = [...(byHand ? [TYPED[language]] : []), ...(opens ? [OPENED[language]] : [])];
  return notes.length > 0 ? `${read} (${notes.join(', ')})` : read;
}
