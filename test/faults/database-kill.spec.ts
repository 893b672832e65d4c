import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startPostgres, type RunningPostgres } from '@autolog/embedded-postgres/postgres';
import { prepareCluster, withLockedConnection } from '@autolog/store/prepare-cluster';
import { RetryingClient } from '../harness/retrying-client.ts';
import { TestServer } from '../harness/test-server.ts';

const SUITE_MS_MAX = 120_000;
const DATABASE = 'autolog';
const CLIENTS = 4;
/** How long commands arrive before the database is killed, and for how long it is down. */
const LOAD_MS = 1_500;
const DOWN_MS = 2_000;
const RECONNECT_MS_MAX = 5_000;

jest.setTimeout(SUITE_MS_MAX);

const dir = mkdtempSync(join(tmpdir(), 'autolog-database-kill-'));
let postgres: RunningPostgres;
let server: TestServer;

beforeAll(async () => {
  // Durable, unlike the database that the other tests share: what was committed must survive the kill.
  postgres = await startPostgres({ dir });
  const urls = await prepareCluster(postgres.superuserUrl(), DATABASE);
  const drop = (): Promise<void> =>
    withLockedConnection(postgres.superuserUrl(), async (client) => {
      await client.query(`drop database ${DATABASE} with (force)`);
    });
  server = await TestServer.start({ database: { ...urls, database: DATABASE, drop } });
});
afterAll(async () => {
  await server.remove();
  await postgres.stop();
  rmSync(dir, { recursive: true, force: true });
});

test('[F3] [INV-1] after the database was killed under load every acknowledged command is in the log once, and the server works again within five seconds', async () => {
  const { credentials } = await server.registerAndSignIn('planner', 'planner');
  const clients = Array.from({ length: CLIENTS }, () => new RetryingClient(server.address, credentials));
  for (const client of clients) await client.signIn();
  let ended = false;
  const load = clients.map(async (client, n) => {
    for (let room = 1; !ended; room += 1)
      await client.post('/api/rooms', { code: `ROOM-${String(n)}-${String(room)}` });
  });
  const acknowledged = () =>
    clients.flatMap((client) => client.acknowledged).filter(({ path }) => path === '/api/rooms');

  await delay(LOAD_MS);
  process.kill(postgres.pid, 'SIGKILL');
  await delay(DOWN_MS);
  const before = acknowledged().length;
  expect(before).toBeGreaterThan(0);
  postgres = await startPostgres({ dir, port: postgres.port });
  const backAt = performance.now();
  while (acknowledged().length === before && performance.now() - backAt < RECONNECT_MS_MAX) await delay(10);
  expect(acknowledged().length).toBeGreaterThan(before);
  process.stdout.write(
    `database kill: first answer ${String(Math.round(performance.now() - backAt))} ms after its return\n`,
  );
  ended = true;
  await Promise.all(load);

  const commands = acknowledged();
  expect(commands.filter(({ status }) => status !== 201)).toEqual([]);
  expect(commands.some(({ sends }) => sends > 1)).toBe(true);
  const stored = await server.query<{ key: string; events: number }>(
    `select c.id::text as key, count(e.*)::int as events
       from command c left join event e on e.command = c.id where c.id = any($1) group by c.id`,
    [commands.map(({ key }) => key)],
  );
  expect(stored).toHaveLength(commands.length);
  expect(stored.filter(({ events }) => events !== 1)).toEqual([]);
});
