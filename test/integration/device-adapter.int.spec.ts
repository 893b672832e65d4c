import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import type { GapBody, ReadingBody, UploadBody } from '@autolog/contract/telemetry';
import { freePort } from '@autolog/embedded-postgres/free-port';
import { waitUntil } from '../harness/wait-until.ts';

// The real simulator and the real adapter, as processes. The test serves the two routes of Autolog that they use.
const ROOT = resolvePath(import.meta.dirname, '../..');
const SITE_START_MS = Date.parse('2027-01-04T08:00:00.000Z');
/** One site minute per second: at this rate the device measures once a site minute. */
const RATE = 60;
const MINUTE_MS = 60_000;
const EQUIPMENT = '01890a5d-ac96-774b-bcce-b302099a8057';
const SAMPLED = ['tempActual', 'tempSet', 'co2Actual', 'rotorSpeed', 'pressure1'];

const uploads: UploadBody[] = [];
const uploadNumbers = new Map<string, number[]>();
let serverDown = false;
let folder: string;
let server: Server;
let control: string;
let simulator: ChildProcess;
let adapter: ChildProcess;
let environment: Record<string, string>;
let realEpochMs: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'autolog-adapter-'));
  realEpochMs = Date.now();
  server = await startStubServer();
  const [port, controlPort] = [await freePort(), await freePort()];
  control = `http://127.0.0.1:${controlPort}`;
  writeFileSync(join(folder, 'token'), 'a token\n', { mode: 0o600 });
  writeFileSync(join(folder, 'adapter.yaml'), configuration(port));
  environment = {
    AUTOLOG_SERVER_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AUTOLOG_TOKEN_FILE: join(folder, 'token'),
    AUTOLOG_ADAPTER_CONFIG: join(folder, 'adapter.yaml'),
    AUTOLOG_ADAPTER_DIR: join(folder, 'adapter'),
    AUTOLOG_ADAPTER_TRUST_FILES: join(folder, 'simulator/own.pem'),
    AUTOLOG_SIMULATOR_PORT: String(port),
    AUTOLOG_SIMULATOR_CONTROL_PORT: String(controlPort),
    AUTOLOG_SIMULATOR_DIR: join(folder, 'simulator'),
    AUTOLOG_SIMULATOR_TRUST_FILES: join(folder, 'adapter/own.pem'),
    AUTOLOG_SIMULATOR_SEED: '7',
  };
  simulator = start('simulator', environment);
  adapter = start('device-adapter', environment);
  await waitUntil('three temperatures', () => minutesOf('tempActual').length >= 3, 20_000);
}, 30_000);

afterAll(async () => {
  await Promise.all([kill(adapter, 'SIGKILL'), kill(simulator, 'SIGKILL')]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

test('[INV-5] after a network cut of five seconds every reading is stored once and no gap stays unrecovered', async () => {
  await postControl('/activity', { name: 'Culture static' });
  const cutAtMs = siteNow();
  await postControl('/network', { cut: true, seconds: 5 });
  await postControl('/alarm', { name: 'lid_open', active: true });
  await postControl('/alarm', { name: 'lid_open', active: false });
  await waitUntil('readings after the cut', () => measuredAfter(cutAtMs + 6 * MINUTE_MS), 20_000);
  await waitUntil('every reading', () => SAMPLED.every((signal) => missingMinutesOf(signal).length === 0), 8_000);
  await waitUntil('the lid', () => valuesSince('lidClosed', cutAtMs).length > 1, 8_000);
  expect(gapsSince(cutAtMs).some(({ recovered }) => recovered)).toBe(true);
  for (const signal of SAMPLED) expect({ signal, missing: missingMinutesOf(signal) }).toEqual({ signal, missing: [] });
  expect(duplicates()).toEqual([]);
  expect(gapsSince(cutAtMs).filter(({ recovered }) => !recovered)).toEqual([]);
  // Changes during the cut came from the device's history too.
  expect(valuesSince('lidClosed', cutAtMs)).toEqual(['false', 'true']);
}, 30_000);

test('[F12] when only the sockets close and the session is resumed, no reading is missing and none is stored twice', async () => {
  const cutAtMs = siteNow();
  await postControl('/network', { cut: true, seconds: 1, keepSessions: true });
  await waitUntil('readings after the cut', () => measuredAfter(cutAtMs + 4 * MINUTE_MS), 15_000);
  await waitUntil('every reading', () => SAMPLED.every((signal) => missingMinutesOf(signal).length === 0), 8_000);
  expect(duplicates()).toEqual([]);
  expect(gapsSince(cutAtMs).filter(({ recovered }) => !recovered)).toEqual([]);
}, 30_000);

test('[INV-5] [F8] after kill -9 of the adapter every reading is stored once', async () => {
  const killedAtMs = siteNow();
  await kill(adapter, 'SIGKILL');
  await siteMinutesPass(3);
  adapter = start('device-adapter', environment);
  await waitUntil(
    'readings after the kill',
    () => (minutesOf('tempActual').at(-1) ?? 0) > killedAtMs + 5 * MINUTE_MS,
    15_000,
  );
  await waitUntil('every reading', () => SAMPLED.every((signal) => missingMinutesOf(signal).length === 0), 8_000);
  expect(duplicates()).toEqual([]);
  const gaps = gapsSince(killedAtMs);
  expect(gaps.some(({ reason, recovered }) => reason === 'adapter_down' && recovered)).toBe(true);
  expect(gaps.filter(({ recovered }) => !recovered)).toEqual([]);
  expect(areNumbersContiguous()).toBe(true);
}, 30_000);

test('[F7] readings taken while the server is unreachable for ten seconds are uploaded afterwards, once and in order', async () => {
  serverDown = true;
  const countBefore = uploads.length;
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  expect(uploads.length).toBe(countBefore);
  serverDown = false;
  const backAtMs = siteNow();
  await waitUntil('new readings', () => (minutesOf('tempActual').at(-1) ?? 0) > backAtMs, 20_000);
  for (const signal of SAMPLED) expect({ signal, missing: missingMinutesOf(signal) }).toEqual({ signal, missing: [] });
  expect(duplicates()).toEqual([]);
  expect(areNumbersContiguous()).toBe(true);
  const given = uploads.slice(countBefore).flatMap(({ readings }) => readings.filter(isTemperature));
  const times = given.map(({ sourceTime }) => sourceTime);
  expect(times).toEqual(times.toSorted());
}, 40_000);

test('[INV-5] readings that the device history cannot return are recorded as one unrecovered gap for each signal', async () => {
  await postControl('/history', { available: false });
  const cutAtMs = siteNow();
  await postControl('/network', { cut: true, seconds: 3 });
  await waitUntil('an unrecovered gap', () => gapsSince(cutAtMs).some(({ recovered }) => !recovered), 15_000);
  await siteMinutesPass(2);
  for (const signal of SAMPLED) {
    const lost = gapsSince(cutAtMs).filter((gap) => gap.signal === signal && !gap.recovered);
    expect(lost).toHaveLength(1);
    const missing = missingMinutesOf(signal);
    expect(missing.length).toBeGreaterThan(0);
    for (const ms of missing) {
      expect(ms).toBeGreaterThan(Date.parse(lost[0]?.from ?? ''));
      expect(ms).toBeLessThan(Date.parse(lost[0]?.to ?? ''));
    }
  }
}, 30_000);

test('an untrusted device certificate is refused, and the adapter stops within five seconds of SIGTERM', async () => {
  const untrusted = start('device-adapter', {
    ...environment,
    AUTOLOG_ADAPTER_DIR: join(folder, 'untrusted'),
    AUTOLOG_ADAPTER_TRUST_FILES: '',
  });
  const output = collectOutput(untrusted);
  await waitUntil(
    'the refusal',
    () => /no contact with the device/.test(output()) && /Untrusted/i.test(output()),
    12_000,
  );
  expect(output()).not.toMatch(/"msg":"contact"/);
  const askedAtMs = Date.now();
  await Promise.all([kill(untrusted, 'SIGTERM'), kill(adapter, 'SIGTERM')]);
  expect(Date.now() - askedAtMs).toBeLessThan(5_000);
}, 30_000);

/** Serves GET /api/site/clock and POST /api/telemetry/uploads, and keeps the uploads. */
async function startStubServer(): Promise<Server> {
  const made = createServer((request, response) => {
    if (serverDown) {
      request.destroy();
      return;
    }
    if (request.url === '/api/site/clock') {
      const now = Date.now();
      const clock = { siteEpochMs: SITE_START_MS, realEpochMs, realUntilMs: now + 60_000, rate: RATE };
      response.end(JSON.stringify({ ...clock, simulated: true, realNowMs: now, untilNext: false }));
      return;
    }
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      const upload = JSON.parse(body) as UploadBody;
      const known = uploadNumbers.get(upload.epoch) ?? [];
      uploadNumbers.set(upload.epoch, known);
      if (!known.includes(upload.seq)) {
        known.push(upload.seq);
        uploads.push(upload);
      }
      let storedThrough = 0;
      while (known.includes(storedThrough + 1)) storedThrough += 1;
      response.end(JSON.stringify({ storedThrough }));
    });
  });
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return made;
}

function start(app: string, env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(ROOT, `apps/${app}/dist/main.js`)],
    {
      env: { PATH: process.env.PATH, HOME: folder, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  collectOutput(child);
  return child;
}

function collectOutput(child: ChildProcess): () => string {
  let output = '';
  child.stdout?.on('data', (piece) => (output += String(piece)));
  return () => output;
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

async function postControl(path: string, body: unknown): Promise<void> {
  const reply = await fetch(`${control}${path}`, { method: 'POST', body: JSON.stringify(body) });
  expect({ path, status: reply.status }).toEqual({ path, status: 200 });
}

const siteNow = (): number => SITE_START_MS + (Date.now() - realEpochMs) * RATE;
const siteMinutesPass = (minutes: number) =>
  new Promise((resolve) => setTimeout(resolve, (minutes * MINUTE_MS) / RATE));
const isTemperature = ({ signal }: ReadingBody): boolean => signal === 'tempActual';
const readingsOf = (signal: string): ReadingBody[] =>
  uploads.flatMap(({ readings }) => readings.filter((reading) => reading.signal === signal));
const gapsSince = (siteMs: number): GapBody[] =>
  uploads.flatMap(({ gaps }) => gaps.filter(({ to }) => Date.parse(to) > siteMs));
const valuesSince = (signal: string, siteMs: number): string[] =>
  readingsOf(signal)
    .filter(({ sourceTime }) => Date.parse(sourceTime) > siteMs)
    .toSorted((a, b) => a.sourceTime.localeCompare(b.sourceTime))
    .map(({ value }) => value);

/** Source times of a sampled signal that are whole site minutes, in order. */
const minutesOf = (signal: string): number[] =>
  readingsOf(signal)
    .map(({ sourceTime }) => Date.parse(sourceTime))
    .filter((ms) => ms % MINUTE_MS === 0)
    .toSorted((a, b) => a - b);

/** Whether every sampled signal has a reading after this moment of site time. */
const measuredAfter = (siteMs: number): boolean => SAMPLED.every((signal) => (minutesOf(signal).at(-1) ?? 0) > siteMs);

/** Whole site minutes between the first and the last without a reading. */
function missingMinutesOf(signal: string): number[] {
  const minutes = new Set(minutesOf(signal));
  const [first, last] = [Math.min(...minutes), Math.max(...minutes)];
  const missing: number[] = [];
  for (let ms = first; ms < last; ms += MINUTE_MS) if (!minutes.has(ms)) missing.push(ms);
  return missing;
}

/** Readings that were uploaded more than once. */
function duplicates(): string[] {
  const seen = new Map<string, number>();
  for (const { readings } of uploads) {
    for (const { signal, sourceTime } of readings) {
      const key = `${signal} ${sourceTime}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
  }
  return [...seen].filter(([, count]) => count > 1).map(([key]) => key);
}

/** Whether the upload numbers of every epoch are contiguous. */
const areNumbersContiguous = (): boolean =>
  [...uploadNumbers.values()].every((all) => all.every((seq, n) => seq === n + 1));

const configuration = (port: number): string => `
allowedEndpoints: ['127.0.0.1:${port}']
devices:
  - equipment: ${EQUIPMENT}
    code: PRODIGY-1
    endpoint: opc.tcp://127.0.0.1:${port}
    mapping: ${join(ROOT, 'apps/device-adapter/mappings/simulated-prodigy.yaml')}
    securityMode: SignAndEncrypt
    securityPolicy: Aes256_Sha256_RsaPss
`;
