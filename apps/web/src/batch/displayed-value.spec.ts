import { expect, test } from '@jest/globals';
import { DISPLAYED_SIGNALS } from './displayed-signals.js';
import { activeAlarm, displayedValueOf } from './displayed-value.js';

const BAD = 0x80000000;
const readings = (values: Readonly<Record<string, string>>, statusCode = 0) =>
  new Map(
    Object.entries(values).map(([signal, value]) => [
      signal,
      { signal, value, sourceTime: '2026-11-24T09:14:05.000Z', statusCode, stale: false },
    ]),
  );
const [carbonDioxide] = DISPLAYED_SIGNALS;
const limits = { alert: { low: '4.5', high: '5.5' } };

test('a value has the decimal sign of the language and the level of its limit', () => {
  expect(displayedValueOf(carbonDioxide, readings({ co2Actual: '4.42' }), limits, 'nl')).toEqual({
    text: '4,4 %',
    shape: '▲',
    level: 'alert',
    at: '2026-11-24T09:14:05.000Z',
    stale: false,
  });
  expect(displayedValueOf(carbonDioxide, readings({ co2Actual: '5.0' }), limits, 'en').level).toBeUndefined();
});

test('a reading of bad quality is shown as –', () => {
  expect(displayedValueOf(carbonDioxide, readings({ co2Actual: '5.0' }, BAD), limits, 'en')).toEqual({
    text: '–',
    shape: '',
  });
});

test('an alarm is active while its severity is not zero', () => {
  expect(activeAlarm(readings({ alarmSeverity: '0', alarmText: 'Lid open' }))).toBeUndefined();
  expect(activeAlarm(readings({ alarmSeverity: '0.0' }))).toBeUndefined();
  expect(activeAlarm(readings({ alarmSeverity: '700', alarmText: 'Lid open' }))).toBe('Lid open');
  expect(activeAlarm(readings({ alarmSeverity: '700' }))).toBe('700');
  expect(activeAlarm(readings({}))).toBeUndefined();
});
