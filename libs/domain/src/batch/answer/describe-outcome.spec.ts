import { describe, expect, test } from '@jest/globals';
import { parameter } from '../../../test-fixtures/small-recipe.js';
import type { EquipmentId, Instant } from '../../brand.js';
import type { Step } from '../../recipe/recipe.js';
import type { StepOutcome } from '../event.js';
import { describeOutcome } from './describe-outcome.js';

const common = {
  id: 's',
  title: { en: 'S', nl: 'S' },
  instruction: { en: '', nl: '' },
  signature: 'none',
  irreversible: false,
} as const;
const entry: Step = { ...common, kind: 'entry', parameter: parameter('viability', '%') };
const scan: Step = { ...common, kind: 'scan', scans: 'lot' };
const sampleStep: Step = { ...common, kind: 'sample', container: common.title, tests: [] };
const activityStep: Step = { ...common, kind: 'activity', activity: 'Culture wash' };
const check: Step = {
  ...common,
  kind: 'check',
  items: [
    {
      id: 'bench',
      title: { en: 'Bench', nl: 'Werkblad' },
      expected: 'clear',
      states: [
        { id: 'clear', title: { en: 'Clear', nl: 'Leeg' } },
        { id: 'used', title: { en: 'In use', nl: 'In gebruik' } },
      ],
    },
  ],
};

describe('an outcome is described as the record has it', () => {
  test('the decimal sign is the reader’s, every digit is the record’s', () => {
    const outcome: StepOutcome = { kind: 'entry', value: '92.40', unit: '%', typed: '92,40' };
    expect(describeOutcome(entry, outcome, 'nl')).toEqual({ lines: [{ text: '92,40 %', figure: true }], notes: [] });
    expect(describeOutcome(entry, outcome, 'en').lines[0]?.text).toBe('92.40 %');
  });

  test('what was typed is noted where it reads differently', () => {
    const outcome: StepOutcome = { kind: 'entry', value: '1000', unit: 'mL', typed: '1.000' };
    expect(describeOutcome(entry, outcome, 'en').notes).toEqual([{ kind: 'typed', as: '1.000' }]);
  });

  test('a state that differs from the expected one is marked', () => {
    expect(describeOutcome(check, { kind: 'check', states: { bench: 'used' } }, 'nl').lines).toEqual([
      { label: 'Werkblad', text: 'In gebruik', figure: false, unexpected: true },
    ]);
    expect(describeOutcome(check, { kind: 'check', states: {} }, 'en').lines[0]).toMatchObject({
      text: '–',
      unexpected: true,
    });
  });

  test('a code typed by hand and an opened container are noted', () => {
    expect(describeOutcome(scan, { kind: 'scan', read: 'MX-7K4P-22', byHand: true }, 'en').notes).toEqual([
      { kind: 'byHand' },
    ]);
    const opened: StepOutcome = { kind: 'scan', read: 'LOT/MEDIUM/L-1', byHand: false, opens: true };
    expect(describeOutcome(scan, opened, 'en').notes).toEqual([{ kind: 'opened' }]);
  });
});

test('a sample is described by its number, an activity with the moment from which the device showed it', () => {
  const sample: StepOutcome = { kind: 'sample', sample: 'B-1/IPC-5', read: 'SMP/B-1/IPC-5', byHand: true };
  expect(describeOutcome(sampleStep, sample, 'en')).toEqual({
    lines: [{ text: 'B-1/IPC-5', figure: true }],
    notes: [{ kind: 'byHand' }],
  });
  const at = '2026-11-24T09:14:05.000Z' as Instant;
  const device = 'd-1' as EquipmentId;
  const activity: StepOutcome = {
    kind: 'activity',
    activity: 'Culture wash',
    device,
    sourceTime: at,
    receivedAt: at,
    statusCode: 0,
  };
  expect(describeOutcome(activityStep, activity, 'nl')).toEqual({
    lines: [{ text: 'Culture wash', figure: false }],
    notes: [{ kind: 'shownSince', at }],
  });
});

test('an outcome of another kind than its step is described by nothing', () => {
  expect(describeOutcome(entry, { kind: 'instruction' }, 'en')).toEqual({ lines: [], notes: [] });
});
