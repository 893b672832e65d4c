import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { UploadBody } from '@autolog/contract/telemetry';
import { NO_CHANGE } from './gap-detector.js';
import { Spool, type SpoolEntry } from './spool.js';
import { Uplink } from './uplink.js';

const START_MS = Date.parse('2027-01-04T08:00:00.000Z');
type StubReply = Readonly<{ status: number; body?: unknown }>;

let folder: string;
let spool: Spool;
let server: Server;
let uplink: Uplink;
let running: Promise<void>;
let answer: (upload: UploadBody) => StubReply;
let stored: UploadBody[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'autolog-uplink-'));
  writeFileSync(join(folder, 'token'), 'a token');
  spool = new Spool(join(folder, 'spool.sqlite'), 10_000_000);
  stored = [];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece) => (text += String(piece)));
    request.on('end', () => {
      const upload = JSON.parse(text) as UploadBody;
      const { status, body } = answer(upload);
      if (status === 201) stored.push(upload);
      response.writeHead(status).end(JSON.stringify(body ?? { storedThrough: upload.seq }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  uplink = new Uplink({
    spool,
    serverUrl: `http://127.0.0.1:${port}`,
    tokenFile: join(folder, 'token'),
    log: pino({ level: 'silent' }),
  });
});

afterEach(async () => {
  uplink.stop();
  await running;
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  spool.close();
  rmSync(folder, { recursive: true });
});

const reading = (n: number): SpoolEntry => {
  const time = new Date(START_MS + n * 1_000).toISOString();
  const body = { signal: 'tempActual', value: String(n), sourceTime: time, receivedAt: time, statusCode: 0 };
  return { priority: 'live', kind: 'reading', body };
};
const fill = (device: string, count: number): void => {
  spool.store(device, '0', { ...NO_CHANGE, entries: Array.from({ length: count }, (_, n) => reading(n)) });
};
const valuesOf = (device: string): string[] =>
  stored.filter((one) => one.device === device).flatMap(({ readings }) => readings.map(({ value }) => value));

async function until(holds: () => boolean): Promise<void> {
  for (let n = 0; n < 400 && !holds(); n += 1) await new Promise((done) => setTimeout(done, 10));
  expect(holds()).toBe(true);
}

test('[F28] one reading that the server always refuses is quarantined and recorded as a gap; all others arrive', async () => {
  answer = ({ readings }) => ({ status: readings.some(({ value }) => value === '13') ? 400 : 201 });
  fill('a', 40);
  running = uplink.run();
  await until(() => spool.isEmpty);
  expect(valuesOf('a').toSorted((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: 40 }, (_, n) => String(n)).filter((value) => value !== '13'),
  );
  expect(stored.flatMap(({ gaps }) => gaps)).toEqual([
    {
      signal: 'tempActual',
      from: '2027-01-04T08:00:13.000Z',
      to: '2027-01-04T08:00:13.000Z',
      reason: 'quarantined',
      recovered: false,
    },
  ]);
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, n) => n + 1));
  expect(spool.quarantinedCount).toBe(1);
});

test('data of a device that the token is not bound to is kept, and other devices are uploaded', async () => {
  answer = ({ device }) => ({ status: device === 'a' ? 403 : 201 });
  fill('a', 5);
  fill('b', 5);
  running = uplink.run();
  await until(() => valuesOf('b').length === 5);
  expect([valuesOf('a'), spool.quarantinedCount, spool.nextUpload(10, [])?.entries.length]).toEqual([[], 0, 5]);
});

test('[INV-5] an upload that failed is sent again unchanged until the server has stored it', async () => {
  const attempts: string[] = [];
  answer = (upload) => {
    attempts.push(JSON.stringify(upload));
    return { status: attempts.length < 3 ? 503 : 201 };
  };
  fill('a', 5);
  running = uplink.run();
  await until(() => spool.isEmpty);
  expect(new Set(attempts).size).toBe(1);
  expect(valuesOf('a')).toEqual(['0', '1', '2', '3', '4']);
});

test('a server that was restored to an older state gets a new epoch, and no reading twice', async () => {
  const epochs = new Map<string, number>();
  let set = false;
  answer = ({ epoch, seq }) => {
    if (!set && seq === 2) {
      set = true;
      return { status: 201, body: { storedThrough: 0 } };
    }
    epochs.set(epoch, seq);
    return { status: 201 };
  };
  fill('a', 3);
  running = uplink.run();
  await until(() => spool.isEmpty);
  spool.store('a', '0', { ...NO_CHANGE, entries: [reading(3)] });
  await until(() => spool.isEmpty);
  spool.store('a', '0', { ...NO_CHANGE, entries: [reading(4)] });
  await until(() => spool.isEmpty);
  expect(epochs.size).toBe(2);
  expect(valuesOf('a')).toEqual(['0', '1', '2', '3', '4']);
});

test('[INV-5] an upload number that the server has for other readings begins a new epoch, and no reading is lost', async () => {
  const epochs = new Set<string>();
  answer = ({ epoch }) => {
    const first = epochs.size === 0;
    epochs.add(epoch);
    return first ? { status: 409 } : { status: 201 };
  };
  fill('a', 3);
  running = uplink.run();
  await until(() => spool.isEmpty);
  expect(epochs.size).toBe(2);
  expect(valuesOf('a')).toEqual(['0', '1', '2']);
});
