import { expect, test } from '@jest/globals';
import { addressOf, segmentsOf } from './address.js';

test('the parts of an address are read as they were written', () => {
  expect(segmentsOf(addressOf('batch', 'B-2026-0001', 'step 1/2').slice(2))).toEqual([
    'batch',
    'B-2026-0001',
    'step 1/2',
  ]);
});

test.each(['batch/%', 'batch/%E0%A4%A', 'batch/100%'])(
  'an address with a broken escape is taken as it is: %s',
  (hash) => {
    expect(segmentsOf(hash)).toEqual(hash.split('/'));
  },
);
