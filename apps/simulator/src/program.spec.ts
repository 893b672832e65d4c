import { describe, expect, test } from '@jest/globals';
import { ACTIVITIES, activityNamed, COMPLETE } from './activity.js';
import { HOUR_MS, runProgram, START_MS } from './program-run.fixture.js';
import { CellProcessor, type SimulatedReading } from './cell-processor.js';
import { PROGRAMS, programNamed } from './program.js';

const EXCHANGES = [5, 6, 7, 8, 9, 10, 11].flatMap((day) => [`Exchange day ${day}`, `Culture shaking day ${day}`]);
const TWELVE_DAYS = [
  'Self test',
  'Tubing set installation',
  'Integrity test',
  'Prime',
  'Load',
  'Platelet wash',
  'Bead labelling',
  'Enrichment wash',
  'Selection',
  'Elution',
  'Seeding',
  'Activation',
  'Culture static day 0',
  'Transduction',
  'Culture static day 1',
  'Culture wash day 3',
  'Culture shaking day 3',
  'Feed day 4',
  'Culture shaking day 4',
  ...EXCHANGES,
  'Harvest wash day 12',
  'Formulation day 12',
  'Complete',
];
const MINUTE_MS = 60_000;

describe('the 12-day program', () => {
  test('runs its activities in order and shows each once', () => {
    const { shown, readings } = runProgram({ seed: 1, everyMs: 10 * MINUTE_MS });
    expect(shown.map(({ activity }) => activity)).toEqual(TWELVE_DAYS);
    const names = readings.filter(({ signal }) => signal === 'activityName').map(({ value }) => value);
    expect(names).toEqual(['Idle', ...TWELVE_DAYS]);
  });

  test('begins activities at their planned hours after activation, with the planned chamber volumes', () => {
    const { when, processor } = runProgram({ seed: 1 });
    const planned: [string, number, number][] = [
      ['Transduction', 24, 70],
      ['Culture static day 1', 24.5, 100],
      ['Culture wash day 3', 72, 100],
      ['Culture shaking day 3', 73, 140],
      ['Feed day 4', 96, 140],
      ['Culture shaking day 4', 96 + 1 / 3, 180],
      ['Exchange day 5', 120, 180],
      ['Culture shaking day 5', 120.75, 240],
      ['Exchange day 11', 264, 240],
      ['Harvest wash day 12', 288, 240],
    ];
    for (const [activity, hours, volume] of planned) {
      expect([activity, Math.abs(when(activity).hours - hours) < 0.01]).toEqual([activity, true]);
      expect([activity, Math.abs(when(activity).volume - volume) < 1]).toEqual([activity, true]);
    }
    const product = when('Formulation day 12');
    expect(Math.abs(product.volume - (product.findings['product.volume'] ?? 0))).toBeLessThan(1);
    expect(processor.state().deviceState).toBe('Complete');
  });

  test('keeps to the plan when the operator answers late', () => {
    const { when } = runProgram({ seed: 1, lateHours: { Transduction: 3, Load: 2 } });
    expect(when('Culture static day 1').hours).toBeCloseTo(27.5, 1);
    expect(when('Culture wash day 3').hours).toBeCloseTo(72, 1);
    expect(when('Harvest wash day 12').hours).toBeCloseTo(288, 1);
  });

  test('runs overdue activities at once when the operator answers, and still shows each', () => {
    const { shown, when } = runProgram({ seed: 1, lateHours: { Transduction: 60 } });
    expect(shown.map(({ activity }) => activity)).toEqual(TWELVE_DAYS);
    expect(when('Culture static day 1').hours).toBeCloseTo(84.5, 1);
    expect(when('Culture wash day 3').hours).toBeCloseTo(84.5, 1);
    expect(when('Feed day 4').hours).toBeCloseTo(96, 1);
  });

  test('prompts wherever the operator must act, and holds culture conditions while it waits', () => {
    const asked = runProgram({ seed: 1, everyMs: MINUTE_MS * 60 }).readings.flatMap(({ signal, value }) =>
      signal === 'promptText' && value !== '' ? [value] : [],
    );
    expect(asked).toEqual([
      'Install the tubing set and close the lid.',
      'Connect the apheresis bag.',
      'Enter the seeding volume and connect the bag for the remaining cells.',
      'Connect the activation reagent (TransAct).',
      'Connect the vector.',
      'Connect the product bag.',
    ]);
    for (const activity of ['Transduction', 'Harvest wash day 12']) {
      runProgram({
        seed: 1,
        at: {
          [activity]: (device) => {
            device.advance(device.nowMs + 2 * HOUR_MS, MINUTE_MS, Infinity);
            const { deviceState, activityName, pumpSpeed } = device.state();
            expect([deviceState, activityName, pumpSpeed]).toEqual(['WaitingOperator', activity, 0]);
            expect(Math.abs(Number(device.state().tempActual) - 37)).toBeLessThan(0.2);
            expect(Math.abs(Number(device.state().co2Actual) - 5)).toBeLessThan(0.2);
          },
        },
      });
    }
  });

  test('in a run without faults of five donors raises no alarm and keeps the temperature within 0.5 °C of its set point', () => {
    for (let seed = 0; seed < 5; seed += 1) {
      const { readings } = runProgram({ seed, everyMs: MINUTE_MS });
      expect(readings.filter(({ signal, value }) => signal === 'alarmText' && value !== '')).toEqual([]);
      const set = new Map(
        readings.filter(({ signal }) => signal === 'tempSet').map(({ atMs, value }) => [atMs, value]),
      );
      const away = readings.filter(
        ({ signal, value, atMs }) => signal === 'tempActual' && Math.abs(Number(value) - Number(set.get(atMs))) > 0.5,
      );
      expect(away).toEqual([]);
    }
  }, 30_000);

  test('does not take a clock that is set 48 h ahead for elapsed time', () => {
    const device = new CellProcessor({ serial: 'SIM-1', seed: 1, nowMs: START_MS, emit: () => undefined });
    const program = programNamed('TCT-12-day');
    if (program) device.startProgram(program);
    device.setClock(START_MS + 48 * HOUR_MS);
    expect(device.state().activityName).toBe('Self test');
    device.advance(START_MS + 48 * HOUR_MS + 11 * MINUTE_MS, MINUTE_MS, Infinity);
    expect(device.prompt).toBe('Install the tubing set and close the lid.');
  });
});

test('every program consists of known activities, and the 12-day program uses each once', () => {
  for (const { activities: phases } of PROGRAMS) {
    for (const { activity, prompted } of phases) {
      expect([activity, activityNamed(activity) !== undefined]).toEqual([activity, true]);
      if (prompted) expect([activity, activityNamed(activity)?.prompt]).not.toEqual([activity, undefined]);
    }
  }
  const names = programNamed('TCT-12-day')?.activities.map(({ activity }) => activity) ?? [];
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(ACTIVITIES.map(({ name }) => name)).size).toBe(ACTIVITIES.length);
  expect([...names, COMPLETE.name]).toEqual(TWELVE_DAYS);
});

test('switched off for a day of culture, program and cells have advanced, and no temperature was measured meanwhile', () => {
  const readings: SimulatedReading[] = [];
  const made = (nowMs: number, memory?: ReturnType<CellProcessor['memory']>) =>
    new CellProcessor({
      serial: 'SIM-1',
      seed: 9,
      nowMs,
      emit: (reading) => readings.push(reading),
      ...(memory ? { memory } : {}),
    });
  const { when } = runProgram({ seed: 9 });
  const device = made(START_MS);
  const program = programNamed('TCT-12-day');
  if (program) device.startProgram(program);
  while (device.state().activityName !== 'Culture wash day 3') {
    if (device.prompt !== '') device.acknowledge();
    device.advance(device.nowMs + 24 * HOUR_MS, 24 * HOUR_MS, 1);
  }
  const offMs = device.nowMs;
  readings.length = 0;
  const later = made(offMs + 24 * HOUR_MS, device.memory());
  expect(later.state().activityName).toBe('Feed day 4');
  expect(later.assayResults().values).toEqual(when('Feed day 4').findings);
  const measured = readings.filter(({ signal, atMs }) => signal === 'tempActual' && atMs < offMs + 24 * HOUR_MS);
  expect(measured).toEqual([]);
});
