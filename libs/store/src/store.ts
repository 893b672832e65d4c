import { BatchStore } from './batch.js';
import { BindingStore } from './binding.js';
import { CheckpointStore } from './checkpoint.js';
import { CommandStore } from './command.js';
import { ContentStore } from './content.js';
import { Database } from './database.js';
import { EquipmentStore } from './equipment.js';
import { EventExport } from './export-events.js';
import { ReadingExport } from './export-readings.js';
import { HealthStore } from './health.js';
import { LeafStore } from './leaf.js';
import { LogIntegrity } from './log-integrity.js';
import { LogSequence } from './log-sequence.js';
import { Log } from './log.js';
import { LotStore } from './lot.js';
import { MachineTokenStore } from './machine-token.js';
import { MerkleTree } from './merkle-tree.js';
import { schemaFault } from './migrate.js';
import { PersonNames } from './person-names.js';
import { PersonStore } from './person.js';
import { ReadingStore } from './reading.js';
import { RecipeStore } from './recipe.js';
import { RoomStore } from './room.js';
import { SessionStore } from './session.js';
import { SignatureChallengeStore } from './signature-challenge.js';
import { SimulatedClock } from './simulated-clock.js';
import { SiteClock } from './site-clock.js';
import { SiteOverviewStore } from './site-overview.js';
import { readSite, type FoundedSite } from './site.js';
import { TherapyStore } from './therapy.js';
import { TimerStore } from './timer.js';
import { Transactions } from './transactions.js';
import { UploadStore } from './upload.js';

/** One part per noun. Each holds the database for itself and does not hand it out. */
function partsOf(database: Database, { zone, profile }: FoundedSite, software: string) {
  const personNames = new PersonNames(database);
  const log = new Log(database, personNames, { zone, software });
  const content = new ContentStore(database);
  return [
    log,
    personNames,
    new BatchStore(database),
    new BindingStore(database),
    new CheckpointStore(database),
    new CommandStore(database),
    content,
    new EquipmentStore(database),
    new EventExport(database, content),
    new HealthStore(database, profile),
    new LeafStore(database),
    new LogIntegrity(database),
    new LogSequence(database),
    new LotStore(database),
    new MachineTokenStore(database),
    new MerkleTree(database),
    new PersonStore(database, log),
    new ReadingExport(database),
    new ReadingStore(database),
    new RecipeStore(database),
    new RoomStore(database),
    new SessionStore(database),
    new SignatureChallengeStore(database),
    new SimulatedClock(database),
    new SiteClock(database, profile),
    new SiteOverviewStore(database),
    new TherapyStore(database),
    new TimerStore(database),
    new Transactions(database),
    new UploadStore(database),
  ] as const;
}

type StorePart = ReturnType<typeof partsOf>[number];

/** The record of one installation, open. */
export class Store {
  readonly parts: readonly StorePart[];

  constructor(
    database: Database,
    readonly site: FoundedSite,
    software: string,
  ) {
    this.parts = partsOf(database, site, software);
  }

  /** Opens the record, or answers why this software must not serve it. */
  static async open(url: string, software: string): Promise<{ store: Store } | { fault: string }> {
    const database = await Database.connect(url);
    const fault = await schemaFault(database);
    if (fault) return { fault };
    const site = await readSite(database);
    if (!site) return { fault: 'this database has no site yet: run `autolog migrate` first' };
    return { store: new Store(database, site, software) };
  }

  /** The part of this class. */
  part<Part extends StorePart>(type: new (...parameters: never[]) => Part): Part {
    const found = this.parts.find((part): part is Part => part instanceof type);
    if (!found) throw new Error(`the store has no ${type.name}`);
    return found;
  }
}
