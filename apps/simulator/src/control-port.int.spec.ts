import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MEASURANDS } from '@autolog/domain/quantity/measurand';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// Two real simulators, as the demo starts them; the test stands where Autolog's clock is.
const ROOT = resolve(__dirname, '../../..');
const SITE_START_MS = Date.parse('2027-01-04T08:00:00.000Z');
/** The pace at which whole batches are played: 240 site minutes a second. */
const RATE = 14_400;

type StateReply = Readonly<{ siteTime: string; behindMs: number; donorSeed: number; skewSeconds: number }> &
  Readonly<{ signals: Readonly<Record<string, string | number | boolean>> }>;
type CellsReply = Readonly<{ day: number | null; values: Readonly<Record<string, number>> }>;
type Simulator = { process: ChildProcess; control: string; environment: Record<string, string> };

let folder: string;
let clock: Server;
let site = { fromMs: SITE_START_MS, realMs: 0, rate: 1 };
const simulators: Simulator[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'autolog-simulator-'));
  site.realMs = Date.now();
  clock = createServer((_request, response) => {
    const now = Date.now();
    const row = { siteEpochMs: site.fromMs, realEpochMs: site.realMs, realUntilMs: now + 5_000, rate: site.rate };
    response.end(JSON.stringify({ ...row, realNowMs: now }));
  });
  await new Promise<void>((done) => clock.listen(0, '127.0.0.1', done));
  for (const number of [1, 2]) simulators.push(await startSimulator(number));
  for (const { control } of simulators) await waitUntilReachable(control);
}, 60_000);

afterAll(async () => {
  for (const { process: child } of simulators) await killProcess(child);
  clock.closeAllConnections();
  await new Promise((done) => clock.close(done));
  rmSync(folder, { recursive: true, force: true });
});

test('two devices beside each other have their own serial, donor and cells', async () => {
  const [one, two] = [await getJson<StateReply>(1, '/state'), await getJson<StateReply>(2, '/state')];
  expect([one.donorSeed, two.donorSeed]).toEqual([1, 2]);
  expect([one.signals.deviceSerial, two.signals.deviceSerial]).toEqual(['SIM-0001', 'SIM-0002']);
  await postControl(1, '/alarm', { name: 'lid_open', active: true });
  expect((await getJson<StateReply>(2, '/state')).signals.lidClosed).toBe(true);
  await postControl(1, '/alarm', { name: 'lid_open', active: false });
  const found = [await getJson<CellsReply>(1, '/cells'), await getJson<CellsReply>(2, '/cells')];
  expect(found[0]).not.toEqual(found[1]);
});

test('a new bag brings another donor, whose apheresis can be measured before anything is loaded', async () => {
  await postControl(1, '/donor', { seed: 41 });
  const { day, values } = await getJson<CellsReply>(1, '/cells');
  expect(day).toBeNull();
  expect(new Set(Object.keys(values).map((name) => name.split('.')[0]))).toEqual(new Set(['apheresis']));
  await postControl(2, '/donor', { seed: 41 });
  expect((await getJson<CellsReply>(2, '/cells')).values).toEqual(values);
});

test('what cannot be done is refused with a sentence', async () => {
  expect(await postRefused(1, '/donor', { seed: 1.5 })).toBe('seed must be a whole number.');
  expect(await postRefused(1, '/distress', { viability: 16 })).toBe('There are no cells in culture, and no product.');
  expect(await postRefused(1, '/distress', { viability: 'much' })).toMatch(/^viability must be a number/);
  expect(await postRefused(1, '/alarm', { name: 'coffee_cold', active: true })).toMatch(
    /^name must be one of: temperature/,
  );
});

test('a drifting clock is wrong while its alarm stands', async () => {
  await postControl(2, '/alarm', { name: 'clock_drift', active: true });
  expect((await getJson<StateReply>(2, '/state')).skewSeconds).toBe(90);
  await postControl(2, '/alarm', { name: 'clock_drift', active: false });
  expect((await getJson<StateReply>(2, '/state')).skewSeconds).toBe(0);
});

test('killed at 240 site minutes a second it comes back to the program and the cells of a device that was not', async () => {
  for (const number of [1, 2]) await postControl(number, '/program', { name: 'TCT-12-day' });
  expect(await postRefused(1, '/donor', { seed: 42 })).toBe('Cells of a patient are in the device.');
  setClockRate(RATE);
  for (let turn = 0; turn < 4; turn += 1) {
    await until(async () => (await getJson<StateReply>(1, '/state')).signals.promptText !== '');
    await until(async () => (await getJson<StateReply>(2, '/state')).signals.promptText !== '');
    // Both are answered at the same site moment: the clock stands meanwhile.
    setClockRate(0);
    for (const number of [1, 2]) await postControl(number, '/acknowledge', {});
    setClockRate(RATE);
  }
  await until(async () => (await getJson<StateReply>(1, '/state')).signals.activityName === 'Culture static day 0');
  const first = simulators[0];
  if (!first) throw new Error('the first simulator is gone');
  await killProcess(first.process);
  first.process = spawnSimulator(first.environment);
  await waitUntilReachable(first.control);
  for (const number of [1, 2]) {
    await until(async () => (await getJson<StateReply>(number, '/state')).signals.promptText === 'Connect the vector.');
  }
  setClockRate(0);
  const [again, never] = [await getJson<CellsReply>(1, '/cells'), await getJson<CellsReply>(2, '/cells')];
  expect(Object.keys(again.values)).toEqual(Object.keys(never.values));
  // Each process knows the site's clock to a few milliseconds only, and at this pace those are minutes.
  for (const [name, value] of Object.entries(never.values)) {
    expect([name, Math.abs((again.values[name] ?? 0) - value) <= 0.08 * value]).toEqual([name, true]);
  }
  expect(Object.keys(again.values).every((name) => Object.hasOwn(MEASURANDS, name))).toBe(true);
  expect((await getJson<StateReply>(1, '/state')).behindMs).toBe(0);
}, 90_000);

function setClockRate(rate: number): void {
  const now = Date.now();
  site = { fromMs: site.fromMs + (now - site.realMs) * site.rate, realMs: now, rate };
}

async function startSimulator(number: number): Promise<Simulator> {
  const [port, controlPort] = [await freePort(), await freePort()];
  const environment = {
    AUTOLOG_SERVER_URL: `http://127.0.0.1:${(clock.address() as AddressInfo).port}`,
    AUTOLOG_SIMULATOR_PORT: String(port),
    AUTOLOG_SIMULATOR_CONTROL_PORT: String(controlPort),
    AUTOLOG_SIMULATOR_DIR: join(folder, String(number)),
    AUTOLOG_SIMULATOR_SEED: String(number),
    AUTOLOG_SIMULATOR_SERIAL: `SIM-000${number}`,
  };
  return { process: spawnSimulator(environment), control: `http://127.0.0.1:${controlPort}`, environment };
}

const spawnSimulator = (environment: Readonly<Record<string, string>>): ChildProcess =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'apps/simulator/dist/main.js')], {
    env: { PATH: process.env.PATH, HOME: folder, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

async function killProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await gone;
}

const waitUntilReachable = (control: string): Promise<void> =>
  until(() =>
    fetch(`${control}/state`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );

const addressOf = (number: number): string => simulators[number - 1]?.control ?? '';

async function getJson<Answer>(number: number, path: string): Promise<Answer> {
  return (await (await fetch(`${addressOf(number)}${path}`)).json()) as Answer;
}

async function postControl(number: number, path: string, body: unknown): Promise<void> {
  const reply = await fetch(`${addressOf(number)}${path}`, { method: 'POST', body: JSON.stringify(body) });
  expect({ path, status: reply.status }).toEqual({ path, status: 200 });
}

async function postRefused(number: number, path: string, body: unknown): Promise<string> {
  const reply = await fetch(`${addressOf(number)}${path}`, { method: 'POST', body: JSON.stringify(body) });
  expect({ path, status: reply.status }).toEqual({ path, status: 400 });
  return ((await reply.json()) as { detail: string }).detail;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`it did not come about in time: ${holds.toString()}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function freePort(): Promise<number> {
  const made = createSocketServer();
  await new Promise<void>((done) => made.listen(0, '127.0.0.1', done));
  const { port } = made.address() as AddressInfo;
  await new Promise((done) => made.close(done));
  return port;
}
