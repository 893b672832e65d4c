import type { Profile } from '@autolog/domain/site/event';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { MIGRATIONS } from '@autolog/migrations/list';
import { Database } from './database.js';
import { foundSite } from './found-site.js';
import { assertMigrationsUnedited, storeMigrationDigests } from './migration-digests.js';
import { openSigningKey } from './signing-key.js';
import type { FoundedSite } from './site.js';

/** Any fixed number: two migrations of this database at once wait for the same lock. */
const MIGRATION_LOCK = 4_207_311;

export const QUEUE_SCHEMA = 'bullmq';

export type SiteFounding = Readonly<{
  profile: Profile;
  name: string;
  zone: string;
  dataDir: string;
  software: string;
  /** Of a simulated clock that begins so many days before the real one. */
  clockDaysBack?: number;
}>;

/**
 * Brings the schema up to this software and founds the site on the first run, under one advisory lock: two at once do
 * no harm. Answers what the first event says, which on later runs may differ from what was asked for. Throws
 * EditedMigrations where the database was made by migrations that say something else today.
 */
export async function migrate(
  ownerUrl: string,
  founding: SiteFounding,
  onProgress: (line: string) => void = () => undefined,
): Promise<FoundedSite> {
  const database = await Database.connect(ownerUrl, { connectionsMax: 2 });
  try {
    const lock = database.dataSource.createQueryRunner();
    try {
      await lock.query(`set statement_timeout = 0`);
      await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await assertMigrationsUnedited(database, MIGRATIONS);
      const ran = await database.dataSource.runMigrations();
      await storeMigrationDigests(database, MIGRATIONS);
      await database.query('grant select on migrations to autolog_runtime, autolog_reader');
      await prepareQueue(ownerUrl);
      for (const migration of ran) onProgress(`schema: ${migration.name}`);
      const key = openSigningKey(founding.dataDir);
      const { dataDir: _, software, ...site } = founding;
      return await foundSite(database, { ...site, keyFingerprint: key.fingerprint }, software);
    } finally {
      await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await lock.release();
    }
  } finally {
    await database.close();
  }
}

/** The queue's own tables, for where no Redis is given: made by the owner, so that the runtime role needs no more. */
async function prepareQueue(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
    await client.query(`
      grant usage on schema ${QUEUE_SCHEMA} to autolog_runtime;
      grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to autolog_runtime;
      grant usage on all sequences in schema ${QUEUE_SCHEMA} to autolog_runtime;
    `);
  } finally {
    await client.end();
  }
}

/** The server serves only a schema it knows exactly: older or newer, it refuses to start (never guesses). */
export async function schemaFault(database: Database): Promise<string | undefined> {
  const rows = await database
    .query<{ name: string }>(`select name from migrations order by id`)
    .catch(() => [] as { name: string }[]);
  const known = MIGRATIONS.map((migration) => migration.name);
  const found = rows.map((row) => row.name);
  if (found.length < known.length) return 'the database is older than this software: run `autolog migrate` first';
  if (found.length > known.length) return 'the database is newer than this software: start the version that made it';
  return found.every((name, n) => name === known[n]) ? undefined : 'the database belongs to other software';
}
