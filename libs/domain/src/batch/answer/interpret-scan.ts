import type { Instant } from '../../brand.js';
import { parseScanCode, type ScanCode } from '../../label/scan-code.js';
import { allSteps } from '../../recipe/recipe-index.js';
import type { ScanStep } from '../../recipe/recipe.js';
import { refusal, type Refusal } from '../../refusal.js';
import type { Language, Text } from '../../text.js';
import { isSettled } from '../state/readiness.js';
import { durationMs } from '../../quantity/duration.js';
import { later } from '../../time.js';
import type { ExceptionFinding } from '../../exception/exception.js';
import type { LotFact } from '../../material/lot-fact.js';
import { deviceOnOtherBatch } from './device-batch.js';
import type { StepOutcome } from '../event.js';
import {
  answerDoesNotFit,
  rejectAnswer,
  type AcceptedAnswer,
  type InterpretedAnswer,
  type RejectedAnswer,
} from './interpreted-answer.js';
import { RESOURCE_STATUS_TEXT } from '../../equipment/resource-status-text.js';
import { LOT_STATUS_TEXT } from '../../material/lot-status-text.js';
import type { DecisionContext } from '../state/decision-context.js';

type ScannedLabel = Readonly<{ read: string; byHand: boolean }>;
type LabelMatch =
  Readonly<{ matches: Pick<Extract<StepOutcome, { kind: 'scan' }>, 'lot' | 'equipment' | 'opens'> }> | RejectedAnswer;

/** Reads a label against what the step needs. What is recorded is exactly what was read. */
export function interpretScan(
  context: DecisionContext,
  step: ScanStep,
  { read, byHand }: ScannedLabel,
): InterpretedAnswer {
  const match = matchOf(context, step, parseScanCode(read), read);
  if ('refused' in match) return match;
  return acceptLabel({ kind: 'scan', read, byHand, ...match.matches }, context.language);
}

/** A label typed by hand counts, and asks for its reason. */
export function acceptLabel(outcome: Extract<StepOutcome, { byHand: boolean }>, language: Language): AcceptedAnswer {
  const { read, byHand } = outcome;
  if (!byHand) return { outcome, findings: [] };
  const ask: Text = {
    en: 'The label was typed by hand, not scanned.',
    nl: 'Het label is met de hand getypt, niet gescand.',
  };
  const finding: ExceptionFinding = { class: 'manual_entry', severity: 'minor', observation: { found: read } };
  return { outcome, findings: [finding], reasonNeededFor: ask[language] };
}

function matchOf(context: DecisionContext, step: ScanStep, code: ScanCode, read: string): LabelMatch {
  if (code.kind === 'unknown') return unknownCode(read);
  if (code.kind !== step.scans) {
    return rejectAnswer(answerDoesNotFit(context.language, NEEDED_LABEL_TEXT[step.scans]));
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

const unknownCode = (read: string): RejectedAnswer => rejectAnswer(refusal('CODE_UNKNOWN', { scanned: read }));

/** Another patient's label is no typo: the attempt stays on record and the batch stands still (INV-8). */
function matchPatient({ state }: DecisionContext, scanned: string): LabelMatch {
  if (scanned === state.coi) return { matches: {} };
  const facts = { scanned, expected: state.coi };
  return rejectAnswer(refusal('WRONG_PATIENT', facts), {
    class: 'identity_mismatch',
    severity: 'critical',
    observation: { limit: state.coi, found: scanned },
  });
}

function matchLot(
  context: DecisionContext,
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
  return rejectAnswer(refused, {
    class: 'wrong_lot',
    severity: 'major',
    observation: { found, ...(step.of !== undefined && { limit: step.of }), detail: refused.refused },
  });
}

function lotRefusal(
  context: DecisionContext,
  step: ScanStep,
  lot: LotFact,
  labelled: string | undefined,
): Refusal | undefined {
  const { facts, now, language } = context;
  if (step.of !== undefined && lot.material !== step.of) {
    const titleOf = (code: string): string =>
      facts.recipe.materials.find((material) => material.code === code)?.title[language] ?? code;
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

const inUseTimeOf = ({ facts }: DecisionContext, { material }: LotFact): string | undefined =>
  facts.recipe.materials.find(({ code }) => code === material)?.inUse;

/**
 * A step that says so opens a container. Before it, a scan is of a closed one; after it, of the one that was opened last,
 * and a lot nobody opened yet was opened in its place.
 */
const opensContainer = (context: DecisionContext, step: ScanStep, lot: LotFact): boolean =>
  inUseTimeOf(context, lot) !== undefined &&
  (step.opens === true || (!context.state.opened.has(lot.lot) && !isOpenedLater(context, lot)));

const isOpenedLater = ({ facts, state }: DecisionContext, { material }: LotFact): boolean =>
  allSteps(facts.recipe).some(
    (step) => step.kind === 'scan' && step.of === material && step.opens === true && !isSettled(state, step.id),
  );

/** How long the container in hand may be used; undefined while it is closed, when it is opened now, or without a limit. */
function usableUntil(context: DecisionContext, step: ScanStep, lot: LotFact): Instant | undefined {
  const inUse = inUseTimeOf(context, lot);
  const openedAt = context.state.opened.get(lot.lot);
  return inUse === undefined || openedAt === undefined || opensContainer(context, step, lot)
    ? undefined
    : later(openedAt, durationMs(inUse));
}

/** `of` names the recipe's own device or nothing: the bound one. Any other capability: whichever available one. */
function matchEquipment(context: DecisionContext, step: ScanStep, scanned: string): LabelMatch {
  const { state, facts, language } = context;
  const bound = state.device;
  if (step.of === undefined || step.of === facts.recipe.device) {
    if (bound?.code !== scanned) return wrongEquipment(scanned, bound?.code ?? '–');
    return deviceOnOtherBatch(context) ?? { matches: { equipment: bound.id } };
  }
  const equipment = facts.scanned?.equipment;
  if (equipment?.code !== scanned) return unknownCode(scanned);
  if (equipment.capability !== step.of) return wrongEquipment(scanned, step.of);
  if (equipment.batch && equipment.batch !== facts.batch) {
    return rejectAnswer(refusal('DEVICE_OCCUPIED', { device: scanned }));
  }
  if (equipment.status !== 'available') {
    const status = RESOURCE_STATUS_TEXT[equipment.status][language];
    return rejectAnswer(refusal('DEVICE_NOT_READY', { device: scanned, status }));
  }
  return { matches: { equipment: equipment.equipment } };
}

function matchPlace({ state }: DecisionContext, scanned: string): LabelMatch {
  const room = state.room;
  return room?.code === scanned ? { matches: {} } : wrongEquipment(scanned, room?.code ?? '–');
}

const wrongEquipment = (scanned: string, expected: string): RejectedAnswer =>
  rejectAnswer(refusal('WRONG_EQUIPMENT', { scanned, expected }), {
    class: 'wrong_equipment',
    severity: 'major',
    observation: { limit: expected, found: scanned },
  });
