import type { Answer } from './continuity.js';
import type { Window } from './spool.js';
import type { Reading } from './value.js';

export const PAGE_MAX = 1_000;

/** Values of one signal between two times, both included, oldest first, at most `max`; undefined: it cannot be asked. */
export type ReadPage = (
  signal: string,
  fromMs: number,
  toMs: number,
  max: number,
) => Promise<readonly Reading[] | undefined>;

/**
 * One page of a window's past. Paged by time, since some devices give half a page and no continuation point: the next
 * page begins where this one ended, and a page that brings nothing later is the last, however much was promised.
 */
export async function readNextPage(window: Window, readPage: ReadPage): Promise<Answer> {
  const toMs = window.toMs ?? window.fromMs;
  const given = await readPage(window.signal, window.fromMs, toMs, PAGE_MAX);
  if (given === undefined) return { kind: 'unavailable' };
  const readings = given
    .filter(({ sourceMs }) => sourceMs >= window.fromMs && sourceMs <= toMs)
    .toSorted((a, b) => a.sourceMs - b.sourceMs);
  const lastMs = readings.at(-1)?.sourceMs ?? window.fromMs;
  return { kind: 'values', readings, last: lastMs <= window.fromMs || lastMs >= toMs };
}
