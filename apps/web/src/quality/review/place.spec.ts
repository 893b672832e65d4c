import { expect, test } from '@jest/globals';
import { addressOfPlace, readPlace, type Place } from './place.js';

const wordsOf = (address: string) =>
  address
    .replace(/^#\/batches\/[^/]+\/?/, '')
    .split('/')
    .map(decodeURIComponent);

test.each<Place>([
  {},
  { exception: 'E-3' },
  { signal: 'co2Actual', window: { from: 1_793_000_000_000, to: 1_793_000_600_000 } },
  { exception: 'E 1/2', signal: 'tempActual' },
])('where a reviewer is stands in the address: %j', (place) => {
  expect(readPlace(wordsOf(addressOfPlace('b-1', place)))).toEqual(place);
});

test('an address nobody understands shows the whole batch', () => {
  expect(readPlace(['signal', 'heartRate', 'window', '9-1', 'exception'])).toEqual({});
  expect(readPlace(['window', '1e3-2e3'])).toEqual({});
});
