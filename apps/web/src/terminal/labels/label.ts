import type { BatchReply } from '@autolog/contract/batch';
import { sampleNumber } from '@autolog/domain/label/sample-number';
import { labelText } from '@autolog/domain/label/scan-code';
import type { Step } from '@autolog/domain/recipe/recipe';
import { rulesOf } from '@autolog/domain/step-kind/step-kinds';

/** A label for practice: what a scanner would read from it, and what a person reads on its key. */
export type Label = Readonly<{ code: string; words: string; note?: string }>;

/** What the label of a sample says to a scanner. */
export const labelOfSample = (batch: string, step: string): string => labelText.sample(sampleNumber(batch, step));

/** The labels a step asks for stand first; the others follow, for a wrong one is worth practising too. */
export function wantedFirst(
  labels: readonly Label[],
  batch: Pick<BatchReply, 'coi' | 'number' | 'room' | 'device'>,
  step: Step | undefined,
): readonly Label[] {
  const wanted = step === undefined ? undefined : wantedBy(step, batch);
  if (wanted === undefined) return labels;
  const isWanted = ({ code }: Label): boolean => (wanted.endsWith('/') ? code.startsWith(wanted) : code === wanted);
  return [...labels.filter(isWanted), ...labels.filter((label) => !isWanted(label))];
}

/** The code, or the beginning of it where any lot of a material will do. */
export const wantedBy = (
  step: Step,
  { number, coi, room = '', device = '' }: Pick<BatchReply, 'coi' | 'number' | 'room' | 'device'>,
): string | undefined => rulesOf(step.kind).neededLabel?.(step, { number, coi, room, device });
