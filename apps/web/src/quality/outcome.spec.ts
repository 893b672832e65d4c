import { describe, expect, test } from '@jest/globals';
import type { StepOutcome } from '@autolog/domain/batch/event';
import type { EquipmentId, Instant } from '@autolog/domain/brand';
import type { Step } from '@autolog/domain/recipe/recipe';
import { grouped, lasted, separatedAll, shownOutcome } from './outcome.js';

const common = {
  id: 's',
  title: { en: 'S', nl: 'S' },
  instruction: { en: '', nl: '' },
  signature: 'none',
  irreversible: false,
} as const;
const instruction: Step = { ...common, kind: 'instruction' };
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

describe('An outcome reads as the record has it', () => {
  test('the decimal sign is the reader’s, every digit is the record’s', () => {
    const outcome: StepOutcome = { kind: 'entry', value: '92.40', unit: '%', typed: '92,40' };
    expect(shownOutcome(instruction, outcome, 'nl')).toEqual({ lines: [{ text: '92,40 %', figure: true }], notes: [] });
    expect(shownOutcome(instruction, outcome, 'en').lines[0]?.text).toBe('92.40 %');
  });

  test('what was typed is told where it reads differently', () => {
    const outcome: StepOutcome = { kind: 'entry', value: '1000', unit: 'mL', typed: '1.000' };
    expect(shownOutcome(instruction, outcome, 'en').notes).toEqual([{ note: 'typed', as: '1.000' }]);
  });

  test('a state that differs from the expected one is marked', () => {
    expect(shownOutcome(check, { kind: 'check', states: { bench: 'used' } }, 'nl').lines).toEqual([
      { label: 'Werkblad', text: 'In gebruik', figure: false, unexpected: true },
    ]);
    expect(shownOutcome(check, { kind: 'check', states: {} }, 'en').lines[0]).toMatchObject({
      text: '–',
      unexpected: true,
    });
  });

  test('a code typed by hand says so', () => {
    expect(shownOutcome(instruction, { kind: 'scan', read: 'MX-7K4P-22', byHand: true }, 'en').notes).toEqual([
      { note: 'byHand' },
    ]);
    const opened: StepOutcome = { kind: 'scan', read: 'LOT/MEDIUM/L-1', byHand: false, opens: true };
    expect(shownOutcome(instruction, opened, 'en').notes).toEqual([{ note: 'opened' }]);
  });
});

test('a sample is told by its number, and an activity with the moment from which the device showed it', () => {
  const sample: StepOutcome = { kind: 'sample', sample: 'B-1/IPC-5', read: 'SMP/B-1/IPC-5', byHand: true };
  expect(shownOutcome(instruction, sample, 'en')).toEqual({
    lines: [{ text: 'B-1/IPC-5', figure: true }],
    notes: [{ note: 'byHand' }],
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
  expect(shownOutcome(instruction, activity, 'nl')).toEqual({
    lines: [{ text: 'Culture wash', figure: false }],
    notes: [{ note: 'shownSince', at }],
  });
});

test('a duration has hours only where there are any', () => {
  expect([0, 59_999, 1_805_000, 3_870_000, -5].map(lasted)).toEqual(['0:00', '0:59', '30:05', '1:04:30', '0:00']);
});

test('a large count is grouped without a sign that could be read as a decimal', () => {
  expect([7, 999, 1000, 3_612_480].map(grouped)).toEqual(['7', '999', '1\u202f000', '3\u202f612\u202f480']);
});

test('figures inside a limit get the reader’s decimal sign, codes and versions keep theirs', () => {
  expect(separatedAll('4.5–5.5 %', 'nl')).toBe('4,5–5,5 %');
  expect(separatedAll('version 1.2.3', 'nl')).toBe('version 1.2.3');
  expect(separatedAll('≥ 80.0', 'en')).toBe('≥ 80.0');
});
