import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ClockReply } from '@autolog/contract/site';
import { SiteTime } from './site-time.js';

const SITE_MS = Date.parse('2027-01-04T08:00:00.000Z');
const HOUR_MS = 3_600_000;

let folder: string;
let server: Server;
let site: SiteTime;
let row: Pick<ClockReply, 'siteEpochMs' | 'realEpochMs' | 'rate'>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'autolog-site-time-'));
  writeFileSync(join(folder, 'token'), 'token');
  row = { siteEpochMs: SITE_MS, realEpochMs: Date.now(), rate: 1 };
  server = createServer((_request, response) => {
    const realNowMs = Date.now();
    const clock: ClockReply = { ...row, simulated: true, realUntilMs: realNowMs + 5_000, realNowMs, untilNext: false };
    response.end(JSON.stringify(clock));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  site = new SiteTime({
    serverUrl: `http://127.0.0.1:${port}`,
    tokenFile: join(folder, 'token'),
    saved: undefined,
    save: () => undefined,
  });
  await site.start();
});

afterEach(() => {
  site.stop();
  server.close();
  rmSync(folder, { recursive: true });
});

test('a fast stretch between two polls is known by its site times, so that late readings of it make no gap', async () => {
  const before = site.now();
  row = { siteEpochMs: SITE_MS + 6 * HOUR_MS, realEpochMs: Date.now(), rate: 1 };
  const asked = Date.now();
  while (!site.hasHeardSince(asked)) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(site.isFast).toBe(true);
  expect(site.ranFastWithin(SITE_MS + 2 * HOUR_MS, SITE_MS + 2 * HOUR_MS + 60_000)).toBe(true);
  expect(site.ranFastWithin(before - 60_000, before - 30_000)).toBe(false);
  expect(site.ranFastWithin(SITE_MS + 7 * HOUR_MS, SITE_MS + 8 * HOUR_MS)).toBe(false);
});
