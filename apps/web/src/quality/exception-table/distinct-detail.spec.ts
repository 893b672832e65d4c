import { expect, test } from '@jest/globals';
import type { ExceptionLine } from '@autolog/contract/batch';
import { distinctDetail } from './exception-detail.js';

const line = (detail: string | undefined): ExceptionLine =>
  ({
    deviation: detail === undefined ? {} : { detail },
    step: { number: 94, title: { en: 'Viability of day 3', nl: 'Vitaliteit van dag 3' } },
  }) as ExceptionLine;

test('a detail equal to the title of the step is not repeated', () => {
  expect(distinctDetail(line('Viability of day 3'))).toBeUndefined();
  expect(distinctDetail(line('Vitaliteit van dag 3'))).toBeUndefined();
  expect(distinctDetail(line('Lid open'))).toBe('Lid open');
  expect(distinctDetail(line(undefined))).toBeUndefined();
});
