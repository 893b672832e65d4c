import { isSignalName, type SignalName } from '@autolog/domain/device/signal';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import type { LoggedEvent, LoggedBatch, LoggedGap, LoggedReading } from './invariants.ts';

type Files = ReadonlyMap<string, Buffer>;

/** Reads one batch from its bundle. */
export function readLoggedBatch(files: Files): LoggedBatch {
  const all = linesOf(files, 'events.jsonl').map((line) => JSON.parse(line) as LoggedEvent & { stream: string });
  const readings = new Map<SignalName, readonly LoggedReading[]>();
  for (const name of files.keys()) {
    const signal = /^readings\/(\w+)\.csv$/.exec(name)?.[1] ?? '';
    if (isSignalName(signal)) readings.set(signal, linesOf(files, name).slice(1).map(readingIn));
  }
  return {
    events: all.filter(({ stream }) => stream.startsWith('batch/')),
    recipe: JSON.parse(textOf(files, 'recipe.json')) as Recipe,
    readings,
    gaps: linesOf(files, 'gaps.csv').slice(1).map(gapIn),
  };
}

const textOf = (files: Files, name: string): string => files.get(name)?.toString('utf8') ?? '';
const linesOf = (files: Files, name: string): readonly string[] =>
  textOf(files, name)
    .split('\n')
    .filter((line) => line !== '');

// source_time, server_time, aligned_time, received_at, status_code, value; only the last can have a comma.
function readingIn(line: string): LoggedReading {
  const [sourceTime = '', , , , , ...value] = line.split(',');
  const text = value.join(',');
  return { sourceTime, value: text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text };
}

// device, signal, from, to, reason, recovered.
function gapIn(line: string): LoggedGap {
  const [, signal = '', from = '', to = '', , recovered] = line.split(',');
  return { ...(signal !== '' && { signal }), from, to, recovered: recovered === 'true' };
}
