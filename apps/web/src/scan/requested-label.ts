import type { BatchReply } from '@autolog/contract/batch';
import { sampleNumber } from '@autolog/domain/label/sample-number';
import { labelText } from '@autolog/domain/label/scan-code';
import type { ScanStep, Step, StepKind } from '@autolog/domain/recipe/recipe';

type LabelledBatch = Pick<BatchReply, 'coi' | 'number' | 'room' | 'device'>;
type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>;
type CodeOf<Asking extends Step> = (step: Asking, batch: LabelledBatch) => string;

const SCAN_CODES: Readonly<Record<ScanStep['scans'], CodeOf<ScanStep>>> = {
  patient: (_step, { coi }) => labelText.patient(coi),
  place: (_step, { room }) => labelText.place(room ?? ''),
  equipment: (_step, { device }) => labelText.equipment(device ?? ''),
  // Any lot of the material: the code begins like this.
  lot: ({ of }) => labelText.lot(of ?? '', ''),
};

/** The label that answers a step of each kind; undefined where none does. A kind left out does not compile. */
const LABEL_CODES: { readonly [Kind in StepKind]: CodeOf<StepOf<Kind>> | undefined } = {
  instruction: undefined,
  entry: undefined,
  calculation: undefined,
  choice: undefined,
  check: undefined,
  timer: undefined,
  device: undefined,
  activity: undefined,
  scan: (step, batch) => SCAN_CODES[step.scans](step, batch),
  sample: (step, { number }) => sampleLabelCode(number, step.id),
};

export const sampleLabelCode = (batch: string, step: string): string => labelText.sample(sampleNumber(batch, step));

export const asksForLabel = (kind: StepKind): boolean => LABEL_CODES[kind] !== undefined;

/** The code of the label that a step asks for, or how it begins where several labels do; undefined when it asks for none. */
export const requestedLabel = <Kind extends StepKind>(step: StepOf<Kind>, batch: LabelledBatch): string | undefined => {
  const codeOf: CodeOf<StepOf<Kind>> | undefined = LABEL_CODES[step.kind];
  return codeOf?.(step, batch);
};
