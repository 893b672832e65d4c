import { randomBytes, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BatchId, CommandId, Instant } from '@autolog/domain/brand';
import type { PersonBy } from '@autolog/domain/by';
import { Database } from '@autolog/store/database';
import { streamOf } from '@autolog/domain/stream/stream';
import { readSite } from '@autolog/store/site';
import { TimerStore, type ArmedTimer } from '@autolog/store/timer';
import type { DatabaseUrls } from '@autolog/store/prepare-cluster';
import { BatchStore } from '@autolog/store/batch';
import { CommandStore } from '@autolog/store/command';
import { ContentStore } from '@autolog/store/content';
import { EquipmentStore } from '@autolog/store/equipment';
import { Log } from '@autolog/store/log';
import { LotStore } from '@autolog/store/lot';
import { PersonNames } from '@autolog/store/person-names';
import { PersonStore } from '@autolog/store/person';
import { ReadingStore } from '@autolog/store/reading';
import { RecipeStore } from '@autolog/store/recipe';
import { RoomStore } from '@autolog/store/room';
import { SignatureChallengeStore } from '@autolog/store/signature-challenge';
import { SiteClock } from '@autolog/store/site-clock';
import { Store } from '@autolog/store/store';
import { TherapyStore } from '@autolog/store/therapy';
import { Transactions } from '@autolog/store/transactions';
import type * as ServiceModule from '@autolog/server/batch/batch.service';
import type * as StatesModule from '@autolog/server/batch/batch-states';
import type * as FactsModule from '@autolog/server/batch/facts-reader';
import type * as StaleViewModule from '@autolog/server/batch/stale-view';
import type * as ExecutionModule from '@autolog/server/record/command-execution';
import type * as FreeTextsModule from '@autolog/server/record/free-texts';
import type * as InstallationModule from '@autolog/server/record/installation';
import type * as MacModule from '@autolog/server/record/installation-mac';
import type * as ContentsModule from '@autolog/server/recipe/recipe-contents';
import type * as SignatureModule from '@autolog/server/signature/signature.service';
import type * as AuthenticatorModule from '@autolog/server/person/authenticator';
import type * as AttemptsModule from '@autolog/server/person/password-attempts';
import { stepId } from './bench-recipe.ts';

const SERVER = resolve(import.meta.dirname, '../../apps/server/dist');
const built = (path: string): Promise<unknown> => import(pathToFileURL(resolve(SERVER, path)).href);

type BatchService = InstanceType<typeof ServiceModule.BatchService>;
type BatchStates = InstanceType<typeof StatesModule.BatchStates>;

const SOFTWARE = 'bench';

/**
 * The server's own classes, put together by hand as its modules put them together, with no HTTP before them: what a
 * step command costs once it has been parsed.
 */
export class InProcessServer {
  private constructor(
    private readonly database: Database,
    private readonly parts: Store,
    readonly batches: BatchService,
    readonly states: BatchStates,
  ) {}

  static async open(urls: DatabaseUrls, connectionsMax: number): Promise<InProcessServer> {
    const database = await Database.connect(urls.runtimeUrl, { connectionsMax });
    const site = await readSite(database);
    if (!site) throw new Error('the bench database has no site');
    const store = new Store(database, site, SOFTWARE);
    const { BatchStates } = (await built('batch/batch-states.js')) as typeof StatesModule;
    const states = new BatchStates(store.part(Log));
    return new InProcessServer(database, store, await batchServiceOf(store, states), states);
  }

  get store() {
    return { database: this.database, log: this.parts.part(Log) };
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
    const incoming = { id: randomUUID() as CommandId, by, address: 'bench', method: 'POST', path, body };
    const command =
      what === 'start' ? ({ type: 'StartStep', step } as const) : ({ type: 'PerformStep', step, answer } as const);
    const request = { command, view: { step, asOf } };
    const { position } = await this.batches.execute(incoming, batch, request, { permission: 'batch.perform' });
    return position;
  }

  /** Fires a timer that is due, as the server's timer service does. */
  async fireTimer(due: ArmedTimer): Promise<void> {
    await this.parts.part(Transactions).run(async () => {
      await this.states.lock(streamOf('batch', due.batch));
      if (!(await this.parts.part(TimerStore).mayFire(due))) throw new Error(`${due.name} may not fire`);
      const command = { type: 'FireTimer', timer: due.name, dueAt: due.dueAt as Instant } as const;
      await this.batches.executeForSystem(due.batch as BatchId, command, { kind: 'system', part: 'timer' });
      await this.parts.part(SiteClock).read();
    });
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

async function batchServiceOf(store: Store, states: BatchStates): Promise<BatchService> {
  const { BatchService } = (await built('batch/batch.service.js')) as typeof ServiceModule;
  const { StaleView } = (await built('batch/stale-view.js')) as typeof StaleViewModule;
  const { CommandExecution } = (await built('record/command-execution.js')) as typeof ExecutionModule;
  const { FreeTexts } = (await built('record/free-texts.js')) as typeof FreeTextsModule;
  const { Installation } = (await built('record/installation.js')) as typeof InstallationModule;
  const { InstallationMac } = (await built('record/installation-mac.js')) as typeof MacModule;
  const installation = new Installation(store.site, SOFTWARE);
  const mac = new InstallationMac(randomBytes(32));
  const transactions = store.part(Transactions);
  const batches = store.part(BatchStore);
  return new BatchService(
    new CommandExecution(transactions, store.part(CommandStore), mac),
    transactions,
    store.part(Log),
    states,
    batches,
    new FreeTexts(mac, store.part(ContentStore)),
    await factsReaderOf(store),
    await signatureServiceOf(store),
    new StaleView(batches, store.part(PersonNames), installation),
    installation,
  );
}

async function factsReaderOf(store: Store): Promise<InstanceType<typeof FactsModule.FactsReader>> {
  const { FactsReader } = (await built('batch/facts-reader.js')) as typeof FactsModule;
  const { RecipeContents } = (await built('recipe/recipe-contents.js')) as typeof ContentsModule;
  return new FactsReader(
    store.part(Log),
    store.part(RecipeStore),
    new RecipeContents(store.part(ContentStore)),
    store.part(TherapyStore),
    store.part(RoomStore),
    store.part(EquipmentStore),
    store.part(LotStore),
    store.part(ReadingStore),
    store.part(SiteClock),
  );
}

async function signatureServiceOf(store: Store): Promise<InstanceType<typeof SignatureModule.SignatureService>> {
  const { SignatureService } = (await built('signature/signature.service.js')) as typeof SignatureModule;
  const { Authenticator } = (await built('person/authenticator.js')) as typeof AuthenticatorModule;
  const { PasswordAttempts } = (await built('person/password-attempts.js')) as typeof AttemptsModule;
  const authenticator = new Authenticator(
    store.part(PersonStore),
    store.part(Transactions),
    store.part(Log),
    new PasswordAttempts(),
  );
  return new SignatureService(store.part(SignatureChallengeStore), authenticator);
}
