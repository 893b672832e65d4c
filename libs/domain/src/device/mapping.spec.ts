import { expect, test } from '@jest/globals';
import { updateClockSync, siteNow, siteUncertaintyMs, type SiteClockReply } from '../site/clock-sync.js';
import { parseDeviceMapping } from './mapping.js';

test('a mapping file is read, its paths by the URI of each namespace', () => {
  const read = parseDeviceMapping({
    device: 'prodigy',
    namespaces: { a: 'urn:a', b: 'urn:b' },
    clock: '/a:Clock',
    signals: { tempActual: { path: '/a:Set/b:Temp&/1', every: '10 s', unit: 'Cel' }, lidClosed: { path: '/a:Lid' } },
  });
  expect(read).toEqual({
    mapping: {
      device: 'prodigy',
      clock: [{ namespaceUri: 'urn:a', name: 'Clock' }],
      signals: [
        {
          signal: 'tempActual',
          path: [
            { namespaceUri: 'urn:a', name: 'Set' },
            { namespaceUri: 'urn:b', name: 'Temp/1' },
          ],
          everySeconds: 10,
        },
        { signal: 'lidClosed', path: [{ namespaceUri: 'urn:a', name: 'Lid' }] },
      ],
    },
  });
});

test('every fault of a mapping file is told at once, and no unit is converted silently', () => {
  const read = parseDeviceMapping({
    colour: 'red',
    namespaces: { a: '' },
    signals: {
      tempActual: { path: 'a:Set', every: '10 min', unit: '[degF]', rate: 1 },
      lidClosed: { path: '/c:Lid', everyFast: '60 s', unit: '%' },
      mood: { path: '/a:Mood' },
    },
  });
  expect('faults' in read ? read.faults.map((fault) => fault.split(': ')[0]) : []).toEqual([
    'colour',
    'device',
    'namespaces.a',
    'signals.tempActual.rate',
    'signals.tempActual.unit',
    'signals.tempActual.path',
    'signals.tempActual.every',
    'signals.lidClosed.unit',
    'signals.lidClosed.path',
    'signals.lidClosed.everyFast',
    'signals.mood',
  ]);
});

const answer = (realNowMs: number, rate = 60): SiteClockReply => ({
  siteEpochMs: 1_000_000,
  realEpochMs: 10_000,
  realUntilMs: 20_000,
  rate,
  realNowMs,
});

test('site time follows the server by the quickest poll, and stands still where its row ends', () => {
  const quick = updateClockSync(undefined, answer(12_000), 500, 520);
  expect(siteNow(quick, 510)).toBe(1_000_000 + 60 * 2_000);
  expect(siteUncertaintyMs(quick)).toBe(600);
  const slow = updateClockSync(quick, answer(13_100), 1_500, 1_900);
  expect(slow.offsetMs).toBe(quick.offsetMs);
  expect(siteNow(slow, 60_000)).toBe(1_000_000 + 60 * 10_000);
});

test('when this machine set its own clock, what was measured before counts no more', () => {
  const before = updateClockSync(undefined, answer(12_000), 500, 510);
  const after = updateClockSync(before, answer(13_000), 5_000, 5_100);
  expect(siteNow(after, 5_050)).toBe(1_000_000 + 60 * 3_000);
});
