import type { GapBody, ReadingBody } from '@autolog/contract/telemetry';
import type { MappedSignal } from '@autolog/domain/device/mapping';
import { qualityOf } from '@autolog/domain/device/signal';
import { instantOf } from '@autolog/domain/time';
import type { Change, Entry, Lane, Window } from './spool.js';
import type { Reading } from './value.js';

/** A hole is what is longer than one and a half times the interval the mapping promises. */
const TOLERANCE = 1.5;
/** OPC 10000-4 §7.39: info type DataValue with the Overflow bit; values before this one fell out of the device's queue. */
const OVERFLOW = 0x480;
/** A filled window is remembered so long, so that a late delivery of the same values is known as such. */
const FILLED_KEPT_MS = 60_000;
/** After contact is back, what was under way when it was lost may be delivered a second time. */
const REDELIVERY_MS = 60_000;
/** Source times and values stored last, kept per signal to know a value that comes a second time: eleven hours at one in 10 s. */
const RECENT_MAX = 4_000;

/**
 * Whether simulated time runs fast, so that devices measure once a minute instead of once in ten seconds; and whether it
 * did so within a stretch of device time, for readings that get here long after.
 */
export type Pace = Readonly<{ fast: boolean; ranFastWithin?: (fromMs: number, toMs: number) => boolean }>;

/** What the device's history says about a window: its values, oldest first, or that it cannot be asked. */
export type Answer = Readonly<
  { kind: 'values'; readings: readonly Reading[]; last: boolean } | { kind: 'unavailable' }
>;

/** A window that has, or had, a value after it; within it a repeated source time is the same value once more. */
type Closing = Readonly<{ signal: string; fromMs: number; toMs: number; keptUntilMs: number }>;

/**
 * Watches every signal of one device for holes, by its source times: flags and events are not enough. Pure but for
 * what it remembers; every method answers with the change to be stored, and remembers only what `accept` confirms.
 */
export class Continuity {
  readonly #signals: ReadonlyMap<string, MappedSignal>;
  readonly #newId: () => number;
  readonly #last: Map<string, number>;
  readonly #windows: Map<number, Window>;
  readonly #closing = new Map<number, Closing>();
  readonly #recent = new Map<string, Map<number, string>>();
  #redeliveredUntilMs = -Infinity;

  constructor(
    signals: readonly MappedSignal[],
    stored: { last: ReadonlyMap<string, number>; windows: readonly Window[] },
    newId: () => number,
  ) {
    this.#signals = new Map(signals.map((one) => [one.signal, one]));
    this.#newId = newId;
    this.#last = new Map(stored.last);
    this.#windows = new Map();
    this.accept({ ...NOTHING, windows: stored.windows }, 0);
  }

  /** Windows a history can be asked about now, oldest first. */
  ready(): Window[] {
    return [...this.#windows.values()].filter((window) => window.toMs !== null && window.reason !== 'bad_quality');
  }

  get isWaiting(): boolean {
    return this.#windows.size > 0;
  }

  lastMs(signal: string): number | undefined {
    return this.#last.get(signal);
  }

  /** Contact is back. */
  resumed(nowMs: number): void {
    this.#redeliveredUntilMs = nowMs + REDELIVERY_MS;
  }

  /** Contact was lost, or values were dropped: from here on every signal may miss something. */
  interrupted(reason: string, pace: Pace, signals: Iterable<string> = this.#last.keys()): Change {
    if (reason !== 'spool_full') this.#redeliveredUntilMs = Infinity;
    const windows: Window[] = [];
    for (const signal of signals) {
      const fromMs = this.#last.get(signal);
      if (fromMs === undefined || this.#open(signal)) continue;
      windows.push({ id: this.#newId(), signal, fromMs, toMs: null, reason, fast: pace.fast });
    }
    return { ...NOTHING, windows };
  }

  /** Live values, in the order the device gave them. */
  receive(readings: readonly Reading[], pace: Pace, nowMs: number): Change {
    const draft = new Draft(this.#last, this.#windows);
    for (const reading of readings) this.#receiveOne(reading, pace, nowMs, draft);
    return draft.change();
  }

  /**
   * What the history gave for a window, or for its beginning when `last` is false. Stores what is new, records what was
   * recovered and what was not, and leaves the rest of the window open.
   */
  settle(window: Window, answer: Answer, pace: Pace): Change {
    const draft = new Draft(this.#last, this.#windows);
    const recent = this.#recent.get(window.signal);
    const given = answer.kind === 'values' ? answer.readings : [];
    const lastGiven = given.at(-1)?.sourceMs;
    const whole = answer.kind === 'unavailable' || answer.last || lastGiven === undefined;
    const toMs = window.toMs ?? window.fromMs;
    const endMs = whole ? toMs : lastGiven;
    const fresh = given.filter(({ sourceMs }) => sourceMs > window.fromMs && sourceMs < toMs && !recent?.has(sourceMs));
    for (const reading of fresh) draft.give('history', reading);
    const points = [...(recent?.keys() ?? []), ...fresh.map(({ sourceMs }) => sourceMs)]
      .filter((ms) => ms > window.fromMs && ms < endMs)
      .toSorted((a, b) => a - b);
    const part = { ...window, toMs: endMs };
    // How fast time ran while the adapter was down nobody knows; only a history that can be read gets that doubt.
    const doubted = window.reason === 'adapter_down' && answer.kind === 'unavailable';
    const fast = pace.fast || (window.fast && !doubted) || (pace.ranFastWithin?.(window.fromMs, endMs) ?? false);
    const toleranceMs = this.#toleranceMs(window.signal, fast);
    const gaps =
      toleranceMs === undefined
        ? gapsOnChange(part, answer, fresh.length > 0)
        : gapsSampled(part, points, toleranceMs, fresh.length > 0);
    for (const gap of gaps) draft.gap(gap);
    if (whole) draft.close(window.id);
    else draft.open({ ...window, fromMs: endMs });
    return draft.change();
  }

  /** Remembers a change that is safely stored. */
  accept(change: Change, nowMs: number): void {
    for (const [signal, ms] of change.lastMs) this.#last.set(signal, ms);
    for (const entry of change.entries) if (entry.kind === 'reading') this.#remember(entry.body);
    for (const window of change.windows) {
      this.#windows.set(window.id, window);
      if (window.toMs === null) continue;
      const fromMs = this.#closing.get(window.id)?.fromMs ?? window.fromMs;
      this.#closing.set(window.id, { signal: window.signal, fromMs, toMs: window.toMs, keptUntilMs: Infinity });
    }
    for (const id of change.closedWindows) {
      this.#windows.delete(id);
      const closing = this.#closing.get(id);
      if (closing) this.#closing.set(id, { ...closing, keptUntilMs: nowMs + FILLED_KEPT_MS });
    }
    for (const [id, { keptUntilMs }] of this.#closing) if (keptUntilMs < nowMs) this.#closing.delete(id);
  }

  #remember({ signal, sourceTime, value }: ReadingBody): void {
    const recent = this.#recent.get(signal) ?? new Map<number, string>();
    this.#recent.set(signal, recent.set(Date.parse(sourceTime), value));
    for (const oldest of recent.keys()) {
      if (recent.size <= RECENT_MAX) break;
      recent.delete(oldest);
    }
  }

  #receiveOne(reading: Reading, pace: Pace, nowMs: number, draft: Draft): void {
    const { signal, sourceMs } = reading;
    if (this.#isLate(reading)) {
      if (!this.#recent.get(signal)?.has(sourceMs)) draft.give('live', reading);
      return;
    }
    const last = draft.last(signal);
    const open = draft.windowsOf(signal).find((window) => window.toMs === null && window.reason !== 'bad_quality');
    if (open && sourceMs === open.fromMs) {
      // The value from before the interruption, given once more: nothing has happened since.
      draft.close(open.id);
      return;
    }
    if (nowMs < this.#redeliveredUntilMs && this.#recent.get(signal)?.get(sourceMs) === reading.value) return;
    if (open && sourceMs > open.fromMs) {
      draft.open({ ...open, toMs: sourceMs, fast: open.fast || pace.fast });
    } else if (open) {
      // The device's clock went back meanwhile: what lies between cannot be asked for by time.
      draft.close(open.id);
      draft.gap(gapOf({ ...open, fromMs: sourceMs }, open.fromMs, false));
    } else if (last !== undefined) {
      this.#lookForHole(reading, last, pace, draft);
    }
    this.#watchQuality(reading, pace, draft);
    draft.give('live', reading);
    draft.setLast(signal, sourceMs);
  }

  #lookForHole({ signal, sourceMs, statusCode }: Reading, lastMs: number, pace: Pace, draft: Draft): void {
    const fast = pace.fast || (pace.ranFastWithin?.(lastMs, sourceMs) ?? false);
    const toleranceMs = this.#toleranceMs(signal, fast);
    const overflown = (statusCode & OVERFLOW) === OVERFLOW && sourceMs > lastMs;
    const hole = toleranceMs !== undefined && sourceMs - lastMs > toleranceMs;
    if (!overflown && !hole) return;
    const reason = overflown ? 'queue_overflow' : 'source_silent';
    draft.open({ id: this.#newId(), signal, fromMs: lastMs, toMs: sourceMs, reason, fast });
  }

  #watchQuality({ signal, sourceMs, statusCode }: Reading, pace: Pace, draft: Draft): void {
    const bad = draft.windowsOf(signal).find((window) => window.reason === 'bad_quality');
    const isBad = qualityOf(statusCode) === 'bad';
    if (isBad && !bad) {
      const window = { id: this.#newId(), signal, fromMs: sourceMs, toMs: null, reason: 'bad_quality' };
      draft.open({ ...window, fast: pace.fast });
    } else if (!isBad && bad) {
      draft.close(bad.id);
      draft.gap(gapOf({ ...bad, fromMs: Math.min(bad.fromMs, sourceMs) }, sourceMs, false));
    }
  }

  /** Whether a value belongs into a window that is being, or was just, filled: then it moves nothing else. */
  #isLate({ signal, sourceMs }: Reading): boolean {
    for (const closing of this.#closing.values()) {
      if (closing.signal === signal && closing.fromMs < sourceMs && sourceMs < closing.toMs) return true;
    }
    return false;
  }

  #open(signal: string): boolean {
    return [...this.#windows.values()].some(
      (window) => window.signal === signal && window.toMs === null && window.reason !== 'bad_quality',
    );
  }

  /** Undefined for a signal that is given on change alone: its times say nothing about holes. */
  #toleranceMs(signal: string, fast: boolean): number | undefined {
    const { everySeconds, everySecondsFast } = this.#signals.get(signal) ?? {};
    if (everySeconds === undefined) return undefined;
    return (fast ? (everySecondsFast ?? everySeconds) : everySeconds) * 1_000 * TOLERANCE;
  }
}

/** A sampled signal misses something wherever two values lie further apart than it promises. */
function gapsSampled(window: Window, points: readonly number[], toleranceMs: number, recovered: boolean): GapBody[] {
  const gaps: GapBody[] = [];
  const endMs = window.toMs ?? window.fromMs;
  let stretchMs = window.fromMs;
  let beforeMs = window.fromMs;
  for (const ms of [...points, endMs]) {
    if (ms - beforeMs > toleranceMs) {
      if (recovered && beforeMs > stretchMs) gaps.push(gapOf({ ...window, fromMs: stretchMs }, beforeMs, true));
      gaps.push(gapOf({ ...window, fromMs: beforeMs }, ms, false));
      stretchMs = ms;
    }
    beforeMs = ms;
  }
  if (recovered && endMs > stretchMs) gaps.push(gapOf({ ...window, fromMs: stretchMs }, endMs, true));
  return gaps;
}

/** A signal given on change misses something unless the history reaches back to the value before the window. */
function gapsOnChange(window: Window, answer: Answer, recovered: boolean): GapBody[] {
  const endMs = window.toMs ?? window.fromMs;
  if (answer.kind === 'unavailable') return [gapOf(window, endMs, false)];
  const firstMs = answer.readings[0]?.sourceMs ?? endMs;
  const gaps: GapBody[] = [];
  if (firstMs > window.fromMs) gaps.push(gapOf(window, Math.min(firstMs, endMs), false));
  if (recovered) gaps.push(gapOf({ ...window, fromMs: Math.min(firstMs, endMs) }, endMs, true));
  return gaps;
}

const gapOf = (window: Window, toMs: number, recovered: boolean): GapBody => ({
  signal: window.signal,
  from: instantOf(window.fromMs),
  to: instantOf(toMs),
  reason: window.reason,
  recovered,
});

const bodyOf = (reading: Reading): ReadingBody => ({
  signal: reading.signal,
  value: reading.value,
  sourceTime: instantOf(reading.sourceMs),
  ...(reading.serverMs === undefined ? {} : { serverTime: instantOf(reading.serverMs) }),
  receivedAt: instantOf(reading.receivedMs),
  statusCode: reading.statusCode,
});

export const NOTHING: Change = { entries: [], lastMs: new Map(), windows: [], closedWindows: [] };

/** A change in the making, seen over what is already known. */
class Draft {
  readonly #known: ReadonlyMap<string, number>;
  readonly #knownWindows: ReadonlyMap<number, Window>;
  readonly #entries: Entry[] = [];
  readonly #last = new Map<string, number>();
  readonly #windows = new Map<number, Window>();
  readonly #closed = new Set<number>();

  constructor(known: ReadonlyMap<string, number>, windows: ReadonlyMap<number, Window>) {
    this.#known = known;
    this.#knownWindows = windows;
  }

  last(signal: string): number | undefined {
    return this.#last.get(signal) ?? this.#known.get(signal);
  }

  windowsOf(signal: string): Window[] {
    const all = new Map([...this.#knownWindows, ...this.#windows]);
    return [...all.values()].filter((window) => window.signal === signal && !this.#closed.has(window.id));
  }

  give(lane: Lane, reading: Reading): void {
    this.#entries.push({ lane, kind: 'reading', body: bodyOf(reading) });
  }

  gap(body: GapBody): void {
    this.#entries.push({ lane: 'live', kind: 'gap', body });
  }

  setLast(signal: string, ms: number): void {
    this.#last.set(signal, ms);
  }

  open(window: Window): void {
    this.#windows.set(window.id, window);
  }

  close(id: number): void {
    this.#windows.delete(id);
    this.#closed.add(id);
  }

  change(): Change {
    return {
      entries: this.#entries,
      lastMs: this.#last,
      windows: [...this.#windows.values()],
      closedWindows: [...this.#closed],
    };
  }
}
