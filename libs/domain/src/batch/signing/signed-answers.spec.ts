import { describe, expect, test } from '@jest/globals';
import type { StepAnswer } from '../command.js';
import type { BatchFacts } from '../facts.js';
import {
  activatedBatch,
  check,
  choice,
  clearedBatch,
  entry,
  perform,
  preparedBatch,
  scan,
} from '../../../test-fixtures/batch-commands.js';
import {
  ANNA,
  COI,
  factsFor,
  LOT,
  readingAt,
  startedBatch,
  T0,
  activityReadingAt,
  type BatchFixture,
} from '../../../test-fixtures/batch-fixture.js';
import { ACTIVITY, PROCESS_RECIPE, performedUpTo } from '../../../test-fixtures/process-recipe.js';
import { SMALL_RECIPE, parameter, stepTexts } from '../../../test-fixtures/small-recipe.js';
import type { Language } from '../../text.js';
import type { Recipe } from '../../recipe/recipe.js';
import { contentToSign } from './content-to-sign.js';

const CALCULATING: Recipe = {
  ...SMALL_RECIPE,
  anchors: [],
  procedure: [
    {
      id: 'u',
      title: { en: 'u', nl: 'u' },
      operations: [
        {
          id: 'o',
          title: { en: 'o', nl: 'o' },
          steps: [
            {
              ...stepTexts('cells', 'Enter the cells', 'Voer de cellen in'),
              kind: 'entry',
              parameter: parameter('cells', '10*6'),
            },
            {
              ...stepTexts('volume', 'Confirm the volume', 'Bevestig het volume'),
              kind: 'calculation',
              formula: 'cells * 5 / 50000000 [{TU}/mL]',
              examples: [{ given: { cells: '100' }, gives: '10' }],
              parameter: parameter('volume', 'mL', {
                source: 'calculated',
                limits: { alert: { low: '5', high: '9.5' } },
              }),
            },
          ],
        },
      ],
    },
  ],
};

type Case = Readonly<{
  recipe: Recipe;
  batch: () => BatchFixture;
  step: string;
  answer: StepAnswer;
  facts?: Partial<BatchFacts>;
}>;
const small = (batch: () => BatchFixture, step: string, answer: StepAnswer, facts: Partial<BatchFacts> = {}): Case => ({
  recipe: SMALL_RECIPE,
  batch,
  step,
  answer,
  facts,
});
const cleared = () => clearedBatch(startedBatch());
const prepared = () => preparedBatch(startedBatch());
const activated = () => activatedBatch(startedBatch());
const timing = () => activated().given({ type: 'StartStep', step: 'label' });
const measured = (value: string): StepAnswer => ({ kind: 'device', value, sourceTime: T0 });
const process = (step: string, answer: StepAnswer, facts: Partial<BatchFacts> = {}): Case => ({
  recipe: PROCESS_RECIPE,
  batch: () => performedUpTo(step),
  step,
  answer,
  facts,
});

const CASES: Readonly<Record<string, Case>> = {
  'an instruction': small(prepared, 'activate', { kind: 'instruction' }),
  'a figure inside its limits': small(prepared, 'viability', entry('95,5')),
  'a figure outside its limits': small(prepared, 'viability', entry('79.5')),
  'a figure that is unclear': small(prepared, 'viability', entry('1.000')),
  'a figure with too many decimals': small(prepared, 'viability', entry('95.55')),
  'text for a figure': small(prepared, 'viability', entry('many')),
  'an expected choice': small(cleared, 'appearance', choice('clear')),
  'a deviating choice': small(cleared, 'appearance', choice('clumps')),
  'an unknown choice': small(cleared, 'appearance', choice('purple')),
  'an expected state': small(startedBatch, 'clearance', check('empty')),
  'an unexpected state': small(startedBatch, 'clearance', check('occupied')),
  'no state': small(startedBatch, 'clearance', { kind: 'check', states: {} }),
  'a patient label': small(cleared, 'identity', scan(`COI/${COI}`)),
  'a patient label typed by hand': small(cleared, 'identity', scan(`COI/${COI}`, true)),
  'a label of another patient': small(cleared, 'identity', scan('COI/NL-OTHER')),
  'a released lot': small(cleared, 'medium', scan('LOT/MEDIUM/TM-1'), { scanned: { lot: LOT } }),
  'a lot in quarantine': small(cleared, 'medium', scan('LOT/MEDIUM/TM-1'), {
    scanned: { lot: { ...LOT, status: 'quarantine' } },
  }),
  'an unknown label': small(cleared, 'medium', scan('?', true)),
  'a timer that ran': small(() => timing().advance(31 * 60_000), 'label', { kind: 'timer' }),
  'a timer that runs': small(timing, 'label', { kind: 'timer' }),
  'a timer nobody started': small(activated, 'label', { kind: 'timer' }),
  'a reading inside its limits': small(activated, 'temperature', measured('37.0'), { reading: readingAt(T0) }),
  'a reading outside its limits': small(activated, 'temperature', measured('38.5'), { reading: readingAt(T0, '38.5') }),
  'a reading that is not in the record': small(activated, 'temperature', measured('38.5')),
  'a reading of a device on another batch': small(activated, 'temperature', measured('37.0'), {
    reading: readingAt(T0),
    deviceBatch: 'B-2',
  }),
  'a reading that is no number': small(activated, 'temperature', measured('hot'), { reading: readingAt(T0, 'hot') }),
  'another kind of answer': small(cleared, 'appearance', entry('1')),
  'a calculation outside its limits': {
    recipe: CALCULATING,
    batch: () => startedBatch(CALCULATING).given(perform('cells', entry('100'))),
    step: 'volume',
    answer: { kind: 'calculation' },
  },
  'a calculation inside its limits': {
    recipe: CALCULATING,
    batch: () => startedBatch(CALCULATING).given(perform('cells', entry('90'))),
    step: 'volume',
    answer: { kind: 'calculation' },
  },
  'a calculation without its figure': {
    recipe: CALCULATING,
    batch: () => startedBatch(CALCULATING),
    step: 'volume',
    answer: { kind: 'calculation' },
  },
  'a container that is opened': process('medium-1', scan('LOT/MEDIUM/TM-1'), { scanned: { lot: LOT } }),
  'a sample': process('sample-1', { kind: 'sample', read: 'SMP/B-26-001/SAMPLE-1', byHand: false }),
  'a sample typed by hand': process('sample-1', { kind: 'sample', read: 'SMP/B-26-001/SAMPLE-1', byHand: true }),
  'a label of another sample': process('sample-1', { kind: 'sample', read: 'SMP/B-26-001/SAMPLE-2', byHand: false }),
  'an activity': process(
    'wash',
    { kind: 'activity', value: ACTIVITY, sourceTime: T0 },
    { reading: activityReadingAt(T0, ACTIVITY) },
  ),
  'an activity that was not shown': process('wash', { kind: 'activity', value: ACTIVITY, sourceTime: T0 }),
};

const linesOf = ({ recipe, batch, step, answer, facts }: Case, language: Language): readonly string[] =>
  (
    contentToSign(
      batch().contextFor({ ...factsFor({ ...ANNA, language }, recipe), ...facts }),
      { type: 'PerformStep', step, answer },
      'performed',
    ).step?.answer ?? []
  ).map(({ label, value }) => `${label}: ${value}`);

/** Byte for byte: a signature covers these lines, so what once was signed for an answer is signed for it always. */
const LINES: Readonly<Record<string, Readonly<Record<Language, readonly string[]>>>> = {
  'an instruction': { en: ['Recorded: done'], nl: ['Vastgelegd: gedaan'] },
  'a figure inside its limits': {
    en: ['Recorded: 95.5 %', 'Limits: alert ≥ 90 · action ≥ 80 · hard ≥ 70'],
    nl: ['Vastgelegd: 95,5 %', 'Grenzen: alert ≥ 90 · actie ≥ 80 · hard ≥ 70'],
  },
  'a figure outside its limits': {
    en: ['Recorded: 79.5 %', 'Outside the limit: ≥ 90', 'Limits: alert ≥ 90 · action ≥ 80 · hard ≥ 70'],
    nl: ['Vastgelegd: 79,5 %', 'Buiten de grens: ≥ 90', 'Grenzen: alert ≥ 90 · actie ≥ 80 · hard ≥ 70'],
  },
  'a figure that is unclear': {
    en: ['Recorded: Is "1.000" 1 or 1000? Choose one.'],
    nl: ['Vastgelegd: Is "1.000" 1 of 1000? Kies er een.'],
  },
  'a figure with too many decimals': {
    en: ['Recorded: "95.55" has too many decimals; allowed: 1.'],
    nl: ['Vastgelegd: "95.55" heeft te veel decimalen; toegestaan: 1.'],
  },
  'text for a figure': {
    en: ['Recorded: "many" is not a number this step can record.'],
    nl: ['Vastgelegd: "many" is geen getal dat deze stap kan vastleggen.'],
  },
  'an expected choice': { en: ['Recorded: Even'], nl: ['Vastgelegd: Egaal'] },
  'a deviating choice': { en: ['Recorded: Clumps'], nl: ['Vastgelegd: Klonten'] },
  'an unknown choice': { en: ['Recorded: purple'], nl: ['Vastgelegd: purple'] },
  'an expected state': { en: ['Recorded: Bench: empty'], nl: ['Vastgelegd: Werkblad: leeg'] },
  'an unexpected state': { en: ['Recorded: Bench: occupied'], nl: ['Vastgelegd: Werkblad: bezet'] },
  'no state': { en: ['Recorded: Bench: –'], nl: ['Vastgelegd: Werkblad: –'] },
  'a patient label': { en: ['Recorded: COI/NL-7F3K-0042'], nl: ['Vastgelegd: COI/NL-7F3K-0042'] },
  'a patient label typed by hand': {
    en: ['Recorded: COI/NL-7F3K-0042 (typed)'],
    nl: ['Vastgelegd: COI/NL-7F3K-0042 (getypt)'],
  },
  'a label of another patient': { en: ['Recorded: COI/NL-OTHER'], nl: ['Vastgelegd: COI/NL-OTHER'] },
  'a released lot': { en: ['Recorded: LOT/MEDIUM/TM-1'], nl: ['Vastgelegd: LOT/MEDIUM/TM-1'] },
  'a lot in quarantine': { en: ['Recorded: LOT/MEDIUM/TM-1'], nl: ['Vastgelegd: LOT/MEDIUM/TM-1'] },
  'an unknown label': { en: ['Recorded: ? (typed)'], nl: ['Vastgelegd: ? (getypt)'] },
  'a timer that ran': {
    en: ['Started at: 2026-11-23T08:00:00.000Z', 'Minimum time: 30 min'],
    nl: ['Begonnen op: 2026-11-23T08:00:00.000Z', 'Minimale tijd: 30 min'],
  },
  'a timer that runs': {
    en: ['Started at: 2026-11-23T08:00:00.000Z', 'Minimum time: 30 min'],
    nl: ['Begonnen op: 2026-11-23T08:00:00.000Z', 'Minimale tijd: 30 min'],
  },
  'a timer nobody started': {
    en: ['Started at: –', 'Minimum time: 30 min'],
    nl: ['Begonnen op: –', 'Minimale tijd: 30 min'],
  },
  'a reading inside its limits': {
    en: [
      'Recorded: 37.0 °C',
      'Limits: action 36.5–37.5 · hard 30–40',
      'Signal: tempActual',
      'Measured at: 2026-11-23T08:00:00.000Z',
    ],
    nl: [
      'Vastgelegd: 37,0 °C',
      'Grenzen: actie 36,5–37,5 · hard 30–40',
      'Signaal: tempActual',
      'Gemeten op: 2026-11-23T08:00:00.000Z',
    ],
  },
  'a reading outside its limits': {
    en: [
      'Recorded: 38.5 °C',
      'Outside the limit: 36.5–37.5',
      'Limits: action 36.5–37.5 · hard 30–40',
      'Signal: tempActual',
      'Measured at: 2026-11-23T08:00:00.000Z',
    ],
    nl: [
      'Vastgelegd: 38,5 °C',
      'Buiten de grens: 36,5–37,5',
      'Grenzen: actie 36,5–37,5 · hard 30–40',
      'Signaal: tempActual',
      'Gemeten op: 2026-11-23T08:00:00.000Z',
    ],
  },
  'a reading that is not in the record': {
    en: [
      'Recorded: 38.5 °C',
      'Outside the limit: 36.5–37.5',
      'Limits: action 36.5–37.5 · hard 30–40',
      'Signal: tempActual',
      'Measured at: 2026-11-23T08:00:00.000Z',
    ],
    nl: [
      'Vastgelegd: 38,5 °C',
      'Buiten de grens: 36,5–37,5',
      'Grenzen: actie 36,5–37,5 · hard 30–40',
      'Signaal: tempActual',
      'Gemeten op: 2026-11-23T08:00:00.000Z',
    ],
  },
  'a reading of a device on another batch': {
    en: [
      'Recorded: 37.0 °C',
      'Limits: action 36.5–37.5 · hard 30–40',
      'Signal: tempActual',
      'Measured at: 2026-11-23T08:00:00.000Z',
    ],
    nl: [
      'Vastgelegd: 37,0 °C',
      'Grenzen: actie 36,5–37,5 · hard 30–40',
      'Signaal: tempActual',
      'Gemeten op: 2026-11-23T08:00:00.000Z',
    ],
  },
  'a reading that is no number': {
    en: [
      'Recorded: hot °C',
      'Limits: action 36.5–37.5 · hard 30–40',
      'Signal: tempActual',
      'Measured at: 2026-11-23T08:00:00.000Z',
    ],
    nl: [
      'Vastgelegd: hot °C',
      'Grenzen: actie 36,5–37,5 · hard 30–40',
      'Signaal: tempActual',
      'Gemeten op: 2026-11-23T08:00:00.000Z',
    ],
  },
  'another kind of answer': { en: ['Recorded: –'], nl: ['Vastgelegd: –'] },
  'a calculation outside its limits': {
    en: [
      'Recorded: 10.0 mL',
      'Outside the limit: 5–9.5',
      'Limits: alert 5–9.5',
      'Calculated as: (100 ×10⁶) × 5 ÷ 50000000 TU/mL = 10 mL',
    ],
    nl: [
      'Vastgelegd: 10,0 mL',
      'Buiten de grens: 5–9,5',
      'Grenzen: alert 5–9,5',
      'Berekend als: (100 ×10⁶) × 5 ÷ 50000000 TU/mL = 10 mL',
    ],
  },
  'a calculation inside its limits': {
    en: ['Recorded: 9.0 mL', 'Limits: alert 5–9.5', 'Calculated as: (90 ×10⁶) × 5 ÷ 50000000 TU/mL = 9 mL'],
    nl: ['Vastgelegd: 9,0 mL', 'Grenzen: alert 5–9,5', 'Berekend als: (90 ×10⁶) × 5 ÷ 50000000 TU/mL = 9 mL'],
  },
  'a calculation without its figure': {
    en: ['Recorded: The calculation has no result: "Enter the cells" was not recorded yet.'],
    nl: ['Vastgelegd: De berekening heeft geen uitkomst: "Voer de cellen in" is nog niet vastgelegd.'],
  },
  'a container that is opened': { en: ['Recorded: LOT/MEDIUM/TM-1'], nl: ['Vastgelegd: LOT/MEDIUM/TM-1'] },
  'a sample': {
    en: ['Recorded: SMP/B-26-001/SAMPLE-1', 'Sample needed: B-26-001/SAMPLE-1'],
    nl: ['Vastgelegd: SMP/B-26-001/SAMPLE-1', 'Monster nodig: B-26-001/SAMPLE-1'],
  },
  'a sample typed by hand': {
    en: ['Recorded: SMP/B-26-001/SAMPLE-1 (typed)', 'Sample needed: B-26-001/SAMPLE-1'],
    nl: ['Vastgelegd: SMP/B-26-001/SAMPLE-1 (getypt)', 'Monster nodig: B-26-001/SAMPLE-1'],
  },
  'a label of another sample': {
    en: ['Recorded: SMP/B-26-001/SAMPLE-2', 'Sample needed: B-26-001/SAMPLE-1'],
    nl: ['Vastgelegd: SMP/B-26-001/SAMPLE-2', 'Monster nodig: B-26-001/SAMPLE-1'],
  },
  'an activity': {
    en: ['Recorded: Culture wash day 3', 'Shown by the device at: 2026-11-23T08:00:00.000Z'],
    nl: ['Vastgelegd: Culture wash day 3', 'Getoond door het apparaat op: 2026-11-23T08:00:00.000Z'],
  },
  'an activity that was not shown': {
    en: ['Recorded: Culture wash day 3', 'Shown by the device at: 2026-11-23T08:00:00.000Z'],
    nl: ['Vastgelegd: Culture wash day 3', 'Getoond door het apparaat op: 2026-11-23T08:00:00.000Z'],
  },
};

describe('[INV-7] the signed lines of an answer, accepted or refused', () => {
  test.each(Object.entries(CASES))('%s in English', (name, one) => {
    expect(linesOf(one, 'en')).toEqual(LINES[name]?.en);
  });

  test.each(Object.entries(CASES))('%s in Dutch', (name, one) => {
    expect(linesOf(one, 'nl')).toEqual(LINES[name]?.nl);
  });
});
