import type { MemberDigest } from '@autolog/contract/bundle';
import type { Database } from '@autolog/store/database';
import type { StreamName } from '@autolog/store/event';
import { batchLines, References, relatedLines, textBytes, type Line } from '@autolog/store/export-events';
import { digestOf } from '@autolog/store/sha256';

/** What was read of a batch so far; catching up reads only what came since. */
export class RecordLines {
  readonly #own: Line[] = [];
  readonly #references = new References();
  #related: readonly Line[] = [];

  constructor(
    private readonly database: Database,
    private readonly batch: string,
    exporter: StreamName,
  ) {
    // Who takes the copy stands in its last event, and is to be found in it by name like everybody else.
    if (exporter.startsWith('person/')) this.#references.people.add(exporter);
  }

  async catchUp(): Promise<void> {
    const news = await batchLines(this.database, `batch/${this.batch}`, this.#own.at(-1)?.seq ?? 0);
    this.#references.read(news);
    this.#own.push(...news);
    this.#related = await relatedLines(this.database, this.batch, this.#references);
  }

  /** First what the batch rests on, the batch itself last. */
  get all(): readonly Line[] {
    return [...this.#related, ...this.#own];
  }

  /** Free texts that these events name, one a line, byte for byte as their digests were made. */
  async texts(): Promise<Readonly<{ count: number; bytes: Uint8Array }>> {
    const rows = await textBytes(this.database, [...this.#references.texts]);
    const newline = Buffer.from('\n');
    return { count: rows.length, bytes: Buffer.concat(rows.flatMap(({ bytes }) => [bytes, newline])) };
  }

  /** What the first event of a type says; undefined when there is none. */
  payloadOf<Payload>(type: string): Payload | undefined {
    return this.envelopeOf<Payload>(type)?.payload;
  }

  envelopeOf<Payload>(type: string): Envelope<Payload> | undefined {
    const named = `"type":"${type}"`;
    for (const { canonical } of this.all) {
      // Most lines are not it, and looking costs less than parsing.
      if (!canonical.includes(named)) continue;
      const event = JSON.parse(canonical) as Envelope<Payload>;
      if (event.type === type) return event;
    }
    return undefined;
  }
}

type Envelope<Payload> = Readonly<{ type: string; payload: Payload; stream: string; seq: number; at: string }>;

/** The lines as they stand in events.jsonl. */
export const asBytes = (lines: readonly Line[]): Uint8Array =>
  Buffer.from(lines.map(({ canonical }) => `${canonical}\n`).join(''));

export const memberDigest = (name: string, bytes: Uint8Array): MemberDigest => ({
  name,
  bytes: bytes.length,
  sha256: digestOf(bytes),
});
