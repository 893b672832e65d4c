import { streamOf, type StreamName } from '@autolog/domain/stream/stream';
import type { EventSource } from '@autolog/bundle/write/exported-events';
import {
  TYPES_ALWAYS_EXPORTED,
  TYPES_EXPORTED_OF_THIS_BATCH,
  type CanonicalEvent,
} from '@autolog/bundle/write/related-events';
import type { ContentStore } from './content.js';
import type { Database } from './database.js';

/** Events and free texts as a bundle needs them. */
export class EventExport {
  constructor(
    private readonly database: Database,
    private readonly content: ContentStore,
  ) {}

  /** What the bundle of a batch is written from. */
  sourceOf(batch: string): EventSource {
    return {
      readOwn: (after) => this.#readStream(streamOf('batch', batch), after),
      readRelated: (streams) => this.#readRelated(batch, streams),
      readFreeTexts: (digests) => this.content.freeTextBytes(digests),
    };
  }

  #readStream(stream: StreamName, after: number): Promise<CanonicalEvent[]> {
    return this.database.query<CanonicalEvent>(
      'select stream, seq, canonical from event where stream = $1 and seq > $2 order by seq',
      [stream, after],
    );
  }

  #readRelated(batch: string, streams: readonly StreamName[]): Promise<CanonicalEvent[]> {
    return this.database.query<CanonicalEvent>(
      `select stream, seq, canonical from event
        where stream = any($1) and (type = any($2) or (type = any($3) and payload ->> 'batch' = $4))`,
      [streams, TYPES_ALWAYS_EXPORTED, TYPES_EXPORTED_OF_THIS_BATCH, batch],
    );
  }
}
