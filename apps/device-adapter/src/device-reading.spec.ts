import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alarmName, DeviceAlarms, severityOf } from './device-alarms.js';
import { decimalText, valueText } from './device-reading.js';

test('[INV-5] a number is stored as decimal text without an exponent that reads back as the same double', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = decimalText(value);
      expect(text).toMatch(/^-?\d+(\.\d+)?$/);
      expect(Number(text) === value).toBe(true);
    }),
  );
});

test.each([
  [37.05, '37.05'],
  [1e21, '1000000000000000000000'],
  [1.5e-7, '0.00000015'],
  [-2.25e-9, '-0.00000000225'],
  [1.2345e22, '12345000000000000000000'],
  [0, '0'],
])('%d is written %s', (value, text) => {
  expect(decimalText(value)).toBe(text);
});

test('text, booleans, null and localized text are converted to text', () => {
  expect(['Running', true, null, { text: 'Wash', locale: 'en' }].map(valueText)).toEqual([
    'Running',
    'true',
    '',
    'Wash',
  ]);
});

test('a device alarm is raised once while it lasts, with the severity delivered with it', () => {
  const alarms = new DeviceAlarms();
  const given = (signal: string, value: string, sourceMs: number) => ({
    signal,
    value,
    sourceMs,
    receivedMs: sourceMs,
    statusCode: 0,
  });
  const raised = alarms.raisedBy([given('alarmText', 'CO2 supply low', 5_000), given('alarmSeverity', '800', 5_000)]);
  expect(raised.map(({ body }) => body)).toEqual([
    { alarm: 'co2_supply_low', severity: 'critical', text: 'CO2 supply low', raisedAt: '1970-01-01T00:00:05.000Z' },
  ]);
  expect(alarms.raisedBy([given('alarmText', 'CO2 supply low', 6_000)])).toEqual([]);
  expect(alarms.raisedBy([given('alarmText', '', 7_000), given('alarmSeverity', '0', 7_000)])).toEqual([]);
  expect(alarms.raisedBy([given('alarmText', 'CO2 supply low', 8_000)])).toHaveLength(1);
});

test('severities are mapped to three levels, and alarm texts to names', () => {
  expect([1, 333, 334, 666, 667, 1_000].map(severityOf)).toEqual([
    'info',
    'info',
    'warning',
    'warning',
    'critical',
    'critical',
  ]);
  expect(['Lid open!', '…'].map(alarmName)).toEqual(['lid_open', 'unnamed']);
});
