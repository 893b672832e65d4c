import type { HistoryPage } from './gap-detector.js';
import type { GapWindow } from './spool.js';
import type { DeviceReading } from './device-reading.js';

export const PAGE_MAX = 1_000;

/** Values of one signal between two times, both included, oldest first, at most `max`; undefined: it cannot be asked. */
export type ReadHistory = (
  signal: string,
  fromMs: number,
  toMs: number,
  max: number,
) => Promise<readonly DeviceReading[] | undefined>;

/**
 * One page of a window's past. Paged by time, since some devices give half a page and no continuation point: the next
 * page begins where this one ended, and a page that brings nothing later is the last, however much was promised.
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
