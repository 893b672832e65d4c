import type { BatchReply } from '@autolog/contract/batch';
import type { LotsReply } from '@autolog/contract/lot';
import { sampleNumber } from '@autolog/domain/label/sample-number';
import { labelText } from '@autolog/domain/label/scan-code';
import type { Step } from '@autolog/domain/recipe/recipe';
import type { EntryStep } from '@autolog/domain/step-kind/entry';
import type { Parameter } from '@autolog/domain/quantity/parameter';
import type { ScanStep } from '@autolog/domain/step-kind/scan';
import type { StepKind } from '@autolog/domain/step-kind/step-kinds';
import type { Limits } from '@autolog/domain/quantity/limits';
import type { CellFigures } from './device-control.js';

export type Lot = LotsReply['lots'][number];
export type AnswerBody = Readonly<{ kind: StepKind } & Record<string, unknown>>;

/** What a technician knows when a step is to be answered. */
export type TechnicianView = Readonly<{
  batch: Pick<BatchReply, 'number' | 'coi' | 'room' | 'device'>;
  /** What a laboratory measures in the cells now. */
  cells: CellFigures;
  lots: readonly Lot[];
  /** The newest reading of the signal of a device step, or of the activity of an activity step. */
  reading?: Readonly<{ value: string; sourceTime: string }>;
  siteTime: string;
  /** A figure to be typed instead of the measured one. */
  figure?: string;
  /** An option to be chosen instead of the first one that does not deviate. */
  choice?: string;
}>;

/** The answer, or a sentence where there is nothing to answer with yet. */
type SimulateAnswer<Kind extends StepKind> = (
  step: Extract<Step, { kind: Kind }>,
  view: TechnicianView,
) => AnswerBody | string;

const confirm = ({ kind }: Step): AnswerBody => ({ kind });
const readingAnswer = ({ kind }: Step, { reading }: TechnicianView): AnswerBody | string =>
  reading ? { kind, ...reading } : 'the device has given no reading yet';

const ANSWERS: Readonly<{ [Kind in StepKind]: SimulateAnswer<Kind> }> = {
  instruction: confirm,
  calculation: confirm,
  timer: confirm,
  entry: (step, { figure, cells }) => ({ kind: 'entry', typed: figure ?? figureFor(step, cells) }),
  choice: ({ options }, view) => {
    const choice = view.choice ?? options.find(({ deviates }) => deviates === undefined)?.id;
    return choice === undefined ? 'every option of this choice deviates' : { kind: 'choice', choice };
  },
  check: ({ items }) => ({
    kind: 'check',
    states: Object.fromEntries(items.map(({ id, expected }) => [id, expected])),
  }),
  scan: (step, view) => {
    const read = labelToScan(step, view);
    return read === undefined ? 'there is no released and unexpired lot' : { kind: 'scan', read, byHand: false };
  },
  sample: ({ id }, { batch }) => ({
    kind: 'sample',
    read: labelText.sample(sampleNumber(batch.number, id)),
    byHand: false,
  }),
  device: readingAnswer,
  activity: readingAnswer,
};

/** Steps that take a figure or a sample from what the device has just prepared. */
export const MEASURED_KINDS: ReadonlySet<StepKind> = new Set(['entry', 'sample', 'device']);

/** What a simulated technician answers to a step; a sentence where there is nothing to answer with yet. */
export function answerTo(step: Step, view: TechnicianView): AnswerBody | string {
  // The table has for each kind the function of that kind; the compiler cannot relate the two.
  const answer = ANSWERS[step.kind] as SimulateAnswer<StepKind>;
  return answer(step, view);
}

function labelToScan({ scans, of }: ScanStep, { batch, lots, siteTime }: TechnicianView): string | undefined {
  switch (scans) {
    case 'patient':
      return labelText.patient(batch.coi);
    case 'equipment':
      return labelText.equipment(batch.device ?? '');
    case 'place':
      return labelText.place(batch.room ?? '');
    case 'lot':
      return lotLabel(lots.find((lot) => lot.material === of && isUsableLot(lot, siteTime)));
  }
}

export const isUsableLot = ({ status, expiresAt }: Lot, siteTime: string): boolean =>
  status === 'released' && expiresAt > siteTime;
export const isExpired = ({ status, expiresAt }: Lot, siteTime: string): boolean =>
  status === 'released' && expiresAt <= siteTime;
export const lotLabel = (lot: Lot | undefined): string | undefined => lot && labelText.lot(lot.material, lot.lotNumber);

/** The measured figure where the recipe says what is measured; else the target of the recipe. */
export function figureFor({ parameter }: EntryStep, cells: CellFigures): string {
  const measured = parameter.measures === undefined ? undefined : cells[parameter.measures];
  return typedFigure(measured ?? targetValue(parameter), parameter.decimals);
}

/** The text that is typed. One decimal sign with exactly three digits behind it is avoided: it could mean thousands. */
export function typedFigure(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  if (!/^-?[1-9]\d{0,2}\.\d{3}$/.test(text)) return text;
  const shorter = text.replace(/0+$/, '').replace(/\.$/, '');
  return shorter === text ? value.toFixed(2) : shorter;
}

/** A range with one limit has no middle: a quarter off that limit is well within. */
const DISTANCE_FROM_SINGLE_LIMIT = 0.25;
const WHOLE_PERCENT = 100;

function targetValue({ limits, unit }: Parameter): number {
  const { target } = limits;
  if (target !== undefined) return Number(target);
  const range = limits.alert ?? limits.action ?? limits.stop ?? {};
  const low = numberOf(range.low);
  const high = numberOf(range.high);
  if (low !== undefined && high !== undefined) return (low + high) / 2;
  if (low !== undefined) return unit === '%' ? (low + WHOLE_PERCENT) / 2 : low * (1 + DISTANCE_FROM_SINGLE_LIMIT);
  return high === undefined ? 1 : high * (1 - DISTANCE_FROM_SINGLE_LIMIT);
}

const numberOf = (text: NonNullable<Limits['alert']>['low']): number | undefined =>
  text === undefined ? undefined : Number(text);
