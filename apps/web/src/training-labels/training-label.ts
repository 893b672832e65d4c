import { requestedLabel } from '../scan/requested-label.js';
import type { BatchReply } from '@autolog/contract/batch';
import type { Step } from '@autolog/domain/recipe/recipe';

/** A label for practice: what a scanner would read from it, and what its button says. */
export type TrainingLabel = Readonly<{ code: string; text: string; note?: string }>;

/** The labels that a step asks for come first. The others follow: a trainee also meets the refusal of a wrong one. */
export function requestedLabelsFirst(
  labels: readonly TrainingLabel[],
  batch: Pick<BatchReply, 'coi' | 'number' | 'room' | 'device'>,
  step: Step | undefined,
): readonly TrainingLabel[] {
  const requestedCode = step === undefined ? undefined : requestedLabel(step, batch);
  if (requestedCode === undefined) return labels;
  const isRequested = ({ code }: TrainingLabel): boolean =>
    requestedCode.endsWith('/') ? code.startsWith(requestedCode) : code === requestedCode;
  return [...labels.filter(isRequested), ...labels.filter((label) => !isRequested(label))];
}
