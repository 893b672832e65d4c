import { figureLine } from './described-outcome.js';
import type { EquipmentId, Instant, LotId } from '../brand.js';
import { EQUIPMENT_STATUS_TEXT } from '../equipment/equipment-status-text.js';
import { labelText, parseScanCode, type ScanCode } from '../label/scan-code.js';
import type { LotFact } from '../material/lot-fact.js';
import { LOT_STATUS_TEXT } from '../material/lot-status-text.js';
import { durationMs } from '../quantity/duration.js';
import { fault, type RecipeFault } from '../recipe-fault.js';
import { refusal, type Refusal } from '../refusal.js';
import type { Text } from '../text.js';
import { later } from '../time.js';
import { deviceOnOtherBatch } from './device-batch.js';
import { answerDoesNotFit, rejection, type Rejection } from './interpreted-answer.js';
import { formatLabel, labelFindings, parseLabel, typedByHandText, type LabelAnswer } from './label.js';
import { recordedLine } from './signed-line.js';
import type { StepCommon } from './step-common.js';
import type { StepContext } from './step-context.js';
import type { RecipeNames, StepKindRules } from './step-kind.js';

type ScanTarget = 'patient' | 'lot' | 'equipment' | 'place';
/**
 * For a lot, `of` is a material code; for equipment and place it is the capability or the room the batch runs in.
 * `opens`: a container of the lot is opened here, so its in-use time begins, or begins again with the next one.
 */
export type ScanStep = StepCommon & Readonly<{ kind: 'scan'; scans: ScanTarget; of?: string; opens?: true }>;
/** What the label stands for. `opens`: with this scan a container was opened whose in-use time is limited. */
type Scanned = Readonly<{ lot?: LotId; equipment?: EquipmentId; opens?: true }>;
export type ScanKind = Readonly<{
  step: ScanStep;
  answer: Readonly<{ kind: 'scan' } & LabelAnswer>;
  outcome: Readonly<{ kind: 'scan' } & LabelAnswer & Scanned>;
}>;

type LabelMatch = Readonly<{ matches: Scanned }> | Rejection;

export const SCAN: StepKindRules<ScanKind> = {
  expectedAnswer: { en: 'it asks to scan a label.', nl: 'gevraagd is een label te scannen.' },
  identifies: true,
  isAnsweredByDevice: ({ scans }) => scans === 'equipment',
  neededLabel: ({ scans, of }, { coi, room = '', device = '' }) => {
    switch (scans) {
      case 'patient':
        return labelText.patient(coi);
      case 'place':
        return labelText.place(room);
      case 'equipment':
        return labelText.equipment(device);
      case 'lot':
        return labelText.lot(of ?? '', '');
    }
  },
  isSameOutcome: undefined,
  outcomeFields: { read: 'text', lot: 'id?', equipment: 'id?', byHand: 'boolean', opens: 'true?' },
  parseAnswer: (fields) => {
    const label = parseLabel(fields);
    return label ? { kind: 'scan', ...label } : 'a scan needs `read`';
  },
  reasonNeededFor: (_step, answer, language) => typedByHandText(answer, language),
  interpret: (context, step, { read, byHand }) => {
    const { language } = context;
    const label = { read, byHand };
    const lines = [recordedLine(formatLabel(label, language), language)];
    const match = matchOf(context, step, parseScanCode(read), read);
    if ('refused' in match) return { ...match, lines };
    return { outcome: { kind: 'scan', ...label, ...match.matches }, ...labelFindings(label, language), lines };
  },
  formatOutcome: (_step, outcome, language) => formatLabel(outcome, language),
  describeOutcome: (_step, { read, byHand, opens }) => ({
    lines: [figureLine(read)],
    notes: [...(byHand ? [{ kind: 'byHand' } as const] : []), ...(opens ? [{ kind: 'opened' } as const] : [])],
  }),
  faults: (step, path, recipe) => [...opensFaults(recipe, step, path), ...ofFaults(recipe, step, path)],
  numbered: (step) => step,
};

/** Compares a label with what the step needs. */
function matchOf(context: StepContext, step: ScanStep, code: ScanCode, read: string): LabelMatch {
  if (code.kind === 'unknown') return unknownCode(read);
  if (code.kind !== step.scans) {
    return rejection(answerDoesNotFit(context.language, NEEDED_LABEL_TEXT[step.scans]));
  }
  switch (code.kind) {
    case 'patient':
      return matchPatient(context, code.coi);
    case 'lot':
      return matchLot(context, step, code, read);
    case 'equipment':
      return matchEquipment(context, step, code.code);
    case 'place':
      return matchPlace(context, code.code);
    default:
      throw new Error(`unknown code ${JSON.stringify(code satisfies never)}`);
  }
}

const NEEDED_LABEL_TEXT: Readonly<Record<ScanStep['scans'], Text>> = {
  patient: { en: 'scan the patient label.', nl: 'scan het patiëntlabel.' },
  lot: { en: 'scan the label of the lot.', nl: 'scan het label van het lot.' },
  equipment: { en: 'scan the label of the device.', nl: 'scan het label van het apparaat.' },
  place: { en: 'scan the label of the room.', nl: 'scan het label van de ruimte.' },
};

const unknownCode = (read: string): Rejection => rejection(refusal('CODE_UNKNOWN', { scanned: read }));

/** Another patient's label is no typo: the attempt stays on record and the batch is put on hold (INV-8). */
function matchPatient({ batch }: StepContext, scanned: string): LabelMatch {
  if (scanned === batch.coi) return { matches: {} };
  const facts = { scanned, expected: batch.coi };
  return rejection(refusal('WRONG_PATIENT', facts), {
    class: 'identity_mismatch',
    severity: 'critical',
    observation: { limit: batch.coi, found: scanned },
  });
}

function matchLot(
  context: StepContext,
  step: ScanStep,
  code: Extract<ScanCode, { kind: 'lot' }>,
  read: string,
): LabelMatch {
  const lot = context.facts.scanned?.lot;
  if (lot?.lotNumber !== code.lotNumber) return unknownCode(read);
  // A label that names another material than the register is not the label of this lot.
  if (code.material !== undefined && code.material !== lot.material) return unknownCode(read);
  const refused = lotRefusal(context, step, lot, code.expiresOn);
  if (!refused) return { matches: { lot: lot.lot, ...(opensContainer(context, step, lot) && { opens: true }) } };
  const found = `${lot.material} ${lot.lotNumber}`;
  return rejection(refused, {
    class: 'wrong_lot',
    severity: 'major',
    observation: { found, ...(step.of !== undefined && { limit: step.of }), detail: refused.refused },
  });
}

function lotRefusal(
  context: StepContext,
  step: ScanStep,
  lot: LotFact,
  labelled: string | undefined,
): Refusal | undefined {
  const { recipe, now, language } = context;
  if (step.of !== undefined && lot.material !== step.of) {
    const titleOf = (code: string): string =>
      recipe.materials.find((material) => material.code === code)?.title[language] ?? code;
    const scanned = `${titleOf(lot.material)}, ${lot.lotNumber}`;
    return refusal('WRONG_LOT', { scanned, expected: titleOf(step.of) });
  }
  if (lot.status !== 'released') {
    return refusal('LOT_NOT_RELEASED', { lot: lot.lotNumber, status: LOT_STATUS_TEXT[lot.status][language] });
  }
  // The register and the label may differ; whichever is past decides. A printed day is good to its end.
  if (lot.expiresAt <= now) return refusal('LOT_EXPIRED', { lot: lot.lotNumber, expired: lot.expiresAt.slice(0, 10) });
  if (labelled !== undefined && labelled < now.slice(0, 10)) {
    return refusal('LOT_EXPIRED', { lot: lot.lotNumber, expired: labelled });
  }
  const until = usableUntil(context, step, lot);
  return until !== undefined && until <= now
    ? refusal('LOT_IN_USE_EXPIRED', { lot: lot.lotNumber, expired: until })
    : undefined;
}

const inUseTimeOf = ({ recipe }: StepContext, { material }: LotFact): string | undefined =>
  recipe.materials.find(({ code }) => code === material)?.inUse;

/**
 * Whether a scan opens a container: a step marked `opens` does. Before such a step a scan is of a closed container; after
 * it, of the one that was opened last. A lot that nobody opened yet was opened in its place.
 */
const opensContainer = (context: StepContext, step: ScanStep, lot: LotFact): boolean =>
  inUseTimeOf(context, lot) !== undefined &&
  (step.opens === true || (!context.batch.opened.has(lot.lot) && !isOpenedLater(context, lot)));

const isOpenedLater = ({ openSteps }: StepContext, { material }: LotFact): boolean =>
  openSteps().some((step) => isScan(step) && step.of === material && step.opens === true);

const isScan = (step: Readonly<{ kind: string }>): step is ScanStep => step.kind === 'scan';

/** How long the container in hand may be used; undefined while it is closed, when it is opened now, or without a limit. */
function usableUntil(context: StepContext, step: ScanStep, lot: LotFact): Instant | undefined {
  const inUse = inUseTimeOf(context, lot);
  const openedAt = context.batch.opened.get(lot.lot);
  return inUse === undefined || openedAt === undefined || opensContainer(context, step, lot)
    ? undefined
    : later(openedAt, durationMs(inUse));
}

/** `of` names the recipe's own device or nothing: the bound one. Any other capability: whichever available one. */
function matchEquipment(context: StepContext, step: ScanStep, scanned: string): LabelMatch {
  const { batch, recipe, facts, language } = context;
  const bound = batch.device;
  if (step.of === undefined || step.of === recipe.device) {
    if (bound?.code !== scanned) return wrongEquipment(scanned, bound?.code ?? '–');
    return deviceOnOtherBatch(context) ?? { matches: { equipment: bound.id } };
  }
  const equipment = facts.scanned?.equipment;
  if (equipment?.code !== scanned) return unknownCode(scanned);
  if (equipment.capability !== step.of) return wrongEquipment(scanned, step.of);
  if (equipment.batch && equipment.batch !== batch.id) {
    return rejection(refusal('DEVICE_OCCUPIED', { device: scanned }));
  }
  if (equipment.status !== 'available') {
    const status = EQUIPMENT_STATUS_TEXT[equipment.status][language];
    return rejection(refusal('DEVICE_NOT_READY', { device: scanned, status }));
  }
  return { matches: { equipment: equipment.equipment } };
}

function matchPlace({ batch }: StepContext, scanned: string): LabelMatch {
  const { room } = batch;
  return room?.code === scanned ? { matches: {} } : wrongEquipment(scanned, room?.code ?? '–');
}

const wrongEquipment = (scanned: string, expected: string): Rejection =>
  rejection(refusal('WRONG_EQUIPMENT', { scanned, expected }), {
    class: 'wrong_equipment',
    severity: 'major',
    observation: { limit: expected, found: scanned },
  });

function opensFaults({ materials }: RecipeNames, { scans, of, opens }: ScanStep, path: string): readonly RecipeFault[] {
  if (opens === undefined) return [];
  if (scans === 'lot' && materials.some(({ code, inUse }) => code === of && inUse !== undefined)) return [];
  return [
    fault(
      `${path}/opens`,
      'Only a lot of a material with an in-use time (inUse) is opened.',
      'Alleen een lot van een materiaal met een gebruiksduur (inUse) wordt geopend.',
    ),
  ];
}

function ofFaults({ materials }: RecipeNames, { scans, of }: ScanStep, path: string): readonly RecipeFault[] {
  if (scans === 'lot' && !materials.some(({ code }) => code === of)) {
    return [
      fault(
        `${path}/of`,
        `A lot is of a material of this recipe; "${of ?? ''}" is not one.`,
        `Een lot hoort bij een materiaal van dit recept; "${of ?? ''}" is dat niet.`,
      ),
    ];
  }
  if (of === undefined || scans === 'lot' || scans === 'equipment') return [];
  return [
    fault(
      `${path}/of`,
      `A ${scans} is always the one of the batch; leave "of" out.`,
      `Bij "${scans}" geldt altijd wat bij de batch hoort; laat "of" weg.`,
    ),
  ];
}
