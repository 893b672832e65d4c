import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { ClockReply, DoorReply, SiteReply } from '@autolog/contract/session';
import { siteMillisAt } from '@autolog/domain/site-clock';
import { Client } from '../harness/client.ts';
import { until } from '../harness/play.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/server.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);
const folder = mkdtempSync(join(tmpdir(), 'autolog-door-'));
const peopleFile = join(folder, 'people.json');
let demo: TestServer;
let gmp: TestServer;
let technician: Client;

beforeAll(async () => {
  demo = await TestServer.start({ environment: { AUTOLOG_DEMO_PEOPLE_FILE: peopleFile } });
  gmp = await TestServer.start({ profile: 'gmp' });
  technician = await demo.person('technician', 'technician');
});
afterAll(async () => {
  await Promise.all([demo.remove(), gmp.remove()]);
  rmSync(folder, { recursive: true, force: true });
});

const clockOf = (client: Client): Promise<ClockReply> => client.get('/api/site/clock');
const siteMs = (clock: ClockReply): number => siteMillisAt(clock, clock.realNowMs);

test('the door of a demo says who can sign in, once they are there; that of a real site never does', async () => {
  const door = (server: TestServer): Promise<DoorReply> =>
    fetch(`${server.address}/api/door`).then((response) => response.json() as Promise<DoorReply>);
  expect(await door(demo)).toEqual({ site: 'Test site', profile: 'demo', people: [] });
  const sanne = { name: 'Sanne', userName: 'sanne', password: 'schone-handen-eerst', roles: ['technician'] };
  writeFileSync(peopleFile, JSON.stringify([{ ...sanne, does: 'runs the batch' }]));
  expect((await door(demo)).people).toEqual([sanne]);
  expect(await door(gmp)).toEqual({ site: 'Test site', profile: 'gmp', people: [] });
});

test('a site says its name, zone, profile and clock to who is signed in, and to nobody else', async () => {
  const site = await technician.get<SiteReply>('/api/site');
  expect(site).toMatchObject({ name: 'Test site', zone: 'Europe/Amsterdam', profile: 'demo' });
  expect(site.software).toMatch(/^[0-9a-f]{16}$/);
  expect(site.clock).toMatchObject({ simulated: true, rate: 1, untilNext: false });
  expect((await new Client(demo.address, technician.who).ask('GET', '/api/site')).problem?.code).toBe('NOT_SIGNED_IN');
});

test('a simulated clock runs at the chosen speed, never backwards, and every change is an event', async () => {
  const before = await clockOf(technician);
  await technician.post('/api/site/clock', { rate: '1440' });
  const fast = await clockOf(technician);
  expect(fast.rate).toBe(1440);
  const later = await until('a site hour to pass', async () => {
    const clock = await clockOf(technician);
    return siteMs(clock) - siteMs(fast) >= 3_600_000 ? clock : undefined;
  });
  const realMs = later.realNowMs - fast.realNowMs;
  expect((siteMs(later) - siteMs(fast)) / realMs).toBeCloseTo(1440, -1);
  await technician.post('/api/site/clock', { rate: '1' });
  const slow = await clockOf(technician);
  expect(slow.rate).toBe(1);
  expect(siteMs(slow)).toBeGreaterThanOrEqual(siteMs(later));
  expect(siteMs(fast)).toBeGreaterThanOrEqual(siteMs(before));
  expect((await demo.events('site')).map(({ type, payload }) => [type, payload]).slice(1)).toEqual([
    ['ClockChanged', { rate: 1440, untilNext: false }],
    ['ClockChanged', { rate: 1, untilNext: false }],
  ]);
});

test('without a server simulated time stands still, and goes on from there', async () => {
  await technician.post('/api/site/clock', { rate: '60' });
  await demo.end('SIGKILL');
  const lease = 60 * 5_000;
  const [killed] = await demo.query<{ ms: number }>('select extract(epoch from site_now())::float8 * 1000 as ms');
  await new Promise((done) => setTimeout(done, 7_000));
  const [stood] = await demo.query<{ ms: number }>('select extract(epoch from site_now())::float8 * 1000 as ms');
  expect(stood!.ms - killed!.ms).toBeLessThanOrEqual(lease);
  await demo.start();
  const going = siteMs(await clockOf(technician));
  expect(going).toBeGreaterThanOrEqual(stood!.ms);
  expect(going - stood!.ms).toBeLessThan(60 * 60_000);
  await technician.post('/api/site/clock', { rate: '1' });
});

test('"next event" without a timer is refused; with one it stops at the due time and goes on at real speed', async () => {
  expect(await technician.refused('/api/site/clock', { rate: 'next' })).toBe('NOTHING_DUE');
  // More than once: whether the stop falls between two microseconds of the real clock is chance.
  for (let n = 0; n < 5; n += 1) {
    const batch = randomUUID();
    // A timer of no batch: it never fires here, and the clock knows only that it is due.
    const [due] = await demo.query<{ at: Date }>(
      `insert into timer (batch, name, step, purpose, due_at, status)
       values ($1, 'wait/minimum', 'wait', 'minimum', site_now() + interval '1711.234567 seconds', 'armed')
       returning due_at as at`,
      [batch],
    );
    const changes = (await demo.events('site')).length;
    await technician.post('/api/site/clock', { rate: 'next' });
    expect(await clockOf(technician)).toMatchObject({ rate: 1440, untilNext: true });
    const there = await until('the clock to arrive', async () => {
      const clock = await clockOf(technician);
      return clock.untilNext ? undefined : clock;
    });
    expect(there.rate).toBe(1);
    const overshoot = siteMs(there) - due!.at.getTime();
    expect(overshoot).toBeGreaterThan(-5);
    expect(overshoot).toBeLessThan(10_000);
    const events = (await demo.events('site')).slice(changes);
    expect(events.map(({ payload, actor }) => [actor.split('/')[0], payload])).toEqual([
      ['person', { rate: 1440, untilNext: true }],
      ['system', { rate: 1, untilNext: false }],
    ]);
    await demo.query(`delete from timer where batch = $1`, [batch]);
  }
});

test('in gmp the clock is the real one, and nobody changes it', async () => {
  expect((await fetch(`${gmp.address}/readyz`)).status).toBe(200);
  const administrator = await gmp.person('administrator', 'administrator');
  const clock = await clockOf(administrator);
  expect(clock).toMatchObject({ simulated: false, rate: 1, untilNext: false });
  expect(siteMs(clock)).toBe(clock.realNowMs);
  expect(Math.abs(clock.realNowMs - Date.now())).toBeLessThan(5_000);
  expect(await administrator.refused('/api/site/clock', { rate: '60' })).toBe('CLOCK_NOT_SIMULATED');
});
