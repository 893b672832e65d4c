import { BatchSnapshots, EVENTS_PER_SNAPSHOT } from './batch-snapshot.js';
import { Database } from './database.js';
import { PersonNames } from './person-names.js';
import { LOG_ENTRY_COLUMNS, readLogEntry, type LogEntryRow } from './log-entry.js';
import type { AnyEvent } from '@autolog/domain/stream/stream';
import { PROJECTION_TABLES, projectEvents } from './project-events.js';
import type { ProjectedEvent } from './projection/projected-event.js';
import { checkPayload } from '@autolog/bundle/event-schema/check-payload';

const EVENTS_PER_READ = 1_000;

/**
 * Empties every projection and fills it again from the log, stream by stream. Only within a stream do events depend on
 * each other, and only there is their order certain: a transaction that got its number first may have waited for a lock
 * and appended last. Nothing is fired: armed timers are rows again, no more. Answers how many events were read.
 */
export async function rebuildProjections(
  ownerUrl: string,
  onProgress: (line: string) => void = () => undefined,
): Promise<number> {
  const database = await Database.connect(ownerUrl, { connectionsMax: 2 });
  try {
    return await database.transaction(async () => {
      await database.query('set local statement_timeout = 0');
      await database.query(`lock table stream in exclusive mode`);
      await database.query(`truncate ${PROJECTION_TABLES.join(', ')}`);
      let read = 0;
      let from = { stream: '', seq: 0 };
      for (;;) {
        const rows = await database.query<LogEntryRow>(
          `select ${LOG_ENTRY_COLUMNS} from event where (stream, seq) > ($1, $2) order by stream, seq limit $3`,
          [from.stream, from.seq, EVENTS_PER_READ],
        );
        for (const run of groupByStream(rows)) await projectEvents(database, run.stream, run.events);
        const last = rows.at(-1);
        if (!last) {
          await takeSnapshots(database);
          return read;
        }
        read += rows.length;
        from = last;
        onProgress(`${String(read)} events`);
      }
    });
  } finally {
    await database.close();
  }
}

/** Neighbouring events of one stream belong to one append and are projected together, as they were then. */
function groupByStream(rows: readonly LogEntryRow[]): { stream: string; events: ProjectedEvent<AnyEvent>[] }[] {
  const groups: { stream: string; events: ProjectedEvent<AnyEvent>[] }[] = [];
  for (const row of rows) {
    const { seq, type, v, payload, actor, at } = readLogEntry(row);
    checkPayload(type, v, payload);
    const event = { ...payload, type, v } as unknown as AnyEvent;
    const projected = { seq, at, actor, event };
    const group = groups.at(-1);
    if (group?.stream === row.stream) group.events.push(projected);
    else groups.push({ stream: row.stream, events: [projected] });
  }
  return groups;
}

/** Of every batch, once everybody has a name again: a snapshot holds the printed names of those who acted. */
async function takeSnapshots(database: Database): Promise<void> {
  const snapshots = new BatchSnapshots(database, new PersonNames(database));
  const heads = await database.query<{ stream: string; seq: number }>(
    `select stream, seq from stream where stream like 'batch/%' and seq >= $1`,
    [EVENTS_PER_SNAPSHOT],
  );
  for (const { stream, seq } of heads) await snapshots.update(stream, 0, seq);
}
