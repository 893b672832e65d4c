import { expect, test } from '@jest/globals';
import type { Observation } from './exception.js';
import { formatException } from './format-exception.js';

const shown = (deviation: Observation): string => formatException('out_of_limit', deviation, 'nl');

test('who signs the assessment of an exception reads the figure and its limit with their unit', () => {
  expect(shown({ detail: 'Vitaliteit van dag 3', found: '74,2', limit: '≥ 75,0', unit: '%' })).toBe(
    'Waarde buiten de grens · Vitaliteit van dag 3 · 74,2 % · grens ≥ 75,0 %',
  );
  expect(shown({ found: '8,4', limit: '2,0–8,0', unit: 'Cel' })).toContain('8,4 °C · grens 2,0–8,0 °C');
});

test('a moment, a label or a unit that is said already gets none', () => {
  expect(shown({ found: '90', limit: '2026-11-22T23:55:00Z', unit: 's' })).toContain(
    '90 s · grens 2026-11-22T23:55:00Z',
  );
  expect(shown({ found: '80 %', unit: '%' })).toContain('· 80 %');
  expect(shown({ found: '80 %', unit: '%' })).not.toContain('% %');
});
