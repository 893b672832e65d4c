import { Database } from './database.js';
import { ENTRY_COLUMNS, readEntry, type EntryRow } from './entry.js';
import type { AnyEvent, Noun } from './event.js';
import { PROJECTIONS, project } from './projection/project.js';
import type { Seen } from './projection/seen.js';
import { checkPayload } from './schema/check.js';

const EVENTS_PER_READ = 1_000;

/**
 * Empties every projection and fills it again from the log, stream by stream. Only within a stream do events depend on
 * each other, and only there is their order certain: a transaction that got its number first may have waited for a lock
 * and appended last. Nothing is fired: armed timers are rows again, no more. Answers how many events were read.
 */
export async function rebuild(ownerUrl: string, onProgress: (line: string) => void = () => undefined): Promise<number> {
  const database = await Database.connect(ownerUrl, { connectionsMax: 2 });
  try {
    return await database.transaction(async () => {
      await database.query('set local statement_timeout = 0');
      await database.query(`lock table stream in exclusive mode`);
      await database.query(`truncate ${PROJECTIONS.join(', ')}`);
      let read = 0;
      let from = { stream: '', seq: 0 };
      for (;;) {
        const rows = await database.query<EntryRow>(
          `select ${ENTRY_COLUMNS} from event where (stream, seq) > ($1, $2) order by stream, seq limit $3`,
          [from.stream, from.seq, EVENTS_PER_READ],
        );
        for (const run of runsOf(rows)) await project(database, run.stream, run.events);
        const last = rows.at(-1);
        if (!last) return read;
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
function runsOf(rows: readonly EntryRow[]): { stream: string; events: Seen<Noun>[] }[] {
  const runs: { stream: string; events: Seen<Noun>[] }[] = [];
  for (const row of rows) {
    const { seq, type, v, payload, actor, at } = readEntry(row);
    checkPayload(type, v, payload);
    const event = { ...payload, type, v } as unknown as AnyEvent;
    const seen = { seq, at, actor, event } as Seen<Noun>;
    const run = runs.at(-1);
    if (run?.stream === row.stream) run.events.push(seen);
    else runs.push({ stream: row.stream, events: [seen] });
  }
  return runs;
}
