import { describe, expect, test } from '@jest/globals';
import { SMALL_RECIPE } from '../../libs/domain/test-fixtures/small-recipe.js';
import {
  brokenInvariants,
  type LoggedEvent,
  type LoggedBatch,
  type LoggedGap,
  type LoggedReading,
} from '../harness/invariants.ts';

const at = (seconds: number): string => new Date(Date.UTC(2026, 9, 25, 0, 0, seconds)).toISOString();
const scan = { kind: 'scan', read: 'COI/MX-1', byHand: false };
const measured = { kind: 'device', signal: 'tempActual', value: '37.02', sourceTime: at(60) };

const events: readonly Omit<LoggedEvent, 'seq'>[] = [
  { type: 'BatchCreated', at: at(0), command: 'a', payload: { number: 'B-1', coi: 'MX-1' } },
  { type: 'BatchStarted', at: at(1), command: 'b', payload: {} },
  { type: 'DeviceBound', at: at(1), command: 'b', payload: {} },
  { type: 'StepStarted', at: at(2), command: 'c', payload: { step: 'clearance' } },
  {
    type: 'StepPerformed',
    at: at(3),
    command: 'd',
    payload: { step: 'clearance', outcome: { kind: 'check' }, awaitsWitness: true },
  },
  { type: 'StepWitnessed', at: at(4), command: 'e', payload: { step: 'clearance' } },
  { type: 'StepStarted', at: at(5), command: 'f', payload: { step: 'identity' } },
  { type: 'StepPerformed', at: at(6), command: 'g', payload: { step: 'identity', outcome: scan } },
  { type: 'TimerArmed', at: at(7), payload: { timer: 'wait/minimum', dueAt: at(30) } },
  { type: 'TimerFired', at: at(31), payload: { timer: 'wait/minimum', dueAt: at(30) } },
  { type: 'StepPerformed', at: at(61), command: 'h', payload: { step: 'device', outcome: measured } },
  { type: 'DeviceReleased', at: at(120), payload: {} },
  { type: 'BatchFinished', at: at(120), payload: {} },
];
const temperatures: readonly LoggedReading[] = [0, 60, 120].map((second) => ({
  sourceTime: at(second),
  value: '37.02',
}));

// The device step of the small recipe waits for steps that this record does not have.
const recipe: typeof SMALL_RECIPE = JSON.parse(JSON.stringify(SMALL_RECIPE), (_key, value: unknown) =>
  typeof value === 'object' && value !== null && 'id' in value && value.id === 'temperature'
    ? { ...value, id: 'device', after: ['identity'] }
    : value,
) as typeof SMALL_RECIPE;

const good: LoggedBatch = {
  events: events.map((event, index) => ({ ...event, seq: index + 1 })),
  recipe: recipe,
  readings: new Map([
    ['tempActual', temperatures],
    ['supervisoryJobId', [{ sourceTime: at(2), value: 'B-1' }]],
  ]),
  gaps: [],
};
const changed = (index: number, change: Partial<LoggedEvent>): LoggedBatch => ({
  ...good,
  events: good.events.map((event, n) => (n === index ? { ...event, ...change } : event)),
});
const without = (index: number): LoggedBatch => ({
  ...good,
  events: good.events.filter((_, n) => n !== index).map((event, n) => ({ ...event, seq: n + 1 })),
});
const readings = (signal: 'tempActual' | 'supervisoryJobId', all: readonly LoggedReading[]): LoggedBatch => ({
  ...good,
  readings: new Map([...good.readings, [signal, all]]),
});

describe('the invariant check finds each violation', () => {
  test('a valid record breaks no invariant', () => {
    expect(brokenInvariants(good)).toEqual([]);
  });

  test.each<[string, LoggedBatch, string]>([
    ['[INV-1] an event is missing', { ...good, events: good.events.filter(({ seq }) => seq !== 6) }, 'is missing'],
    ['[INV-1] time runs back', changed(12, { at: at(1) }), 'older than the one before'],
    [
      '[INV-2] a step is performed twice',
      changed(10, { payload: { step: 'identity', outcome: scan } }),
      'performed twice',
    ],
    ['[INV-2] a command is decided twice', changed(10, { command: 'd' }), 'decided twice'],
    ['[INV-3] a witness is missing', without(5), 'identity went before clearance'],
    [
      '[INV-3] a step of another recipe',
      changed(10, { payload: { step: 'ghost', outcome: measured } }),
      'no step ghost',
    ],
    ['[INV-4] a timer is early', changed(9, { at: at(29) }), '1000 ms early'],
    ['[INV-4] a timer is late', changed(9, { at: at(33) }), '3000 ms late'],
    ['[INV-4] a timer is forgotten', without(9), 'still armed at the end'],
    ['[INV-4] a timer fires that was not armed', without(8), 'never armed'],
    ['[INV-5] a signal never comes', readings('tempActual', temperatures.slice(0, 1)), 'no reading of tempActual'],
    ['[INV-5] a reading stands twice', readings('tempActual', [...temperatures, ...temperatures.slice(2)]), 'twice'],
    [
      '[INV-5] a captured value is another',
      changed(10, { payload: { step: 'device', outcome: { ...measured, value: '37.03' } } }),
      'showed another',
    ],
    [
      '[INV-8] the label of another patient',
      changed(7, { payload: { step: 'identity', outcome: { ...scan, read: 'COI/MX-2' } } }),
      'took the label COI/MX-2',
    ],
    [
      '[INV-8] the device works on another batch',
      readings('supervisoryJobId', [{ sourceTime: at(9), value: 'B-2' }]),
      'worked on B-2',
    ],
  ])('%s', (_what, broken, violation) => {
    expect(brokenInvariants(broken).join('\n')).toContain(violation);
  });

  test('[INV-4] a timer armed after its due time is on time when it fires at once', () => {
    const armedLate = (fired: string): LoggedBatch => ({
      ...good,
      events: changed(8, { payload: { timer: 'wait/minimum', dueAt: at(3) } }).events.map((event, n) =>
        n === 9 ? { ...event, at: fired } : event,
      ),
    });
    expect(brokenInvariants(armedLate(at(9)))).toEqual([]);
    expect(brokenInvariants(armedLate(at(10))).join()).toContain('3000 ms late');
  });

  const silent: LoggedBatch = {
    ...readings('tempActual', [...temperatures.slice(0, 2), { sourceTime: at(600), value: '37.0' }]),
    events: good.events.map((event) => (event.seq >= 12 ? { ...event, at: at(600) } : event)),
  };
  const gap = (from: number, to: number, more: Partial<LoggedGap> = {}): LoggedGap => ({
    signal: 'tempActual',
    from: at(from),
    to: at(to),
    recovered: false,
    ...more,
  });
  const ofDevice: LoggedGap = { from: at(60), to: at(600), recovered: false };

  test.each<[string, readonly LoggedGap[]]>([
    ['one of the signal', [gap(60, 600)]],
    ['several of the signal, one after the other', [gap(300, 600), gap(60, 300)]],
    ['one of the whole device', [ofDevice]],
    ['one that begins and ends no later than a silence may last', [gap(150, 500)]],
  ])('[INV-5] a silence covered by gaps is no violation: %s', (_what, gaps) => {
    expect(brokenInvariants({ ...silent, gaps })).toEqual([]);
  });

  test.each<[string, readonly LoggedGap[]]>([
    ['none', []],
    ['one of another signal', [gap(60, 600, { signal: 'co2Actual' })]],
    ['one that only touches it', [gap(0, 60)]],
    ['one that covers its beginning', [gap(60, 300)]],
    ['two with a silence between them', [gap(60, 200), gap(400, 600)]],
    ['one whose readings were recovered', [gap(60, 600, { recovered: true })]],
  ])('[INV-5] a silence not covered by gaps is a violation: %s', (_what, gaps) => {
    expect(brokenInvariants({ ...silent, gaps }).join()).toContain('tempActual is silent from');
  });
});
