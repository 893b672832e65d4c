import { expect, test } from '@jest/globals';
import type { Step } from '../../recipe/recipe.js';
import type { Parameter } from '../../quantity/parameter.js';
import { reasonNeededFor } from './reason-needed-for.js';

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
  expect(reasonNeededFor(entry, { kind: 'entry', typed: '92,4' }, 'nl')).toBeUndefined();
});

test('a value outside names itself and the worst limit it passed, in the reader’s signs', () => {
  expect(reasonNeededFor(entry, { kind: 'entry', typed: '48.5' }, 'nl')).toBe('48,5 % ligt buiten de grens ≥ 50.');
});

test('a figure that is not clear is first made clear', () => {
  expect(reasonNeededFor(entry, { kind: 'entry', typed: '1.000' }, 'en')).toBeUndefined();
});

test('a deviating option and an unexpected state ask for the reason', () => {
  const title = { en: 'Cloudy', nl: 'Troebel' };
  const choice: Step = { ...common, kind: 'choice', options: [{ id: 'cloudy', title, deviates: 'major' }] };
  expect(reasonNeededFor(choice, { kind: 'choice', choice: 'cloudy' }, 'en')).toBe('"Cloudy" deviates.');
  const clear = { id: 'clear', title: { en: 'Clear', nl: 'Helder' } };
  const check: Step = {
    ...common,
    kind: 'check',
    items: [
      { id: 'bag', title: { en: 'Bag', nl: 'Zak' }, states: [clear, { id: 'cloudy', title }], expected: 'clear' },
    ],
  };
  expect(reasonNeededFor(check, { kind: 'check', states: { bag: 'clear' } }, 'en')).toBeUndefined();
  expect(reasonNeededFor(check, { kind: 'check', states: { bag: 'cloudy' } }, 'en')).toBe(
    'Bag: Cloudy, expected Clear.',
  );
});

test('a label typed by hand asks for the reason', () => {
  const scan: Step = { ...common, kind: 'scan', scans: 'patient' };
  expect(reasonNeededFor(scan, { kind: 'scan', read: 'COI/A', byHand: true }, 'en')).toContain('typed by hand');
  expect(reasonNeededFor(scan, { kind: 'scan', read: 'COI/A', byHand: false }, 'en')).toBeUndefined();
  const sample: Step = { ...common, kind: 'sample', container: common.title, tests: [] };
  expect(reasonNeededFor(sample, { kind: 'sample', read: 'SMP/B-1/S', byHand: true }, 'en')).toContain('typed by hand');
});

test('what the record alone can show, such as a calculation, is asked by the server', () => {
  const calculation: Step = { ...common, kind: 'calculation', parameter, formula: '1', examples: [] };
  expect(reasonNeededFor(calculation, { kind: 'calculation' }, 'en')).toBeUndefined();
});
