import { expect, test } from '@jest/globals';
import { parseDeviceMapping } from './mapping.js';

test('a mapping file is parsed, its paths with the URI of each namespace', () => {
  const parsed = parseDeviceMapping({
    device: 'prodigy',
    namespaces: { a: 'urn:a', b: 'urn:b' },
    clock: '/a:Clock',
    signals: { tempActual: { path: '/a:Set/b:Temp&/1', every: '10 s', unit: 'Cel' }, lidClosed: { path: '/a:Lid' } },
  });
  expect(parsed).toEqual({
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

test('every fault of a mapping file is reported at once, and a unit other than ours is one', () => {
  const parsed = parseDeviceMapping({
    colour: 'red',
    namespaces: { a: '' },
    signals: {
      tempActual: { path: 'a:Set', every: '10 min', unit: '[degF]', rate: 1 },
      lidClosed: { path: '/c:Lid', everyFast: '60 s', unit: '%' },
      mood: { path: '/a:Mood' },
    },
  });
  expect('faults' in parsed ? parsed.faults.map((fault) => fault.split(': ')[0]) : []).toEqual([
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
