import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Database } from './database.js';
import { cloneDatabase, type TestDatabase } from './testing/test-database.js';
import { migrate } from './migrate.js';
import { assertMigrationsUnedited, storeMigrationDigests } from './migration-digests.js';
import { SITE_FOUNDING } from './testing/test-record.js';

const migrationOf = (name: string, sql: string): new () => MigrationInterface =>
  ({
    [name]: class implements MigrationInterface {
      async up(runner: QueryRunner): Promise<void> {
        await runner.query(sql);
      }
      down(): Promise<void> {
        return Promise.resolve();
      }
    },
  })[name] as new () => MigrationInterface;

const FIRST = migrationOf('First1', 'create table room (id text)');

let urls: TestDatabase;
let database: Database;
const dataDir = mkdtempSync(join(tmpdir(), 'autolog-text-'));
beforeAll(async () => {
  urls = await cloneDatabase('migration-text', () => Promise.resolve());
  await migrate(urls.ownerUrl, { ...SITE_FOUNDING, profile: 'demo', dataDir });
  database = await Database.connect(urls.ownerUrl, { connectionsMax: 2 });
  await storeMigrationDigests(database, [FIRST]);
});
afterAll(async () => {
  await database.close();
  await urls.drop();
  rmSync(dataDir, { recursive: true });
});

test('a database made by the same migrations is opened', async () => {
  await expect(migrate(urls.ownerUrl, { ...SITE_FOUNDING, profile: 'demo', dataDir })).resolves.toMatchObject({
    name: SITE_FOUNDING.name,
  });
});

test('changed white space and a migration not yet run are no edits', async () => {
  await assertMigrationsUnedited(database, [migrationOf('First1', 'create table  room\n (id text) ')]);
  await assertMigrationsUnedited(database, [FIRST, migrationOf('Second2', 'drop table room')]);
});

test('a database made by an edited migration is refused, naming the migration', async () => {
  const edited = migrationOf('First1', 'create table room (id uuid)');
  await expect(assertMigrationsUnedited(database, [edited])).rejects.toMatchObject({ edited: ['First1'] });
  await database.query(`update migration_text set sha256 = repeat('0', 64) where name like 'Readings%'`);
  await expect(migrate(urls.ownerUrl, { ...SITE_FOUNDING, profile: 'demo', dataDir })).rejects.toThrow(
    /edited.*Readings/,
  );
});

test('the runtime role can read the migration texts and not delete them', async () => {
  const runtime = await Database.connect(urls.runtimeUrl, { connectionsMax: 1 });
  expect((await runtime.query('select name from migration_text')).length).toBeGreaterThan(1);
  await expect(runtime.query('delete from migration_text')).rejects.toThrow(/permission denied/);
  await runtime.close();
});
