import { randomBytes, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BatchId, CommandId, Instant } from '@autolog/domain/brand';
import type { PersonBy } from '@autolog/domain/by';
import { Database } from '@autolog/store/database';
import { streamOf } from '@autolog/domain/stream/stream';
import { readSite, readSiteTime } from '@autolog/store/site';
import { mayFire, type ArmedTimer } from '@autolog/store/timers';
import type { DatabaseUrls } from '@autolog/store/prepare-cluster';
import type * as RecordModule from '@autolog/server/record/records';
import type * as ServiceModule from '@autolog/server/batch/batch.service';
import type * as FactsModule from '@autolog/server/batch/facts-reader';
import type * as ContentsModule from '@autolog/server/recipe/recipe-contents';
import type * as GuardModule from '@autolog/server/signature/signature.service';
import type * as CredentialsModule from '@autolog/server/person/authenticator';
import type * as AttemptsModule from '@autolog/server/person/password-attempts';
import { stepId } from './bench-recipe.ts';

const SERVER = resolve(import.meta.dirname, '../../apps/server/dist');
const built = (path: string): Promise<unknown> => import(pathToFileURL(resolve(SERVER, path)).href);

export type Records = InstanceType<typeof RecordModule.Records>;

/**
 * The server's own classes, put together by hand as its modules put them together, with no HTTP before them: what a
 * step command costs once it has come through the door.
 */
export class InProcessServer {
  readonly records: Records;
  readonly batches: InstanceType<typeof ServiceModule.BatchService>;

  private constructor(records: Records, batches: InstanceType<typeof ServiceModule.BatchService>) {
    this.records = records;
    this.batches = batches;
  }

  static async open(urls: DatabaseUrls, connectionsMax: number): Promise<InProcessServer> {
    const { Records } = (await built('record/records.js')) as typeof RecordModule;
    const { BatchService } = (await built('batch/batch.service.js')) as typeof ServiceModule;
    const { FactsReader } = (await built('batch/facts-reader.js')) as typeof FactsModule;
    const { RecipeContents } = (await built('recipe/recipe-contents.js')) as typeof ContentsModule;
    const { SignatureService } = (await built('signature/signature.service.js')) as typeof GuardModule;
    const { Authenticator } = (await built('person/authenticator.js')) as typeof CredentialsModule;
    const { PasswordAttempts } = (await built('person/password-attempts.js')) as typeof AttemptsModule;
    const database = await Database.connect(urls.runtimeUrl, { connectionsMax });
    const site = await readSite(database);
    if (!site) throw new Error('the bench database has no site');
    const records = new Records(database, site, 'bench', randomBytes(32));
    const facts = new FactsReader(records, new RecipeContents(records));
    const guard = new SignatureService(records, new Authenticator(records, new PasswordAttempts()));
    return new InProcessServer(records, new BatchService(records, facts, guard));
  }

  get store() {
    return { database: this.records.database, log: this.records.log };
  }

  /** Begins step `n`, or records its figure: the two commands a technician gives most. Throws when it is refused. */
  async runStepCommand(
    by: PersonBy,
    batch: BatchId,
    n: number,
    what: 'start' | 'perform',
    asOf: number,
  ): Promise<number> {
    const step = stepId(n);
    const answer = { kind: 'entry', typed: '87.4' } as const;
    const body = what === 'start' ? { asOf } : { asOf, answer };
    const path = `/api/batches/${batch}/steps/${step}/${what}`;
    const incoming = { id: randomUUID() as CommandId, method: 'POST', path, body };
    const command =
      what === 'start' ? ({ type: 'StartStep', step } as const) : ({ type: 'PerformStep', step, answer } as const);
    const request = { command, texts: [], step, asOf };
    const { position } = await this.batches.execute(incoming, batch, request, by, { address: 'bench' });
    return position;
  }

  /** Fires a timer that is due, as the server's timer service does. */
  async fireTimer(due: ArmedTimer): Promise<void> {
    const { database, batches, site } = this.records;
    await database.transaction(async () => {
      await batches.lock(streamOf('batch', due.batch));
      if (!(await mayFire(database, due))) throw new Error(`${due.name} may not fire`);
      const command = { type: 'FireTimer', timer: due.name, dueAt: due.dueAt as Instant } as const;
      await this.batches.executeForSystem(due.batch as BatchId, command, { kind: 'system', part: 'timer' });
      await readSiteTime(database, site);
    });
  }

  close(): Promise<void> {
    return this.records.database.close();
  }
}
