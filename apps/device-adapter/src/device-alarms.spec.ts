import { expect, test } from '@jest/globals';
import { alarmName, DeviceAlarms, severityOf } from './device-alarms.js';

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
