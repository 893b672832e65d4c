import { streamOf, type StreamName } from '@autolog/domain/stream/stream';
import type { EventSource } from '@autolog/bundle/write/exported-events';
import {
  TYPES_ALWAYS_EXPORTED,
  TYPES_EXPORTED_OF_THIS_BATCH,
  type CanonicalEvent,
} from '@autolog/bundle/write/related-events';
import type { Database } from './database.js';

/** What the bundle of a batch is written from. */
export const exportedEventsOf = (database: Database, batch: string): EventSource => ({
  readOwn: (after) => readStreamAfter(database, streamOf('batch', batch), after),
  readRelated: (streams) => readRelatedEvents(database, batch, streams),
  readFreeTexts: (digests) => readFreeTexts(database, digests),
});

const readStreamAfter = (database: Database, stream: StreamName, after: number): Promise<CanonicalEvent[]> =>
  database.query<CanonicalEvent>(
    'select stream, seq, canonical from event where stream = $1 and seq > $2 order by seq',
    [stream, after],
  );

const readRelatedEvents = (
  database: Database,
  batch: string,
  streams: readonly StreamName[],
): Promise<CanonicalEvent[]> =>
  database.query<CanonicalEvent>(
    `select stream, seq, canonical from event
      where stream = any($1) and (type = any($2) or (type = any($3) and payload ->> 'batch' = $4))`,
    [streams, TYPES_ALWAYS_EXPORTED, TYPES_EXPORTED_OF_THIS_BATCH, batch],
  );

async function readFreeTexts(database: Database, digests: readonly string[]): Promise<readonly Uint8Array[]> {
  const rows = await database.query<{ bytes: Buffer }>(
    `select bytes from content where digest = any($1) and media = 'text/autolog' order by digest`,
    [digests],
  );
  return rows.map(({ bytes }) => bytes);
}

/** The number of a batch, if its record says that this export was made of it. */
export async function batchNumberOfExport(
  database: Database,
  batch: string,
  exportId: string,
): Promise<string | undefined> {
  const [row] = await database.query<{ number: string }>(
    `select b.number from batch b join event e on e.stream = 'batch/' || b.id
      where b.id = $1 and e.type = 'BatchExported' and e.payload ->> 'export' = $2`,
    [batch, exportId],
  );
  return row?.number;
}
