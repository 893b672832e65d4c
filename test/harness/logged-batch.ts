import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import yauzl from 'yauzl';
import { isSignalName, type SignalName } from '@autolog/domain/device/signal';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import type { Logged, LoggedBatch, LoggedGap, LoggedReading } from './invariants.ts';

/** The files of a bundle as any unzip program finds them: read here without a line of the product's own reader. */
export async function filesOf(bundle: string): Promise<ReadonlyMap<string, string>> {
  const zip = await yauzl.fromBufferPromise(readFileSync(bundle), { lazyEntries: false, autoClose: false });
  const files = new Map<string, string>();
  const reading: Promise<void>[] = [];
  zip.on('entry', (entry: yauzl.Entry) => {
    reading.push(textOf(zip, entry).then((text) => void files.set(entry.fileName, text)));
  });
  await once(zip, 'end');
  await Promise.all(reading);
  return files;
}

async function textOf(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<string> {
  const stream = await zip.openReadStreamPromise(entry);
  const pieces: Buffer[] = [];
  for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

/** One batch as its bundle tells it. */
export function batchIn(files: ReadonlyMap<string, string>): LoggedBatch {
  const all = linesOf(files, 'events.jsonl').map((line) => JSON.parse(line) as Logged & { stream: string });
  const readings = new Map<SignalName, readonly LoggedReading[]>();
  for (const name of files.keys()) {
    const signal = /^readings\/(\w+)\.csv$/.exec(name)?.[1] ?? '';
    if (isSignalName(signal)) readings.set(signal, linesOf(files, name).slice(1).map(readingIn));
  }
  return {
    events: all.filter(({ stream }) => stream.startsWith('batch/')),
    recipe: JSON.parse(files.get('recipe.json') ?? '') as Recipe,
    readings,
    gaps: linesOf(files, 'gaps.csv').slice(1).map(gapIn),
  };
}

const linesOf = (files: ReadonlyMap<string, string>, name: string): readonly string[] =>
  (files.get(name) ?? '').split('\n').filter((line) => line !== '');

// source_time, server_time, aligned_time, received_at, status_code, value; only the last can hold a comma.
function readingIn(line: string): LoggedReading {
  const [sourceTime = '', , , , , ...value] = line.split(',');
  const text = value.join(',');
  return { sourceTime, value: text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text };
}

function gapIn(line: string): LoggedGap {
  const [, , from = '', to = ''] = line.split(',');
  return { from, to };
}
