import { createHash } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Database } from './database.js';

type Migration = new () => MigrationInterface;

/** The database was made by migrations that say something else today: it is as old as this version and not the same. */
export class EditedMigrations extends Error {
  override readonly name = 'EditedMigrations';

  constructor(readonly edited: readonly string[]) {
    super(`migrations have been edited since this database was made: ${edited.join(', ')}`);
  }
}

/** Throws EditedMigrations; a database that was made before digests were stored passes. */
export async function assertMigrationsUnedited(database: Database, migrations: readonly Migration[]): Promise<void> {
  const [table] = await database.query<{ kept: boolean }>(`select to_regclass('migration_text') is not null as kept`);
  if (!table?.kept) return;
  const rows = await database.query<{ name: string; sha256: string }>('select name, sha256 from migration_text');
  const before = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
  const now = await digestsOf(migrations);
  const edited = [...now].filter(([name, digest]) => (before.get(name) ?? digest) !== digest).map(([name]) => name);
  if (edited.length > 0) throw new EditedMigrations(edited);
}

/** Called after the migrations ran. */
export async function storeMigrationDigests(database: Database, migrations: readonly Migration[]): Promise<void> {
  const digests = await digestsOf(migrations);
  await database.query(
    'insert into migration_text (name, sha256) select * from unnest($1::text[], $2::text[]) on conflict do nothing',
    [[...digests.keys()], [...digests.values()]],
  );
}

async function digestsOf(migrations: readonly Migration[]): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const migration of migrations) digests.set(migration.name, await digestOf(new migration()));
  return digests;
}

/** Of the SQL it sends, however it is laid out. */
async function digestOf(migration: MigrationInterface): Promise<string> {
  const statements: string[] = [];
  const recorder = {
    query: (sql: string) => {
      statements.push(sql.replaceAll(/\s+/g, ' ').trim());
      return Promise.resolve([]);
    },
  };
  await migration.up(recorder as unknown as QueryRunner);
  return createHash('sha256').update(statements.join('\n')).digest('hex');
}
