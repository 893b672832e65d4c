import { expect, test } from '@jest/globals';
import { addressOf, segmentsOf } from './address.js';

test('the words of an address come back as they went in', () => {
  expect(segmentsOf(addressOf('batch', 'B-2026-0001', 'step 1/2').slice(2))).toEqual([
    'batch',
    'B-2026-0001',
    'step 1/2',
  ]);
});

test.each(['batch/%', 'batch/%E0%A4%A', 'batch/100%'])(
  'an address that was cut short is taken as it stands: %s',
  (hash) => {
    expect(segmentsOf(hash)).toEqual(hash.split('/'));
  },
);
