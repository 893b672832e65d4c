import type { MemberDigest } from '@autolog/bundle/format';
import type { Database } from '@autolog/store/database';
import type { StreamName } from '@autolog/domain/stream/stream';
import {
  readBatchEvents,
  References,
  readRelatedEvents,
  readFreeTextBytes,
  type CanonicalEvent,
} from '@autolog/store/export-events';
import { digestOf } from '@autolog/bundle/sha256';

/** What was read of a batch so far; catching up reads only what came since. */
export class BatchEventLines {
  readonly #own: CanonicalEvent[] = [];
  readonly #references = new References();
  #related: readonly CanonicalEvent[] = [];

  constructor(
    private readonly database: Database,
    private readonly batch: string,
    exporter: StreamName,
  ) {
    // Who takes the copy stands in its last event, and is to be found in it by name like everybody else.
    if (exporter.startsWith('person/')) this.#references.people.add(exporter);
  }

  async readNew(): Promise<void> {
    const news = await readBatchEvents(this.database, `batch/${this.batch}`, this.#own.at(-1)?.seq ?? 0);
    this.#references.collect(news);
    this.#own.push(...news);
    this.#related = await readRelatedEvents(this.database, this.batch, this.#references);
  }

  /** First what the batch rests on, the batch itself last. */
  get all(): readonly CanonicalEvent[] {
    return [...this.#related, ...this.#own];
  }

  /** Free texts that these events name, one a line, byte for byte as their digests were made. */
  async freeTexts(): Promise<Readonly<{ count: number; bytes: Uint8Array }>> {
    const rows = await readFreeTextBytes(this.database, [...this.#references.texts]);
    const newline = Buffer.from('\n');
    return { count: rows.length, bytes: Buffer.concat(rows.flatMap(({ bytes }) => [bytes, newline])) };
  }

  /** What the first event of a type says; undefined when there is none. */
  payloadOf<Payload>(type: string): Payload | undefined {
    return this.envelopeOf<Payload>(type)?.payload;
  }

  envelopeOf<Payload>(type: string): EventEnvelope<Payload> | undefined {
    const named = `"type":"${type}"`;
    for (const { canonical } of this.all) {
      // Most lines are not it, and looking costs less than parsing.
      if (!canonical.includes(named)) continue;
      const event = JSON.parse(canonical) as EventEnvelope<Payload>;
      if (event.type === type) return event;
    }
    return undefined;
  }
}

type EventEnvelope<Payload> = Readonly<{ type: string; payload: Payload; stream: string; seq: number; at: string }>;

/** The lines as they stand in events.jsonl. */
export const linesAsBytes = (lines: readonly CanonicalEvent[]): Uint8Array =>
  Buffer.from(lines.map(({ canonical }) => `${canonical}\n`).join(''));

export const memberDigestOf = (name: string, bytes: Uint8Array): MemberDigest => ({
  name,
  bytes: bytes.length,
  sha256: digestOf(bytes),
});
