import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Instant } from '@autolog/domain/brand';
import type { Profile } from '@autolog/domain/site/event';
import { ContentStore } from '../content.js';
import { Database } from '../database.js';
import { cloneDatabase, type TestDatabase } from './test-database.js';
import { streamOf, type AnyEvent } from '@autolog/domain/stream/stream';
import { Log } from '../log.js';
import { migrate } from '../migrate.js';
import { PersonNames } from '../person-names.js';

export const SITE_FOUNDING = { name: 'Test site', zone: 'Europe/Amsterdam', software: 'test' } as const;

export type TestRecord = Readonly<{
  urls: TestDatabase;
  database: Database;
  log: Log;
  content: ContentStore;
  /** Appends events to a stream by the installation itself, in a transaction of its own. */
  append: (stream: string, ...events: AnyEvent[]) => Promise<Instant>;
  close: () => Promise<void>;
}>;

/** A founded record of one's own, as the runtime role sees it. */
export async function openTestRecord(profile: Profile = 'demo'): Promise<TestRecord> {
  const dataDir = mkdtempSync(join(tmpdir(), 'autolog-test-'));
  const urls = await cloneDatabase(`store_${profile}`, async (ownerUrl) => {
    await migrate(ownerUrl, { ...SITE_FOUNDING, profile, dataDir });
  });
  const database = await Database.connect(urls.runtimeUrl, { connectionsMax: 25 });
  const log = new Log(database, new PersonNames(database), SITE_FOUNDING);
  return {
    urls,
    database,
    log,
    content: new ContentStore(database),
    append: (stream, ...events) => append(database, log, stream, events),
    close: async () => {
      await database.close();
      await urls.drop();
    },
  };
}

function append(database: Database, log: Log, stream: string, events: readonly AnyEvent[]): Promise<Instant> {
  return database.transaction(async () => {
    await log.createStream(stream);
    const after = (await log.lock([stream])).get(stream) ?? 0;
    const now = await log.now();
    await log.append([{ stream, after, events }], { by: { kind: 'system', part: 'installation' }, now });
    return now;
  });
}

export const roomRegistered = (code = `ROOM-${randomUUID().slice(0, 8).toUpperCase()}`): AnyEvent => ({
  type: 'RoomRegistered',
  v: 1,
  code,
});
export const newRoomStream = (): string => streamOf('room', randomUUID());
