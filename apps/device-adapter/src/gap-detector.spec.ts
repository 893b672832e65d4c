import { describe, expect, test } from '@jest/globals';
import type { GapReason } from '@autolog/domain/device/gap-reason';
import fc from 'fast-check';
import type { GapBody, ReadingBody } from '@autolog/contract/telemetry';
import { readHistoryPage, type ReadHistory } from './back-fill.js';
import { GapDetector, type ClockSpeed } from './gap-detector.js';
import type { SpoolChange, GapWindow } from './spool.js';
import type { DeviceReading } from './device-reading.js';

const START_MS = Date.parse('2027-01-04T08:00:00.000Z');
const SLOW = { fast: false };
const FAST = { fast: true };
const OVERFLOW = 0x480;
const BAD = 0x80000000;

const SIGNALS = [
  { signal: 'tempActual', path: [], everySeconds: 10, everySecondsFast: 60 },
  { signal: 'lidClosed', path: [] },
] as const;

const at = (seconds: number): number => START_MS + seconds * 1_000;
const reading = (signal: string, seconds: number, statusCode = 0): DeviceReading => ({
  signal,
  value: String(seconds),
  sourceMs: at(seconds),
  receivedMs: at(seconds),
  statusCode,
});
const temperature = (...seconds: number[]): DeviceReading[] => seconds.map((one) => reading('tempActual', one));
const lid = (...seconds: number[]): DeviceReading[] => seconds.map((one) => reading('lidClosed', one));

/** A gap detector with what it stored, in the order the server would get it. */
function createDetector(known: readonly DeviceReading[] = []) {
  let id = 0;
  const detector = new GapDetector(SIGNALS, { last: new Map(), windows: [] }, () => (id += 1));
  const stored: ReadingBody[] = [];
  const gaps: GapBody[] = [];
  const accept = (change: SpoolChange): void => {
    detector.markStored(change, 0);
    for (const entry of change.entries) {
      if (entry.kind === 'reading') stored.push(entry.body);
      if (entry.kind === 'gap') gaps.push(entry.body);
    }
  };
  const record = {
    continuity: detector,
    accept,
    times: (signal: string) =>
      stored
        .filter((one) => one.signal === signal)
        .map(({ sourceTime }) => (Date.parse(sourceTime) - START_MS) / 1_000),
    gaps: () =>
      gaps.map(({ from, to, reason, recovered }) => [
        (Date.parse(from) - START_MS) / 1_000,
        (Date.parse(to) - START_MS) / 1_000,
        reason,
        recovered,
      ]),
    receive: (readings: readonly DeviceReading[], pace: ClockSpeed = SLOW) => {
      accept(detector.receive(readings, pace, 0));
    },
    interruptContact: (reason: GapReason) => {
      accept(detector.contactInterrupted(reason, SLOW));
    },
    applyHistory: (history: readonly DeviceReading[] | undefined, pace = SLOW) => {
      for (const window of detector.windowsToBackFill()) {
        const readings = history?.filter(
          ({ signal, sourceMs }) =>
            signal === window.signal && sourceMs >= window.fromMs && sourceMs <= (window.toMs ?? 0),
        );
        const answer =
          readings === undefined
            ? ({ kind: 'unavailable' } as const)
            : { kind: 'values' as const, readings, last: true };
        accept(detector.applyHistory(window, answer, pace));
      }
    },
  };
  record.receive(known);
  return record;
}

describe('[INV-5] no silent gap', () => {
  test('readings at the promised interval make no gap', () => {
    const record = createDetector(temperature(0, 10, 20, 30));
    expect([record.times('tempActual'), record.continuity.windowsToBackFill(), record.gaps()]).toEqual([
      [0, 10, 20, 30],
      [],
      [],
    ]);
  });

  test('a hole between two source times is detected without a connection event and filled from history', () => {
    const record = createDetector(temperature(0, 10, 50));
    record.applyHistory(temperature(10, 20, 30, 40, 50));
    expect(record.times('tempActual')).toEqual([0, 10, 50, 20, 30, 40]);
    expect(record.gaps()).toEqual([[10, 50, 'source_silent', true]]);
  });

  test('readings that the history lacks are an unrecovered gap, separate from the recovered parts', () => {
    const record = createDetector(temperature(0, 10, 100));
    record.applyHistory(temperature(10, 20, 30, 80, 90, 100));
    expect(record.gaps()).toEqual([
      [10, 30, 'source_silent', true],
      [30, 80, 'source_silent', false],
      [80, 100, 'source_silent', true],
    ]);
  });

  test('without any history the whole hole is a gap', () => {
    const record = createDetector(temperature(0, 10, 100));
    record.applyHistory(undefined);
    expect(record.gaps()).toEqual([[10, 100, 'source_silent', false]]);
  });

  test('the overflow bit of a status code counts as a hole even when the source times are regular', () => {
    const record = createDetector([...lid(0), reading('lidClosed', 9, OVERFLOW)]);
    record.applyHistory(undefined);
    expect(record.gaps()).toEqual([[0, 9, 'queue_overflow', false]]);
  });

  test('after an interruption the same reading again shows that nothing was missed', () => {
    const record = createDetector(lid(5));
    record.interruptContact('connection_lost');
    record.receive(lid(5));
    expect([record.times('lidClosed'), record.continuity.hasOpenWindows, record.gaps()]).toEqual([[5], false, []]);
  });

  test('changes during an interruption are taken from the history and recorded as a recovered gap', () => {
    const record = createDetector(lid(5));
    record.interruptContact('connection_lost');
    record.receive(lid(30));
    record.applyHistory(lid(5, 12, 30));
    expect(record.times('lidClosed')).toEqual([5, 30, 12]);
    expect(record.gaps()).toEqual([[5, 30, 'connection_lost', true]]);
  });

  test('a history that does not reach back to the last reading leaves an unrecovered gap', () => {
    const record = createDetector(lid(5));
    record.interruptContact('adapter_down');
    record.receive(lid(30));
    record.applyHistory(lid(30));
    expect(record.gaps()).toEqual([[5, 30, 'adapter_down', false]]);
  });

  test('an interruption shorter than the sampling leaves no gap behind', () => {
    const record = createDetector(temperature(0, 10));
    record.interruptContact('connection_lost');
    record.receive(temperature(20));
    record.applyHistory(temperature(10, 20));
    expect([record.times('tempActual'), record.gaps()]).toEqual([[0, 10, 20], []]);
  });

  test('while simulated time runs fast one reading a minute makes no gap', () => {
    const record = createDetector();
    record.receive(temperature(0, 60, 120), FAST);
    expect(record.continuity.windowsToBackFill()).toEqual([]);
  });

  test('late readings of a fast stretch make no gap, and a hole after the stretch is detected', () => {
    const ranFastWithin = (fromMs: number): boolean => fromMs < at(120);
    const record = createDetector();
    record.receive(temperature(0, 60, 120, 130), { fast: false, ranFastWithin });
    expect(record.continuity.windowsToBackFill()).toEqual([]);
    record.receive(temperature(160), { fast: false, ranFastWithin });
    expect(record.continuity.windowsToBackFill()).toMatchObject([
      { fromMs: at(130), toMs: at(160), reason: 'source_silent' },
    ]);
  });

  test('readings of bad quality are stored, and the time they cover is an unrecovered gap', () => {
    const record = createDetector(temperature(0));
    record.receive([reading('tempActual', 10, BAD), reading('tempActual', 20, BAD), ...temperature(30)]);
    expect(record.times('tempActual')).toEqual([0, 10, 20, 30]);
    expect(record.gaps()).toEqual([[10, 30, 'bad_quality', false]]);
  });

  test('[F11] when the device clock steps back, readings with repeated source times are all stored', () => {
    const record = createDetector(temperature(100, 110, 120));
    record.receive(temperature(100, 110, 120, 130));
    expect(record.times('tempActual')).toEqual([100, 110, 120, 100, 110, 120, 130]);
  });

  test('readings of a gap window that arrive both live and from history are stored once', () => {
    const record = createDetector(temperature(0));
    record.interruptContact('connection_lost');
    record.receive(temperature(40));
    record.receive(temperature(10));
    record.applyHistory(temperature(0, 10, 20, 30, 40));
    record.receive(temperature(20, 30, 50));
    expect(record.times('tempActual').toSorted((a, b) => a - b)).toEqual([0, 10, 20, 30, 40, 50]);
  });

  test('[F12] readings that a device delivers again after a reconnection are stored once', () => {
    const record = createDetector(temperature(0, 10, 20));
    record.interruptContact('connection_lost');
    record.receive(temperature(10, 20, 30));
    record.continuity.contactRestored(0);
    record.receive(temperature(20, 30, 40));
    expect(record.times('tempActual')).toEqual([0, 10, 20, 30, 40]);
    record.applyHistory(temperature(0, 10, 20, 30, 40));
    expect(record.gaps()).toEqual([]);
  });

  test('readings that could not be written to disk are requested from the history again', () => {
    const record = createDetector(temperature(0));
    record.continuity.receive(temperature(10, 20), SLOW, 0);
    record.interruptContact('spool_full');
    record.receive(temperature(30));
    record.applyHistory(temperature(0, 10, 20, 30));
    expect(record.times('tempActual')).toEqual([0, 30, 10, 20]);
    expect(record.gaps()).toEqual([[0, 30, 'spool_full', true]]);
  });

  test('whichever readings are lost, each is stored once or lies in an unrecovered gap', () => {
    const lost = fc.array(fc.boolean(), { minLength: 3, maxLength: 60 });
    const inHistory = fc.array(fc.boolean(), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(lost, inHistory, fc.boolean(), (losses, kept, cut) => {
        const all = losses.map((_, n) => n * 10);
        const record = createDetector(temperature(0));
        all.slice(1, -1).forEach((seconds, n) => {
          if (losses[n] === true && cut) record.interruptContact('connection_lost');
          else if (losses[n] !== true) record.receive(temperature(seconds));
        });
        record.receive(temperature(all.at(-1) ?? 0));
        record.applyHistory(temperature(...all.filter((seconds, n) => kept[n] === true || seconds === 0)));
        const stored = record.times('tempActual');
        expect(new Set(stored).size).toBe(stored.length);
        for (const seconds of all) {
          const explained = record
            .gaps()
            .some(([from, to, , recovered]) => recovered === false && Number(from) < seconds && seconds < Number(to));
          expect(stored.includes(seconds) || explained).toBe(true);
        }
      }),
    );
  });
});

describe('reading the history of a gap window by pages', () => {
  const window: GapWindow = {
    id: 1,
    signal: 'tempActual',
    fromMs: at(0),
    toMs: at(100),
    reason: 'connection_lost',
    fast: false,
  };
  const giving =
    (...seconds: number[]): ReadHistory =>
    () =>
      Promise.resolve(temperature(...seconds));

  test('a short page that ends before the window does is not the last', async () => {
    expect(await readHistoryPage(window, giving(0, 10, 20))).toMatchObject({ last: false });
  });

  test('a page that reaches the end of the window is the last', async () => {
    expect(await readHistoryPage(window, giving(0, 50, 100))).toMatchObject({ last: true });
  });

  test('a page without later readings is the last', async () => {
    expect(await readHistoryPage(window, giving(0))).toMatchObject({ last: true });
    expect(await readHistoryPage(window, giving())).toMatchObject({ last: true, readings: [] });
  });

  test('readings outside the window are dropped and the others are sorted', async () => {
    const answer = await readHistoryPage(window, giving(200, 20, 10));
    expect(answer).toMatchObject({ readings: temperature(10, 20) });
  });

  test('each page is stored and recorded as a gap of its own', async () => {
    const record = createDetector(temperature(0, 100));
    const pages: Record<number, DeviceReading[]> = {
      [at(0)]: temperature(0, 10, 20, 30, 40),
      [at(40)]: temperature(40, 50, 60, 70, 80, 90, 100),
    };
    for (
      let window = record.continuity.windowsToBackFill()[0];
      window;
      window = record.continuity.windowsToBackFill()[0]
    ) {
      const answer = await readHistoryPage(window, (_signal, fromMs) => Promise.resolve(pages[fromMs] ?? []));
      record.accept(record.continuity.applyHistory(window, answer, SLOW));
    }
    expect(record.times('tempActual').toSorted((a, b) => a - b)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(record.gaps()).toEqual([
      [0, 40, 'source_silent', true],
      [40, 100, 'source_silent', true],
    ]);
  });
});
