import type { BatchReply } from '@autolog/contract/batch';
import type { LotsReply } from '@autolog/contract/register';
import { sampleNumber } from '@autolog/domain/label/sample-number';
import { labelText } from '@autolog/domain/label/scan-code';
import type { EntryStep, Parameter, ScanStep, Step } from '@autolog/domain/recipe/recipe';
import type { Limits } from '@autolog/domain/quantity/limits';
import type { CellFigures } from './device-control.js';

export type Lot = LotsReply['lots'][number];
export type AnswerBody = Readonly<{ kind: Step['kind'] } & Record<string, unknown>>;

/** What a careful technician has before their eyes when a step is to be answered. */
export type TechnicianView = Readonly<{
  batch: Pick<BatchReply, 'number' | 'coi' | 'room' | 'device'>;
  /** What the laboratory finds in the cells now. */
  cells: CellFigures;
  lots: readonly Lot[];
  /** The newest reading of the signal a device step asks for, or of the activity an activity step awaits. */
  reading?: Readonly<{ value: string; sourceTime: string }>;
  siteTime: string;
  /** A figure that is typed on purpose. */
  figure?: string;
  /** An option that is chosen on purpose. */
  choice?: string;
}>;

/** What a careful technician answers; a sentence when there is nothing to answer with yet. */
export function answerTo(step: Step, view: TechnicianView): AnswerBody | string {
  switch (step.kind) {
    case 'instruction':
    case 'calculation':
    case 'timer':
      return { kind: step.kind };
    case 'entry':
      return { kind: 'entry', typed: view.figure ?? figureFor(step, view.cells) };
    case 'choice': {
      const choice = view.choice ?? step.options.find(({ deviates }) => deviates === undefined)?.id;
      return choice === undefined ? 'every option of this choice deviates' : { kind: 'choice', choice };
    }
    case 'check':
      return { kind: 'check', states: Object.fromEntries(step.items.map(({ id, expected }) => [id, expected])) };
    case 'scan':
      return scanAnswer('scan', labelToScan(step, view));
    case 'sample':
      return scanAnswer('sample', labelText.sample(sampleNumber(view.batch.number, step.id)));
    case 'device':
    case 'activity':
      return view.reading ? { kind: step.kind, ...view.reading } : 'the device has shown nothing yet';
  }
}

const scanAnswer = (kind: 'scan' | 'sample', read: string | undefined): AnswerBody | string =>
  read === undefined ? 'there is no released and unexpired lot' : { kind, read, byHand: false };

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

/** What the cells say where the recipe tells what is measured; else what the recipe aims at. */
export function figureFor({ parameter }: EntryStep, cells: CellFigures): string {
  const measured = parameter.measures === undefined ? undefined : cells[parameter.measures];
  return typedFigure(measured ?? targetValue(parameter), parameter.decimals);
}

/**
 * As it is typed: no zeros behind that say nothing, and never one decimal sign with three digits behind it, which the
 * server would ask about.
 */
export function typedFigure(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  if (!/^-?[1-9]\d{0,2}\.\d{3}$/.test(text)) return text;
  const shorter = text.replace(/0+$/, '').replace(/\.$/, '');
  return shorter === text ? value.toFixed(2) : shorter;
}

/** Beside one limit alone the middle of the range is not known: a quarter off it is well within. */
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
