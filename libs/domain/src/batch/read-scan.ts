import type { Instant } from '../brand.js';
import { readScan, type ScanCode } from '../material/scan-code.js';
import { allSteps } from '../recipe/find.js';
import type { ScanStep } from '../recipe/recipe.js';
import { refusal, type Refusal } from '../refusal.js';
import type { Language, Text } from '../text.js';
import { durationMs, isSettled } from '../readiness.js';
import { later } from '../time.js';
import type { Finding } from './appending.js';
import type { LotFact } from './command.js';
import { deviceOnOtherBatch } from './device-batch.js';
import type { Outcome } from './event.js';
import { answerDoesNotFit, unreadable, type Readable, type Reading, type Unreadable } from './reading.js';
import { LOT_STATUS_TEXT, RESOURCE_STATUS_TEXT } from './said.js';
import type { Situation } from './situation.js';

type Scanned = Readonly<{ read: string; byHand: boolean }>;
type Match =
  Readonly<{ matches: Pick<Extract<Outcome, { kind: 'scan' }>, 'lot' | 'equipment' | 'opens'> }> | Unreadable;

/** Reads a label against what the step needs. What is recorded is exactly what was read. */
export function readScanAnswer(situation: Situation, step: ScanStep, { read, byHand }: Scanned): Reading {
  const match = matchOf(situation, step, readScan(read), read);
  if ('refused' in match) return match;
  return readByHand({ kind: 'scan', read, byHand, ...match.matches }, situation.language);
}

/** A label typed by hand counts, and asks for its reason. */
export function readByHand(outcome: Extract<Outcome, { byHand: boolean }>, language: Language): Readable {
  const { read, byHand } = outcome;
  if (!byHand) return { outcome, findings: [] };
  const ask: Text = {
    en: 'The label was typed by hand, not scanned.',
    nl: 'Het label is met de hand getypt, niet gescand.',
  };
  const finding: Finding = { class: 'manual_entry', severity: 'minor', deviation: { found: read } };
  return { outcome, findings: [finding], ask: ask[language] };
}

function matchOf(situation: Situation, step: ScanStep, code: ScanCode, read: string): Match {
  if (code.kind === 'unknown') return unknownCode(read);
  if (code.kind !== step.scans) {
    return unreadable(answerDoesNotFit(situation.language, NEEDED[step.scans]));
  }
  switch (code.kind) {
    case 'patient':
      return matchPatient(situation, code.coi);
    case 'lot':
      return matchLot(situation, step, code, read);
    case 'equipment':
      return matchEquipment(situation, step, code.code);
    case 'place':
      return matchPlace(situation, code.code);
    default:
      throw new Error(`unknown code ${JSON.stringify(code satisfies never)}`);
  }
}

const NEEDED: Readonly<Record<ScanStep['scans'], Text>> = {
  patient: { en: 'scan the patient label.', nl: 'scan het patiëntlabel.' },
  lot: { en: 'scan the label of the lot.', nl: 'scan het label van het lot.' },
  equipment: { en: 'scan the label of the device.', nl: 'scan het label van het apparaat.' },
  place: { en: 'scan the label of the room.', nl: 'scan het label van de ruimte.' },
};

const unknownCode = (read: string): Unreadable => unreadable(refusal('CODE_UNKNOWN', { scanned: read }));

/** Another patient's label is no typo: the attempt stays on record and the batch stands still (INV-8). */
function matchPatient({ state }: Situation, scanned: string): Match {
  if (scanned === state.coi) return { matches: {} };
  const facts = { scanned, expected: state.coi };
  return unreadable(refusal('WRONG_PATIENT', facts), {
    class: 'identity_mismatch',
    severity: 'critical',
    deviation: { limit: state.coi, found: scanned },
  });
}

function matchLot(situation: Situation, step: ScanStep, code: Extract<ScanCode, { kind: 'lot' }>, read: string): Match {
  const lot = situation.facts.scanned?.lot;
  if (lot?.lotNumber !== code.lotNumber) return unknownCode(read);
  // A label that names another material than the register is not the label of this lot.
  if (code.material !== undefined && code.material !== lot.material) return unknownCode(read);
  const refused = unusable(situation, step, lot, code.expiresOn);
  if (!refused) return { matches: { lot: lot.lot, ...(opensContainer(situation, step, lot) && { opens: true }) } };
  const found = `${lot.material} ${lot.lotNumber}`;
  return unreadable(refused, {
    class: 'wrong_lot',
    severity: 'major',
    deviation: { found, ...(step.of !== undefined && { limit: step.of }), detail: refused.refused },
  });
}

function unusable(
  situation: Situation,
  step: ScanStep,
  lot: LotFact,
  labelled: string | undefined,
): Refusal | undefined {
  const { facts, now, language } = situation;
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
  const until = usableUntil(situation, step, lot);
  return until !== undefined && until <= now
    ? refusal('LOT_IN_USE_EXPIRED', { lot: lot.lotNumber, expired: until })
    : undefined;
}

const inUseOf = ({ facts }: Situation, { material }: LotFact): string | undefined =>
  facts.recipe.materials.find(({ code }) => code === material)?.inUse;

/**
 * A step that says so opens a container. Before it, a scan is of a closed one; after it, of the one that was opened last,
 * and a lot nobody opened yet was opened in its place.
 */
const opensContainer = (situation: Situation, step: ScanStep, lot: LotFact): boolean =>
  inUseOf(situation, lot) !== undefined &&
  (step.opens === true || (!situation.state.opened.has(lot.lot) && !isOpenedLater(situation, lot)));

const isOpenedLater = ({ facts, state }: Situation, { material }: LotFact): boolean =>
  allSteps(facts.recipe).some(
    (step) => step.kind === 'scan' && step.of === material && step.opens === true && !isSettled(state, step.id),
  );

/** How long the container in hand may be used; undefined while it is closed, when it is opened now, or without a limit. */
function usableUntil(situation: Situation, step: ScanStep, lot: LotFact): Instant | undefined {
  const inUse = inUseOf(situation, lot);
  const openedAt = situation.state.opened.get(lot.lot);
  return inUse === undefined || openedAt === undefined || opensContainer(situation, step, lot)
    ? undefined
    : later(openedAt, durationMs(inUse));
}

/** `of` names the recipe's own device or nothing: the bound one. Any other capability: whichever available one. */
function matchEquipment(situation: Situation, step: ScanStep, scanned: string): Match {
  const { state, facts, language } = situation;
  const bound = state.device;
  if (step.of === undefined || step.of === facts.recipe.device) {
    if (bound?.code !== scanned) return wrongEquipment(scanned, bound?.code ?? '–');
    return deviceOnOtherBatch(situation) ?? { matches: { equipment: bound.id } };
  }
  const equipment = facts.scanned?.equipment;
  if (equipment?.code !== scanned) return unknownCode(scanned);
  if (equipment.capability !== step.of) return wrongEquipment(scanned, step.of);
  if (equipment.batch && equipment.batch !== facts.batch) {
    return unreadable(refusal('DEVICE_OCCUPIED', { device: scanned }));
  }
  if (equipment.status !== 'available') {
    const status = RESOURCE_STATUS_TEXT[equipment.status][language];
    return unreadable(refusal('DEVICE_NOT_READY', { device: scanned, status }));
  }
  return { matches: { equipment: equipment.equipment } };
}

function matchPlace({ state }: Situation, scanned: string): Match {
  const room = state.room;
  return room?.code === scanned ? { matches: {} } : wrongEquipment(scanned, room?.code ?? '–');
}

const wrongEquipment = (scanned: string, expected: string): Unreadable =>
  unreadable(refusal('WRONG_EQUIPMENT', { scanned, expected }), {
    class: 'wrong_equipment',
    severity: 'major',
    deviation: { limit: expected, found: scanned },
  });
