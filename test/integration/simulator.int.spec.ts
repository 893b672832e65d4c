import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MEASURANDS } from '@autolog/domain/quantity/measurand';
import { freePort } from '@autolog/embedded-postgres/free-port';
import { waitUntil } from '../harness/wait-until.ts';

// Two real simulators, as the demo starts them. The test serves the site clock that they poll.
const ROOT = resolve(import.meta.dirname, '../..');
const SITE_START_MS = Date.parse('2027-01-04T08:00:00.000Z');
/** The rate at which whole batches are simulated: 240 site minutes per second. */
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

test('two devices side by side have separate serial numbers, donors, alarms and cells', async () => {
  const [one, two] = [await stateOf(1), await stateOf(2)];
  expect([one.donorSeed, two.donorSeed]).toEqual([1, 2]);
  expect([one.signals.deviceSerial, two.signals.deviceSerial]).toEqual(['SIM-0001', 'SIM-0002']);
  await postControl(1, '/alarm', { name: 'lid_open', active: true });
  expect((await stateOf(2)).signals.lidClosed).toBe(true);
  await postControl(1, '/alarm', { name: 'lid_open', active: false });
  const found = [await getJson<CellsReply>(1, '/cells'), await getJson<CellsReply>(2, '/cells')];
  expect(found[0]).not.toEqual(found[1]);
});

test('a new donor can be set, and the apheresis measured before a program starts', async () => {
  await postControl(1, '/donor', { seed: 41 });
  const { day, values } = await getJson<CellsReply>(1, '/cells');
  expect(day).toBeNull();
  expect(new Set(Object.keys(values).map((name) => name.split('.')[0]))).toEqual(new Set(['apheresis']));
  await postControl(2, '/donor', { seed: 41 });
  expect((await getJson<CellsReply>(2, '/cells')).values).toEqual(values);
});

test('an impossible request is refused with a sentence that says why', async () => {
  expect(await postRefused(1, '/donor', { seed: 1.5 })).toBe('seed must be a whole number.');
  expect(await postRefused(1, '/distress', { viability: 16 })).toBe('There are no cells in culture, and no product.');
  expect(await postRefused(1, '/distress', { viability: 'much' })).toMatch(/^viability must be a number/);
  expect(await postRefused(1, '/alarm', { name: 'coffee_cold', active: true })).toMatch(
    /^name must be one of: temperature/,
  );
});

test('the device clock is 90 s off while the clock drift alarm is active', async () => {
  await postControl(2, '/alarm', { name: 'clock_drift', active: true });
  expect((await stateOf(2)).skewSeconds).toBe(90);
  await postControl(2, '/alarm', { name: 'clock_drift', active: false });
  expect((await stateOf(2)).skewSeconds).toBe(0);
});

test('killed at rate 14,400 the device resumes its program, and its cells differ by at most 8 % from those of a second device', async () => {
  for (const number of [1, 2]) await postControl(number, '/program', { name: 'TCT-12-day' });
  expect(await postRefused(1, '/donor', { seed: 42 })).toBe('Cells of a patient are in the device.');
  setClockRate(RATE);
  for (let prompt = 0; prompt < 4; prompt += 1) {
    await waitUntil('a prompt', async () => (await stateOf(1)).signals.promptText !== '');
    await waitUntil('a prompt', async () => (await stateOf(2)).signals.promptText !== '');
    // Both prompts are answered at the same site time: the clock stands still meanwhile.
    setClockRate(0);
    for (const number of [1, 2]) await postControl(number, '/acknowledge', {});
    setClockRate(RATE);
  }
  await waitUntil('the culture', async () => (await stateOf(1)).signals.activityName === 'Culture static day 0');
  const first = simulators[0];
  if (!first) throw new Error('the first simulator is gone');
  await killProcess(first.process);
  first.process = spawnSimulator(first.environment);
  await waitUntilReachable(first.control);
  for (const number of [1, 2]) {
    await waitUntil('the vector', async () => (await stateOf(number)).signals.promptText === 'Connect the vector.');
  }
  setClockRate(0);
  const [restarted, uninterrupted] = [await getJson<CellsReply>(1, '/cells'), await getJson<CellsReply>(2, '/cells')];
  expect(Object.keys(restarted.values)).toEqual(Object.keys(uninterrupted.values));
  // Each process knows the site clock to within a few milliseconds, which are minutes of site time at this rate.
  for (const [name, value] of Object.entries(uninterrupted.values)) {
    expect([name, Math.abs((restarted.values[name] ?? 0) - value) <= 0.08 * value]).toEqual([name, true]);
  }
  expect(Object.keys(restarted.values).every((name) => Object.hasOwn(MEASURANDS, name))).toBe(true);
  expect((await stateOf(1)).behindMs).toBe(0);
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

const waitUntilReachable = (control: string): Promise<true> =>
  waitUntil('the control port', () =>
    fetch(`${control}/state`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );

const addressOf = (number: number): string => simulators[number - 1]?.control ?? '';

const stateOf = (number: number): Promise<StateReply> => getJson(number, '/state');

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
