import { checkPayload } from '@autolog/bundle/event-schema/check-payload';
import type { PersonId } from '@autolog/domain/brand';
import type { Recorded } from '@autolog/domain/event';
import type { EventOf, StreamCategory, StreamName } from '@autolog/domain/stream/stream';
import type { Database } from './database.js';
import { LOG_ENTRY_COLUMNS, readLogEntry, type LogEntryRow } from './log-entry.js';
import type { PersonNames } from './person-names.js';
import { personIdOf } from './projection/projected-event.js';

const INTEGER_MAX = 2_147_483_647;

/** Events of a stream after a sequence number, each the one that was hashed, and checked against its schema. */
export async function readStream<N extends StreamCategory>(
  database: Database,
  personNames: PersonNames,
  stream: StreamName,
  { after, through = INTEGER_MAX }: Readonly<{ after: number; through?: number }>,
): Promise<Recorded<EventOf[N]>[]> {
  const rows = await database.query<LogEntryRow>(
    `select ${LOG_ENTRY_COLUMNS} from event where stream = $1 and seq > $2 and seq <= $3 order by seq`,
    [stream, after, through],
  );
  const entries = rows.map(readLogEntry);
  await personNames.load(entries.map(({ actor }) => actor));
  return entries.map(({ type, v, payload, actor, at, seq }) => {
    checkPayload(type, v, payload);
    const name = personNames.nameOf(actor);
    const person = personIdOf(actor) as PersonId | undefined;
    return {
      event: { ...payload, type, v } as unknown as EventOf[N],
      stamp: { at, seq, ...(person && { person }), ...(name && { name }) },
    };
  });
}
