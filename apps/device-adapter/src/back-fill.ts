import type { HistoryPage } from './gap-detector.js';
import type { GapWindow } from './spool.js';
import type { DeviceReading } from './device-reading.js';

const PAGE_MAX = 1_000;

/** Values of one signal between two times, both included, at most `max`; undefined when there is no history. */
export type ReadHistory = (
  signal: string,
  fromMs: number,
  toMs: number,
  max: number,
) => Promise<readonly DeviceReading[] | undefined>;

/**
 * One page of the history within a gap window. Pages are made by time, since some devices return half a page without a
 * continuation point: the next page begins at the last value of this one. A page without a later value is the last.
 */
export async function readHistoryPage(window: GapWindow, readPage: ReadHistory): Promise<HistoryPage> {
  const toMs = window.toMs ?? window.fromMs;
  const given = await readPage(window.signal, window.fromMs, toMs, PAGE_MAX);
  if (given === undefined) return { kind: 'unavailable' };
  const readings = given
    .filter(({ sourceMs }) => sourceMs >= window.fromMs && sourceMs <= toMs)
    .toSorted((a, b) => a.sourceMs - b.sourceMs);
  const lastMs = readings.at(-1)?.sourceMs ?? window.fromMs;
  return { kind: 'values', readings, last: lastMs <= window.fromMs || lastMs >= toMs };
}
