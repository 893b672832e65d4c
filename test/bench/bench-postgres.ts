import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@autolog/store/database';
import { startPostgres, type RunningPostgres } from '@autolog/embedded-postgres/postgres';
import { withLockedConnection, prepareCluster, type DatabaseUrls } from '@autolog/store/prepare-cluster';
import type { TestDatabase } from '@autolog/store/testing/test-database';
import { migrate } from '@autolog/store/migrate';

const SITE = { profile: 'demo', name: 'Bench site', zone: 'Europe/Amsterdam', software: 'bench' } as const;

/**
 * The one PostgreSQL that everything of a run is measured on: the embedded one as `npm start` has it, with every
 * commit on disk. Started when first asked for.
 */
export class BenchPostgres {
  readonly #dir = mkdtempSync(join(tmpdir(), 'autolog-bench-'));
  #postgres: Promise<RunningPostgres> | undefined;
  #databaseCount = 0;
  readonly #closeActions: (() => Promise<unknown>)[] = [];

  /** An empty database of one's own. */
  async createDatabase(): Promise<TestDatabase> {
    this.#postgres ??= startPostgres({ dir: this.#dir });
    const postgres = await this.#postgres;
    this.#databaseCount += 1;
    const database = `bench_${String(this.#databaseCount)}`;
    const urls = await prepareCluster(postgres.superuserUrl(), database);
    const drop = (): Promise<void> =>
      withLockedConnection(postgres.superuserUrl(), async (client) => {
        await client.query(`drop database if exists ${database} with (force)`);
      });
    return { ...urls, database, drop };
  }

  /** A founded one, for what needs no server process. */
  async createFoundedDatabase(): Promise<TestDatabase> {
    const made = await this.createDatabase();
    await migrate(made.ownerUrl, { ...SITE, dataDir: join(this.#dir, made.database) });
    return made;
  }

  /** Brings statistics and dirty pages into the state a long-running server has, before anything is measured. */
  async vacuumAndCheckpoint(urls: DatabaseUrls): Promise<void> {
    const owner = await Database.connect(urls.ownerUrl, { connectionsMax: 1 });
    await owner.query('vacuum analyze');
    await owner.close();
    const postgres = await this.#postgres;
    if (postgres) await withLockedConnection(postgres.superuserUrl(), (client) => client.query('checkpoint'));
  }

  /** What must end with the run even where a measurement failed half-way; may have ended already. */
  onClose(end: () => Promise<unknown>): void {
    this.#closeActions.push(end);
  }

  async close(): Promise<void> {
    for (const end of this.#closeActions) await end().catch(() => undefined);
    await (await this.#postgres)?.stop();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
