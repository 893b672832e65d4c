import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CONTAINER_BYTES_MAX } from '@autolog/bundle/container';
import type { ExportReply } from '@autolog/contract/export';
import { refusalOf } from '@autolog/simulation/http-client';

/** The server packs up to twelve days of readings before it answers. */
const EXPORT_MS_MAX = 600_000;
/** A download without data for this long has failed. */
const IDLE_MS_MAX = 30_000;
const FILE_MODE = 0o600;

export type ServerAccess = Readonly<{ address: string; headers: Readonly<Record<string, string>>; stop: AbortSignal }>;

/**
 * Has the server export a record and fetches the file. The file gets its name only when it is complete: until then,
 * whatever had that name before stays.
 */
export async function fetchBundle(access: ServerAccess, batch: string, file: string): Promise<ExportReply> {
  const reply = await requestExport(access, batch);
  const part = `${file}.part`;
  try {
    await download(access, reply.path, part);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return reply;
}

async function requestExport({ address, headers, stop }: ServerAccess, batch: string): Promise<ExportReply> {
  const path = `/api/batches/${batch}/exports`;
  const response = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: {
      ...headers,
      accept: 'application/json',
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: '{}',
    signal: AbortSignal.any([stop, AbortSignal.timeout(EXPORT_MS_MAX)]),
  });
  const text = await response.text();
  if (!response.ok) throw refusalOf(response.status, text, `POST ${path}`);
  return JSON.parse(text) as ExportReply;
}

async function download({ address, headers, stop }: ServerAccess, path: string, part: string): Promise<void> {
  const idle = new AbortController();
  let timer = setTimeout(() => idle.abort(new Error('the server stopped sending')), IDLE_MS_MAX);
  try {
    const response = await fetch(`${address}${path}`, { headers, signal: AbortSignal.any([stop, idle.signal]) });
    if (!response.ok || !response.body) throw refusalOf(response.status, await response.text(), `GET ${path}`);
    let bytes = 0;
    const countBytes = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        clearTimeout(timer);
        timer = setTimeout(() => idle.abort(new Error('the server stopped sending')), IDLE_MS_MAX);
        done(bytes > CONTAINER_BYTES_MAX ? new Error('the file is larger than a bundle can be') : null, chunk);
      },
    });
    const written = createWriteStream(part, { mode: FILE_MODE, flush: true });
    await pipeline(Readable.fromWeb(response.body), countBytes, written);
    const contentLength = response.headers.get('content-length');
    if (contentLength !== null && Number(contentLength) !== bytes) throw new Error('the file ended early');
  } finally {
    clearTimeout(timer);
  }
}
