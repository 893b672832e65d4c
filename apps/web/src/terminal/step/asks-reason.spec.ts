import { expect, test } from '@jest/globals';
import type { Parameter, Step } from '@autolog/domain/recipe/recipe';
import { asksReason } from './asks-reason.js';

const common = {
  id: 's',
  title: { en: 'Viability', nl: 'Levensvatbaarheid' },
  instruction: { en: 'Enter it.', nl: 'Voer in.' },
  signature: 'none',
  irreversible: false,
} as const;
const parameter: Parameter = {
  id: 'viability',
  title: common.title,
  unit: '%',
  decimals: 1,
  source: 'manual',
  criticality: 'CQA',
  limits: { alert: { low: '80' }, stop: { low: '50' } },
  blind: false,
  reference: '–',
};
const entry: Step = { ...common, kind: 'entry', parameter };

test('a value inside its limits needs no reason', () => {
  expect(asksReason(entry, { kind: 'entry', typed: '92,4' }, 'nl')).toBeUndefined();
});

test('a value outside names itself and the worst limit it passed, in the reader’s signs', () => {
  expect(asksReason(entry, { kind: 'entry', typed: '48.5' }, 'nl')).toEqual({
    says: 'outside',
    facts: { value: '48,5 %', limit: '≥ 50' },
  });
});

test('a figure that is not clear is first made clear', () => {
  expect(asksReason(entry, { kind: 'entry', typed: '1.000' }, 'en')).toBeUndefined();
});

test('a deviating option and an unexpected state ask for the reason', () => {
  const title = { en: 'Cloudy', nl: 'Troebel' };
  const choice: Step = { ...common, kind: 'choice', options: [{ id: 'cloudy', title, deviates: 'major' }] };
  expect(asksReason(choice, { kind: 'choice', choice: 'cloudy' }, 'en')?.facts).toEqual({ title: 'Cloudy' });
  const clear = { id: 'clear', title: { en: 'Clear', nl: 'Helder' } };
  const check: Step = {
    ...common,
    kind: 'check',
    items: [
      { id: 'bag', title: { en: 'Bag', nl: 'Zak' }, states: [clear, { id: 'cloudy', title }], expected: 'clear' },
    ],
  };
  expect(asksReason(check, { kind: 'check', states: { bag: 'clear' } }, 'en')).toBeUndefined();
  expect(asksReason(check, { kind: 'check', states: { bag: 'cloudy' } }, 'en')?.facts).toEqual({
    item: 'Bag',
    found: 'Cloudy',
    expected: 'Clear',
  });
});

test('a label typed by hand asks for the reason', () => {
  const scan: Step = { ...common, kind: 'scan', scans: 'patient' };
  expect(asksReason(scan, { kind: 'scan', read: 'COI/A', byHand: true }, 'en')?.says).toBe('typedByHand');
  expect(asksReason(scan, { kind: 'scan', read: 'COI/A', byHand: false }, 'en')).toBeUndefined();
  const sample: Step = { ...common, kind: 'sample', container: common.title, tests: [] };
  expect(asksReason(sample, { kind: 'sample', read: 'SMP/B-1/S', byHand: true }, 'en')?.says).toBe('typedByHand');
});
