import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { grantDatabase } from '@autolog/store/prepare-cluster';
import { sharedTestServer } from '@autolog/store/testing/test-database';
import type { TestClient } from '../harness/test-client.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';
import { waitUntil } from '../harness/wait-until.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

let server: TestServer;
let planner: TestClient;

beforeAll(async () => {
  server = await TestServer.start();
  planner = await server.registerAndSignIn('planner', 'planner');
});
afterAll(async () => {
  await asSuperuser((client) => client.query(`drop database if exists ${backupName()}`));
  await server.remove();
});

const backupName = (): string => `${server.database.database}_backup`;

async function asSuperuser(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: (await sharedTestServer()).superuserUrl() });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const restoreBackup = (): Promise<void> =>
  asSuperuser(async (client) => {
    const { database } = server.database;
    await client.query(`drop database ${database}`);
    await client.query(`create database ${database} template ${backupName()} owner autolog_owner`);
    await grantDatabase(client, database);
  });

const witnessFile = (): string => {
  const file = join(server.dir, 'witness.txt');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

/** A server that stops signs a checkpoint over every sequenced event and writes it to its witness file. */
async function registerRoomAndStop(code: string): Promise<void> {
  const before = witnessFile();
  await planner.post('/api/rooms', { code });
  await waitUntil('the event to be sequenced', async () => {
    const [row] = await server.query<{ all: boolean }>(
      'select (select count(*) from event) = (select count(*) from leaf) as all',
    );
    return row?.all;
  });
  await server.stop();
  expect(witnessFile()).not.toBe(before);
}

test('[INV-12] [F20] a server starts on a restored database that has all its witness has seen, and refuses an older one', async () => {
  await registerRoomAndStop('ROOM-BEFORE');
  const { database } = server.database;
  await asSuperuser((client) =>
    client.query(`create database ${backupName()} template ${database} owner autolog_owner`),
  );
  await restoreBackup();
  await server.start();
  await registerRoomAndStop('ROOM-AFTER');
  await restoreBackup();
  const from = server.output.length;
  await expect(server.start()).rejects.toThrow('the server ended while starting');
  expect(server.output.slice(from)).toContain('part of the log is missing');
});
