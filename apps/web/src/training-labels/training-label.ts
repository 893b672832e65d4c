import type { BatchReply } from '@autolog/contract/batch';
import type { Step } from '@autolog/domain/recipe/recipe';
import { rulesOf } from '@autolog/domain/step-kind/step-kinds';

/** A label for practice: what a scanner would read from it, and what its button says. */
export type TrainingLabel = Readonly<{ code: string; text: string; note?: string }>;

type LabelledBatch = Pick<BatchReply, 'coi' | 'number' | 'room' | 'device'>;

/** The code of the label that a step asks for, or how it begins where any lot of a material will do. */
export const requestedLabel = (
  step: Step,
  { number, coi, room = '', device = '' }: LabelledBatch,
): string | undefined => rulesOf(step.kind).neededLabel?.(step, { number, coi, room, device });

/** The labels that a step asks for come first. The others follow: a trainee also meets the refusal of a wrong one. */
export function requestedLabelsFirst(
  labels: readonly TrainingLabel[],
  batch: LabelledBatch,
  step: Step | undefined,
): readonly TrainingLabel[] {
  const requestedCode = step === undefined ? undefined : requestedLabel(step, batch);
  if (requestedCode === undefined) return labels;
  const isRequested = ({ code }: TrainingLabel): boolean =>
    requestedCode.endsWith('/') ? code.startsWith(requestedCode) : code === requestedCode;
  return [...labels.filter(isRequested), ...labels.filter((label) => !isRequested(label))];
}
