import type { BatchReply } from '@autolog/contract/batch';
import { labelText } from '@autolog/domain/label/scan-code';
import type { Step } from '@autolog/domain/recipe/recipe';
import { sampleLabelCode } from '../scan/sample-label.js';

/** A label for practice: what a scanner would read from it, and what a person reads on its key. */
export type TrainingLabel = Readonly<{ code: string; text: string; note?: string }>;

/** The labels a step asks for stand first; the others follow, for a wrong one is worth practising too. */
export function requestedLabelsFirst(
  labels: readonly TrainingLabel[],
  batch: Pick<BatchReply, 'coi' | 'number' | 'room' | 'device'>,
  step: Step | undefined,
): readonly TrainingLabel[] {
  const requestedCode = step === undefined ? undefined : requestedCodeOf(step, batch);
  if (requestedCode === undefined) return labels;
  const isRequested = ({ code }: TrainingLabel): boolean =>
    requestedCode.endsWith('/') ? code.startsWith(requestedCode) : code === requestedCode;
  return [...labels.filter(isRequested), ...labels.filter((label) => !isRequested(label))];
}

/** The code, or the beginning of it where any lot of a material will do. */
function requestedCodeOf(
  step: Step,
  batch: Pick<BatchReply, 'coi' | 'number' | 'room' | 'device'>,
): string | undefined {
  if (step.kind === 'sample') return sampleLabelCode(batch.number, step.id);
  if (step.kind !== 'scan') return undefined;
  switch (step.scans) {
    case 'patient':
      return labelText.patient(batch.coi);
    case 'place':
      return labelText.place(batch.room ?? '');
    case 'equipment':
      return labelText.equipment(batch.device ?? '');
    case 'lot':
      return labelText.lot(step.of ?? '', '');
  }
}
