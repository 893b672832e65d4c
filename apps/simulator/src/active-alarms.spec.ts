import { describe, expect, test } from '@jest/globals';
import { activityNamed, IDLE } from './activity.js';
import { ALARMS, type AlarmName } from './active-alarms.js';
import { HOUR_MS, runProgram, START_MS } from './program-run.fixture.js';
import { CellProcessor, type SimulatedReading } from './cell-processor.js';

const MINUTE_MS = 60_000;

function inCulture(name = 'Culture shaking day 6', minutes?: number) {
  const readings: SimulatedReading[] = [];
  const processor = new CellProcessor({ serial: 'SIM-1', seed: 1, nowMs: START_MS, emit: (one) => readings.push(one) });
  processor.startActivity(activityNamed(name) ?? IDLE, minutes);
  const pass = (hours: number) => {
    processor.advance(processor.nowMs + hours * HOUR_MS, MINUTE_MS, Infinity);
  };
  return { processor, readings, pass, is: (signal: string) => processor.state()[signal] };
}

describe('alarms of the device', () => {
  test.each(Object.entries(ALARMS))(
    '%s is shown with its text and an OPC UA severity, and is cleared',
    (name, alarm) => {
      const { processor, is } = inCulture();
      processor.setAlarm(name as AlarmName, true);
      expect([is('alarmText'), is('alarmSeverity')]).toEqual([alarm.text, alarm.severity]);
      expect(alarm.severity).toBeGreaterThan(0);
      expect(alarm.severity).toBeLessThanOrEqual(1_000);
      processor.setAlarm(name as AlarmName, false);
      expect(is('alarmText')).not.toBe(alarm.text);
    },
  );

  test.each<[AlarmName, string]>([
    ['mains_lost', 'Error'],
    ['integrity_test_failed', 'Error'],
    ['tubing_set_expired', 'Error'],
    ['lid_open', 'Paused'],
    ['bubble_detected', 'Paused'],
    ['pressure_high', 'Paused'],
    ['centrifuge_imbalance', 'Paused'],
  ])('%s stops rotor and pump in state %s and delays the end of the activity', (name, state) => {
    const { processor, is, pass } = inCulture('Culture wash day 3', 60);
    expect(Number(is('rotorSpeed'))).toBeGreaterThan(1_000);
    pass(0.5);
    processor.setAlarm(name, true);
    pass(2);
    expect([is('deviceState'), is('rotorSpeed'), is('pumpSpeed')]).toEqual([state, 0, 0]);
    processor.setAlarm(name, false);
    pass(0.4);
    expect([is('deviceState'), is('activityName')]).toEqual(['Running', 'Culture wash day 3']);
    expect(Number(is('rotorSpeed'))).toBeGreaterThan(1_000);
    pass(0.2);
    expect(is('activityName')).toBe('Idle');
  });

  test('a power loss shows in mainsOk and a falling temperature, and two hours after its return all is as before', () => {
    const { processor, is, pass } = inCulture();
    processor.setAlarm('mains_lost', true);
    expect(is('mainsOk')).toBe(false);
    pass(1);
    expect(Number(is('tempActual'))).toBeLessThan(33);
    processor.setAlarm('mains_lost', false);
    expect(is('mainsOk')).toBe(true);
    pass(2);
    expect(Math.abs(Number(is('tempActual')) - 37)).toBeLessThan(0.3);
    expect([is('deviceState'), is('alarmText')]).toEqual(['Running', '']);
  });

  test('after a short power loss the only further alarm is that power is back', () => {
    const { processor, readings, pass } = inCulture();
    processor.setAlarm('mains_lost', true);
    processor.setAlarm('mains_lost', false);
    pass(1);
    const texts = readings.filter(({ signal }) => signal === 'alarmText').map(({ value }) => value);
    expect(texts).toEqual(['', 'Mains power lost', 'Mains power is back', '']);
  });

  test('an empty gas bottle shows in the supply pressure at once and in the chamber after half an hour', () => {
    const { processor, is, pass } = inCulture();
    processor.setAlarm('co2_supply_low', true);
    pass(0.4);
    expect(Number(is('gasSupplyPressure'))).toBeLessThan(0.7);
    expect(Number(is('co2Actual'))).toBeGreaterThan(4.8);
    pass(2);
    expect(Number(is('co2Actual'))).toBeLessThan(2);
  });

  test('a stalled pump stops and moves no volume', () => {
    const { processor, is, pass } = inCulture('Transduction', 30);
    processor.acknowledge();
    processor.setAlarm('pump_stall', true);
    const before = is('volumeEstimated');
    pass(0.4);
    expect(is('pumpSpeed')).toBe(0);
    expect(Math.abs(Number(is('volumeEstimated')) - Number(before))).toBeLessThan(1);
  });

  test('a temperature fault changes the chamber temperature', () => {
    for (const [name, sign] of [
      ['temperature_high', 1],
      ['temperature_low', -1],
    ] as const) {
      const { processor, is, pass } = inCulture();
      processor.setAlarm(name, true);
      pass(3);
      expect(sign * (Number(is('tempActual')) - 37)).toBeGreaterThan(2);
    }
  });

  test('a blocked line raises the pressure, and a volume mismatch lowers the estimated volume', () => {
    const { processor, is } = inCulture('Culture wash day 3', 60);
    processor.setAlarm('pressure_high', true);
    expect(Number(is('pressure1'))).toBeGreaterThan(300);
    const other = inCulture('Culture static');
    other.pass(1);
    const volume = Number(other.is('volumeEstimated'));
    other.processor.setAlarm('volume_mismatch', true);
    expect(volume - Number(other.is('volumeEstimated'))).toBeGreaterThan(14);
  });

  test('an unanswered prompt raises an alarm after four hours, until it is answered', () => {
    const { readings } = runProgram({ seed: 1, lateHours: { Transduction: 5, Load: 3.9 }, everyMs: MINUTE_MS });
    const texts = readings.filter(({ signal }) => signal === 'alarmText');
    expect(texts.map(({ value }) => value)).toEqual(['', 'Prompt not answered', '']);
    expect((texts[2]?.atMs ?? 0) - (texts[1]?.atMs ?? 0)).toBe(HOUR_MS);
  });

  test('an active alarm survives a restart of the device', () => {
    const { processor } = inCulture();
    processor.setAlarm('mains_lost', true);
    const memory = JSON.parse(JSON.stringify(processor.memory())) as ReturnType<CellProcessor['memory']>;
    const again = new CellProcessor({ serial: 'SIM-1', seed: 1, nowMs: START_MS, emit: () => undefined, memory });
    expect([again.state().deviceState, again.state().alarmText]).toEqual(['Error', 'Mains power lost']);
  });
});
