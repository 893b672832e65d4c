import { expect, test } from '@jest/globals';
import { refusal } from '../refusal.js';
import { decideLotStatus } from './decide-lot-status.js';
import type { LOT_STATUSES } from './event.js';

const decided = (status: (typeof LOT_STATUSES)[number], now: 'released' | 'rejected') =>
  decideLotStatus({ lotNumber: 'L-7', status }, now, 'en');

test('a lot leaves quarantine released or rejected', () => {
  expect(decided('quarantine', 'released')).toEqual({
    type: 'LotStatusChanged',
    v: 1,
    was: 'quarantine',
    now: 'released',
  });
  expect(decided('quarantine', 'rejected')).toMatchObject({ now: 'rejected' });
});

test('a released lot can still be rejected', () => {
  expect(decided('released', 'rejected')).toMatchObject({ was: 'released', now: 'rejected' });
});

test('nothing brings a rejected or consumed lot back into use', () => {
  const back = refusal('LOT_STATUS', { lot: 'L-7', status: 'rejected' });
  expect(decided('rejected', 'released')).toEqual(back);
  expect(decided('rejected', 'rejected')).toEqual(back);
  expect(decided('consumed', 'released')).toEqual(refusal('LOT_STATUS', { lot: 'L-7', status: 'used up' }));
  expect(decided('released', 'released')).toEqual(refusal('LOT_STATUS', { lot: 'L-7', status: 'released' }));
});
