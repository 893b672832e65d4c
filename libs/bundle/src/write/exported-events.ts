import type { StreamName } from '@autolog/domain/stream/stream';
import { collectRelatedEvents, EventReferences, type CanonicalEvent } from './related-events.js';

/** Where the events of one batch and the texts they name are read. The store implements it. */
export type EventSource = Readonly<{
  /** Events of the batch's own stream with a number above `after`, in order. */
  readOwn: (after: number) => Promise<readonly CanonicalEvent[]>;
  /** Events of these streams, of the types that a bundle of this batch holds. */
  readRelated: (streams: readonly StreamName[]) => Promise<readonly CanonicalEvent[]>;
  /** Free texts in order of their digests, as the bytes that were hashed. A text that was removed is absent. */
  readFreeTexts: (digests: readonly string[]) => Promise<readonly Uint8Array[]>;
}>;

type FreeTexts = Readonly<{ count: number; bytes: Uint8Array }>;
type ExportedEvent<Payload> = Readonly<{ type: string; payload: Payload; stream: string; seq: number; at: string }>;

const NEWLINE = new TextEncoder().encode('\n');

/** The events of a bundle that were read so far. `readNew` reads only what was appended since the last call. */
export class ExportedEvents {
  readonly #own: CanonicalEvent[] = [];
  readonly #references = new EventReferences();
  #all: readonly CanonicalEvent[] = [];

  constructor(
    private readonly source: EventSource,
    exporter: StreamName,
  ) {
    // The exporter acts in the last event of the bundle and must be found in it by name, like everybody else.
    if (exporter.startsWith('person/')) this.#references.people.add(exporter);
  }

  async readNew(): Promise<void> {
    const added = await this.source.readOwn(this.#own.at(-1)?.seq ?? 0);
    this.#references.collect(added);
    this.#own.push(...added);
    const related = await collectRelatedEvents(this.#references, this.source.readRelated);
    this.#all = [...related, ...this.#own];
  }

  /** The events that the batch refers to, then those of the batch itself. */
  get all(): readonly CanonicalEvent[] {
    return this.#all;
  }

  /** The free texts that these events name, one a line, byte for byte as they were hashed. */
  async freeTexts(): Promise<FreeTexts> {
    const texts = await this.source.readFreeTexts([...this.#references.texts]);
    return { count: texts.length, bytes: Buffer.concat(texts.flatMap((text) => [text, NEWLINE])) };
  }

  /** The payload of the first event of a type; undefined when there is none. */
  payloadOf<Payload>(type: string): Payload | undefined {
    return this.firstOf<Payload>(type)?.payload;
  }

  firstOf<Payload>(type: string): ExportedEvent<Payload> | undefined {
    const typeMember = `"type":"${type}"`;
    for (const { canonical } of this.#all) {
      // Searching the text is cheaper than parsing every event.
      if (!canonical.includes(typeMember)) continue;
      const event = JSON.parse(canonical) as ExportedEvent<Payload>;
      if (event.type === type) return event;
    }
    return undefined;
  }
}
