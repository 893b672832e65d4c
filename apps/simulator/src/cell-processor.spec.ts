import { describe, expect, test } from '@jest/globals';
import { activityNamed, IDLE } from './activity.js';
import { CellProcessor, type DeviceMemory, type SimulatedReading } from './cell-processor.js';
import { programNamed } from './program.js';

const START_MS = Date.parse('2027-01-04T08:00:00.500Z');
const TEN_SECONDS_MS = 10_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MANY = 1_000_000;
const CULTURE = activityNamed('Culture static') ?? IDLE;
const SELECTION = activityNamed('Wash') ?? IDLE;

function createProcessor(options: { seed?: number; memory?: DeviceMemory } = {}) {
  const readings: SimulatedReading[] = [];
  const processor = new CellProcessor({
    serial: 'SIM-1',
    nowMs: START_MS,
    seed: options.seed ?? 1,
    emit: (reading) => readings.push(reading),
    ...(options.memory ? { memory: options.memory } : {}),
  });
  const of = (signal: string) => readings.filter((reading) => reading.signal === signal);
  return { processor, readings, of, last: (signal: string) => of(signal).at(-1)?.value };
}

describe('the simulated device under the site clock', () => {
  test('it samples every ten seconds at exact times, whatever the steps it is advanced in', () => {
    const [atOnce, bySteps] = [createProcessor(), createProcessor()];
    atOnce.processor.advance(START_MS + HOUR_MS, TEN_SECONDS_MS, MANY);
    for (let ms = START_MS; ms <= START_MS + HOUR_MS; ms += 777) bySteps.processor.advance(ms, TEN_SECONDS_MS, MANY);
    const times = atOnce.of('tempActual').map(({ atMs }) => atMs);
    expect(times.slice(1)).toEqual(Array.from({ length: 360 }, (_, n) => START_MS - 500 + (n + 1) * TEN_SECONDS_MS));
    expect(bySteps.of('tempActual').map(({ atMs }) => atMs)).toEqual(times.slice(0, bySteps.of('tempActual').length));
  });

  test('a burst too long for one call continues in the next without a missing reading', () => {
    const { processor, of } = createProcessor();
    for (let n = 0; n < 5; n += 1) processor.advance(START_MS + HOUR_MS, MINUTE_MS, 12);
    expect(of('tempActual').slice(1)).toHaveLength(60);
  });

  test('[INV-5] no two values of a signal have the same time, even while the clock stands still', () => {
    const { processor, readings } = createProcessor();
    processor.startActivity(CULTURE, undefined);
    processor.setAlarm('lid_open', true);
    processor.setAlarm('lid_open', false);
    processor.drift('tempActual', { offset: 1 });
    const keys = readings.map(({ signal, atMs }) => `${signal} ${atMs}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('the same seed gives the same readings, and another seed gives others', () => {
    const day = (seed: number) => {
      const { processor, readings } = createProcessor({ seed });
      processor.startActivity(CULTURE, undefined);
      processor.advance(START_MS + HOUR_MS, MINUTE_MS, MANY);
      return readings;
    };
    expect(day(3)).toEqual(day(3));
    expect(day(3)).not.toEqual(day(4));
  });

  test('in culture it holds 37.0 ± 0.2 °C and 5.0 ± 0.2 % CO2 for a day, in selection 4 to 20 °C', () => {
    const { processor, of } = createProcessor();
    processor.startActivity(CULTURE, undefined);
    const before = of('tempActual').length - 1;
    processor.advance(START_MS + 24 * HOUR_MS, MINUTE_MS, MANY);
    for (const { value } of of('tempActual').slice(before)) expect(Math.abs(Number(value) - 37)).toBeLessThan(0.2);
    for (const { value } of of('co2Actual').slice(before)) expect(Math.abs(Number(value) - 5)).toBeLessThan(0.2);
    processor.startActivity(SELECTION, undefined);
    processor.advance(START_MS + 24 * HOUR_MS + 30 * MINUTE_MS, MINUTE_MS, MANY);
    expect(Number(of('tempActual').at(-1)?.value)).toBeGreaterThan(4);
    expect(Number(of('tempActual').at(-1)?.value)).toBeLessThan(20);
    expect(Number(of('rotorSpeed').at(-1)?.value)).toBeGreaterThan(1_900);
  });

  test('a program runs its activities at their times and waits for the operator at each prompt', () => {
    const { processor, of, last } = createProcessor();
    const program = programNamed('Enrichment');
    if (program) processor.startProgram(program);
    processor.advance(START_MS + 2 * HOUR_MS, MINUTE_MS, MANY);
    expect([last('deviceState'), last('promptText'), last('programId')]).toEqual([
      'WaitingOperator',
      'Install the tubing set and close the lid.',
      'Enrichment',
    ]);
    processor.acknowledge();
    processor.advance(START_MS + 2 * HOUR_MS + 49 * MINUTE_MS, MINUTE_MS, MANY);
    expect([last('activityName'), last('deviceState')]).toEqual(['Prime', 'Priming']);
    processor.advance(START_MS + 3 * HOUR_MS, MINUTE_MS, MANY);
    processor.acknowledge();
    processor.advance(START_MS + 9 * HOUR_MS, MINUTE_MS, MANY);
    expect(of('activityName').map(({ value }) => value)).toEqual([
      'Idle',
      'Self test',
      'Setup',
      'Prime',
      'Load',
      'Label',
      'Wash',
      'Elute',
      'Culture static',
      'Complete',
    ]);
    const [selfTest, setup] = of('activityName').slice(1);
    // The start is shown a millisecond later, since Idle has that moment already.
    expect((setup?.atMs ?? 0) - (selfTest?.atMs ?? 0)).toBe(10 * MINUTE_MS - 1);
  });

  test('a drifting temperature raises its alarm, and the alarm is cleared when the drift ends', () => {
    const { processor, of, last } = createProcessor();
    processor.startActivity(CULTURE, undefined);
    processor.drift('tempActual', { to: 34, overSeconds: 600 });
    processor.advance(START_MS + 5 * MINUTE_MS, TEN_SECONDS_MS, MANY);
    expect(Math.abs(Number(last('tempActual')) - 35.5)).toBeLessThan(0.3);
    processor.advance(START_MS + 20 * MINUTE_MS, TEN_SECONDS_MS, MANY);
    expect([last('alarmText'), last('alarmSeverity')]).toEqual(['Chamber temperature low', 800]);
    processor.drift('tempActual', { offset: 0 });
    expect([last('alarmText'), last('alarmSeverity')]).toEqual(['', 0]);
    expect(of('alarmText').map(({ value }) => value)).toEqual(['', 'Chamber temperature low', '']);
  });

  test('after a restart it shows the same prompt and program', () => {
    const first = createProcessor();
    const program = programNamed('TCT-12-day');
    if (program) first.processor.startProgram(program);
    first.processor.advance(START_MS + 15 * MINUTE_MS, MINUTE_MS, MANY);
    const memory = JSON.parse(JSON.stringify(first.processor.memory())) as DeviceMemory;
    const second = createProcessor({ memory });
    expect([second.last('promptText'), second.last('programId')]).toEqual([
      first.last('promptText'),
      first.last('programId'),
    ]);
    // A value that did not change keeps its moment, so that the restart does not look like a change.
    expect(second.of('promptText')).toEqual(first.of('promptText').slice(-1));
  });

  test('after a restart during culture the temperature is kept and no alarm is raised', () => {
    const first = createProcessor();
    const culture = activityNamed('Culture static');
    if (culture) first.processor.startActivity(culture, undefined);
    const memory = JSON.parse(JSON.stringify(first.processor.memory())) as DeviceMemory;
    const second = createProcessor({ memory });
    expect(Math.abs(Number(second.last('tempActual')) - 37)).toBeLessThan(0.5);
    expect(second.last('alarmText')).toBe('');
  });
});
