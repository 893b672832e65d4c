import type { GapBody, ReadingBody } from '@autolog/contract/telemetry';
import type { GapReason } from '@autolog/domain/device/gap-reason';
import type { MappedSignal } from '@autolog/domain/device/mapping';
import { qualityOf } from '@autolog/domain/device/signal';
import { instantOf } from '@autolog/domain/time';
import type { SpoolChange, SpoolEntry, UploadPriority, GapWindow } from './spool.js';
import type { DeviceReading } from './device-reading.js';

/** A gap is a pause longer than one and a half times the interval in the mapping. */
const TOLERANCE = 1.5;
/** OPC 10000-4 §7.39: info type DataValue with the Overflow bit. The device's queue lost values before this one. */
const OVERFLOW = 0x480;
/** A filled gap window is remembered for this long, to recognise the same values when they arrive late. */
const FILLED_KEPT_MS = 60_000;
/** After contact is restored, values may be delivered a second time for this long. */
const REDELIVERY_MS = 60_000;
/** Values kept per signal to recognise one that arrives a second time: eleven hours at one every ten seconds. */
const RECENT_MAX = 4_000;

/**
 * Whether simulated time runs fast: devices then measure once a minute instead of every ten seconds. `ranFastWithin`
 * says so for a past stretch of device time, for readings that arrive long after.
 */
export type ClockSpeed = Readonly<{ fast: boolean; ranFastWithin?: (fromMs: number, toMs: number) => boolean }>;

/** The device's history of a gap window: its values, oldest first, or that there is none. */
export type HistoryPage = Readonly<
  { kind: 'values'; readings: readonly DeviceReading[]; last: boolean } | { kind: 'unavailable' }
>;

/** A gap window that has ended. A repeated source time within it is the same value again. */
type EndedWindow = Readonly<{ signal: string; fromMs: number; toMs: number; keptUntilMs: number }>;

/**
 * Detects gaps in every signal of one device by their source times, since flags and events do not show all of them.
 * Every method returns the change to be stored. The change is remembered only when `markStored` confirms it.
 */
export class GapDetector {
  readonly #signals: ReadonlyMap<string, MappedSignal>;
  readonly #newId: () => number;
  readonly #lastMs: Map<string, number>;
  readonly #windows: Map<number, GapWindow>;
  readonly #endedWindows = new Map<number, EndedWindow>();
  readonly #recentValues = new Map<string, Map<number, string>>();
  #redeliveryUntilMs = -Infinity;

  constructor(
    signals: readonly MappedSignal[],
    stored: { last: ReadonlyMap<string, number>; windows: readonly GapWindow[] },
    newId: () => number,
  ) {
    this.#signals = new Map(signals.map((one) => [one.signal, one]));
    this.#newId = newId;
    this.#lastMs = new Map(stored.last);
    this.#windows = new Map();
    this.markStored({ ...NO_CHANGE, windows: stored.windows }, 0);
  }

  /** Gap windows that can be filled from history now, oldest first. */
  windowsToBackFill(): GapWindow[] {
    return [...this.#windows.values()].filter((window) => window.toMs !== null && window.reason !== 'bad_quality');
  }

  get hasOpenWindows(): boolean {
    return this.#windows.size > 0;
  }

  lastMs(signal: string): number | undefined {
    return this.#lastMs.get(signal);
  }

  /** Contact is restored. */
  contactRestored(nowMs: number): void {
    this.#redeliveryUntilMs = nowMs + REDELIVERY_MS;
  }

  /** Contact was lost or values were dropped: a gap window opens at the last value of each signal. */
  contactInterrupted(
    reason: GapReason,
    speed: ClockSpeed,
    signals: Iterable<string> = this.#lastMs.keys(),
  ): SpoolChange {
    if (reason !== 'spool_full') this.#redeliveryUntilMs = Infinity;
    const windows: GapWindow[] = [];
    for (const signal of signals) {
      const fromMs = this.#lastMs.get(signal);
      if (fromMs === undefined || this.#hasOpenWindow(signal)) continue;
      windows.push({ id: this.#newId(), signal, fromMs, toMs: null, reason, fast: speed.fast });
    }
    return { ...NO_CHANGE, windows };
  }

  /** Live values, in the order the device gave them. */
  receive(readings: readonly DeviceReading[], speed: ClockSpeed, nowMs: number): SpoolChange {
    const draft = new ChangeDraft(this.#lastMs, this.#windows);
    for (const reading of readings) this.#receiveOne(reading, speed, nowMs, draft);
    return draft.toChange();
  }

  /**
   * Applies the history of a gap window; when `last` is false, of its beginning only, and the rest stays open. New
   * values are stored; what was recovered and what was not is recorded.
   */
  applyHistory(window: GapWindow, page: HistoryPage, speed: ClockSpeed): SpoolChange {
    const draft = new ChangeDraft(this.#lastMs, this.#windows);
    const recent = this.#recentValues.get(window.signal);
    const given = page.kind === 'values' ? page.readings : [];
    const lastGiven = given.at(-1)?.sourceMs;
    const isComplete = page.kind === 'unavailable' || page.last || lastGiven === undefined;
    const toMs = window.toMs ?? window.fromMs;
    const endMs = isComplete ? toMs : lastGiven;
    const fresh = given.filter(({ sourceMs }) => sourceMs > window.fromMs && sourceMs < toMs && !recent?.has(sourceMs));
    for (const reading of fresh) draft.addReading('history', reading);
    const points = [...(recent?.keys() ?? []), ...fresh.map(({ sourceMs }) => sourceMs)]
      .filter((ms) => ms > window.fromMs && ms < endMs)
      .toSorted((a, b) => a - b);
    const part = { ...window, toMs: endMs };
    // The clock rate while the adapter was down is unknown. Fast time is assumed only if the history could be read.
    const speedUnknown = window.reason === 'adapter_down' && page.kind === 'unavailable';
    const fast = speed.fast || (window.fast && !speedUnknown) || (speed.ranFastWithin?.(window.fromMs, endMs) ?? false);
    const toleranceMs = this.#toleranceMs(window.signal, fast);
    const gaps =
      toleranceMs === undefined
        ? gapsOfOnChangeSignal(part, page, fresh.length > 0)
        : gapsOfSampledSignal(part, points, toleranceMs, fresh.length > 0);
    for (const gap of gaps) draft.addGap(gap);
    if (isComplete) draft.closeWindow(window.id);
    else draft.openWindow({ ...window, fromMs: endMs });
    return draft.toChange();
  }

  /** Remembers a change that was stored. */
  markStored(change: SpoolChange, nowMs: number): void {
    for (const [signal, ms] of change.lastMs) this.#lastMs.set(signal, ms);
    for (const entry of change.entries) if (entry.kind === 'reading') this.#rememberValue(entry.body);
    for (const window of change.windows) {
      this.#windows.set(window.id, window);
      if (window.toMs === null) continue;
      const fromMs = this.#endedWindows.get(window.id)?.fromMs ?? window.fromMs;
      this.#endedWindows.set(window.id, { signal: window.signal, fromMs, toMs: window.toMs, keptUntilMs: Infinity });
    }
    for (const id of change.closedWindows) {
      this.#windows.delete(id);
      const closing = this.#endedWindows.get(id);
      if (closing) this.#endedWindows.set(id, { ...closing, keptUntilMs: nowMs + FILLED_KEPT_MS });
    }
    for (const [id, { keptUntilMs }] of this.#endedWindows) if (keptUntilMs < nowMs) this.#endedWindows.delete(id);
  }

  #rememberValue({ signal, sourceTime, value }: ReadingBody): void {
    const recent = this.#recentValues.get(signal) ?? new Map<number, string>();
    this.#recentValues.set(signal, recent.set(Date.parse(sourceTime), value));
    for (const oldest of recent.keys()) {
      if (recent.size <= RECENT_MAX) break;
      recent.delete(oldest);
    }
  }

  #receiveOne(reading: DeviceReading, speed: ClockSpeed, nowMs: number, draft: ChangeDraft): void {
    const { signal, sourceMs } = reading;
    if (this.#belongsToEndedWindow(reading)) {
      if (!this.#recentValues.get(signal)?.has(sourceMs)) draft.addReading('live', reading);
      return;
    }
    const last = draft.lastMs(signal);
    const open = draft.windowsOf(signal).find((window) => window.toMs === null && window.reason !== 'bad_quality');
    if (open && sourceMs === open.fromMs) {
      // The last value from before the interruption, sent again: nothing has changed since.
      draft.closeWindow(open.id);
      return;
    }
    if (nowMs < this.#redeliveryUntilMs && this.#recentValues.get(signal)?.get(sourceMs) === reading.value) return;
    if (open && sourceMs > open.fromMs) {
      draft.openWindow({ ...open, toMs: sourceMs, fast: open.fast || speed.fast });
    } else if (open) {
      // The device's clock was set back: the values in between cannot be requested by time.
      draft.closeWindow(open.id);
      draft.addGap(gapOf({ ...open, fromMs: sourceMs }, open.fromMs, false));
    } else if (last !== undefined) {
      this.#detectGap(reading, last, speed, draft);
    }
    this.#trackQuality(reading, speed, draft);
    draft.addReading('live', reading);
    draft.setLastMs(signal, sourceMs);
  }

  #detectGap(
    { signal, sourceMs, statusCode }: DeviceReading,
    lastMs: number,
    speed: ClockSpeed,
    draft: ChangeDraft,
  ): void {
    const fast = speed.fast || (speed.ranFastWithin?.(lastMs, sourceMs) ?? false);
    const toleranceMs = this.#toleranceMs(signal, fast);
    const overflown = (statusCode & OVERFLOW) === OVERFLOW && sourceMs > lastMs;
    const intervalExceeded = toleranceMs !== undefined && sourceMs - lastMs > toleranceMs;
    if (!overflown && !intervalExceeded) return;
    const reason = overflown ? 'queue_overflow' : 'source_silent';
    draft.openWindow({ id: this.#newId(), signal, fromMs: lastMs, toMs: sourceMs, reason, fast });
  }

  #trackQuality({ signal, sourceMs, statusCode }: DeviceReading, speed: ClockSpeed, draft: ChangeDraft): void {
    const badWindow = draft.windowsOf(signal).find((window) => window.reason === 'bad_quality');
    const isBad = qualityOf(statusCode) === 'bad';
    if (isBad && !badWindow) {
      const window = { id: this.#newId(), signal, fromMs: sourceMs, toMs: null, reason: 'bad_quality' } as const;
      draft.openWindow({ ...window, fast: speed.fast });
    } else if (!isBad && badWindow) {
      draft.closeWindow(badWindow.id);
      draft.addGap(gapOf({ ...badWindow, fromMs: Math.min(badWindow.fromMs, sourceMs) }, sourceMs, false));
    }
  }

  /**
   * Whether a value lies in a gap window that is being filled or was just filled: it then opens or closes no window.
   */
  #belongsToEndedWindow({ signal, sourceMs }: DeviceReading): boolean {
    for (const closing of this.#endedWindows.values()) {
      if (closing.signal === signal && closing.fromMs < sourceMs && sourceMs < closing.toMs) return true;
    }
    return false;
  }

  #hasOpenWindow(signal: string): boolean {
    return [...this.#windows.values()].some(
      (window) => window.signal === signal && window.toMs === null && window.reason !== 'bad_quality',
    );
  }

  /** Undefined for a signal sent on change only: its times do not show gaps. */
  #toleranceMs(signal: string, fast: boolean): number | undefined {
    const { everySeconds, everySecondsFast } = this.#signals.get(signal) ?? {};
    if (everySeconds === undefined) return undefined;
    return (fast ? (everySecondsFast ?? everySeconds) : everySeconds) * 1_000 * TOLERANCE;
  }
}

/** A sampled signal has a gap wherever two values are further apart than its tolerance. */
function gapsOfSampledSignal(
  window: GapWindow,
  points: readonly number[],
  toleranceMs: number,
  recovered: boolean,
): GapBody[] {
  const gaps: GapBody[] = [];
  const endMs = window.toMs ?? window.fromMs;
  let coveredFromMs = window.fromMs;
  let beforeMs = window.fromMs;
  for (const ms of [...points, endMs]) {
    if (ms - beforeMs > toleranceMs) {
      if (recovered && beforeMs > coveredFromMs) gaps.push(gapOf({ ...window, fromMs: coveredFromMs }, beforeMs, true));
      gaps.push(gapOf({ ...window, fromMs: beforeMs }, ms, false));
      coveredFromMs = ms;
    }
    beforeMs = ms;
  }
  if (recovered && endMs > coveredFromMs) gaps.push(gapOf({ ...window, fromMs: coveredFromMs }, endMs, true));
  return gaps;
}

/** A signal sent on change has a gap unless the history reaches back to the value before the window. */
function gapsOfOnChangeSignal(window: GapWindow, page: HistoryPage, recovered: boolean): GapBody[] {
  const endMs = window.toMs ?? window.fromMs;
  if (page.kind === 'unavailable') return [gapOf(window, endMs, false)];
  const firstMs = page.readings[0]?.sourceMs ?? endMs;
  const gaps: GapBody[] = [];
  if (firstMs > window.fromMs) gaps.push(gapOf(window, Math.min(firstMs, endMs), false));
  if (recovered) gaps.push(gapOf({ ...window, fromMs: Math.min(firstMs, endMs) }, endMs, true));
  return gaps;
}

const gapOf = (window: GapWindow, toMs: number, recovered: boolean): GapBody => ({
  signal: window.signal,
  from: instantOf(window.fromMs),
  to: instantOf(toMs),
  reason: window.reason,
  recovered,
});

const readingBodyOf = (reading: DeviceReading): ReadingBody => ({
  signal: reading.signal,
  value: reading.value,
  sourceTime: instantOf(reading.sourceMs),
  ...(reading.serverMs === undefined ? {} : { serverTime: instantOf(reading.serverMs) }),
  receivedAt: instantOf(reading.receivedMs),
  statusCode: reading.statusCode,
});

export const NO_CHANGE: SpoolChange = { entries: [], lastMs: new Map(), windows: [], closedWindows: [] };

/** Collects a change and shows what is known as if the change were stored. */
class ChangeDraft {
  readonly #known: ReadonlyMap<string, number>;
  readonly #knownWindows: ReadonlyMap<number, GapWindow>;
  readonly #entries: SpoolEntry[] = [];
  readonly #lastMs = new Map<string, number>();
  readonly #windows = new Map<number, GapWindow>();
  readonly #closed = new Set<number>();

  constructor(known: ReadonlyMap<string, number>, windows: ReadonlyMap<number, GapWindow>) {
    this.#known = known;
    this.#knownWindows = windows;
  }

  lastMs(signal: string): number | undefined {
    return this.#lastMs.get(signal) ?? this.#known.get(signal);
  }

  windowsOf(signal: string): GapWindow[] {
    const all = new Map([...this.#knownWindows, ...this.#windows]);
    return [...all.values()].filter((window) => window.signal === signal && !this.#closed.has(window.id));
  }

  addReading(priority: UploadPriority, reading: DeviceReading): void {
    this.#entries.push({ priority, kind: 'reading', body: readingBodyOf(reading) });
  }

  addGap(body: GapBody): void {
    this.#entries.push({ priority: 'live', kind: 'gap', body });
  }

  setLastMs(signal: string, ms: number): void {
    this.#lastMs.set(signal, ms);
  }

  openWindow(window: GapWindow): void {
    this.#windows.set(window.id, window);
  }

  closeWindow(id: number): void {
    this.#windows.delete(id);
    this.#closed.add(id);
  }

  toChange(): SpoolChange {
    return {
      entries: this.#entries,
      lastMs: this.#lastMs,
      windows: [...this.#windows.values()],
      closedWindows: [...this.#closed],
    };
  }
}
