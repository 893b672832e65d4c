import { expect, test } from '@jest/globals';
import { reviewHref, parseReviewAddress, type ReviewAddress } from './review-address.js';

const wordsOf = (address: string) =>
  address
    .replace(/^#\/batches\/[^/]+\/?/, '')
    .split('/')
    .map(decodeURIComponent);

test.each<ReviewAddress>([
  {},
  { exception: 'E-3' },
  { signal: 'co2Actual', window: { from: 1_793_000_000_000, to: 1_793_000_600_000 } },
  { exception: 'E 1/2', signal: 'tempActual' },
])('the address keeps what a reviewer selected: %j', (place) => {
  expect(parseReviewAddress(wordsOf(reviewHref('b-1', place)))).toEqual(place);
});

test('an invalid address shows the whole batch', () => {
  expect(parseReviewAddress(['signal', 'heartRate', 'window', '9-1', 'exception'])).toEqual({});
  expect(parseReviewAddress(['window', '1e3-2e3'])).toEqual({});
});
