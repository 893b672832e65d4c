import type { Digest } from '@autolog/domain/brand';
import type { Database } from './database.js';
import { digestOf } from '@autolog/bundle/sha256';

const CONTENT_BYTES_MAX = 4_000_000;

/** Bytes by digest: events hold the digest; what need not outlive its purpose can be shredded here. */
export class ContentStore {
  constructor(private readonly database: Database) {}

  /** Stores in the open transaction, or does nothing when the bytes are there already. */
  async put(bytes: Uint8Array, media: string): Promise<Digest> {
    if (bytes.length > CONTENT_BYTES_MAX) throw new Error(`content of ${String(bytes.length)} bytes`);
    const digest = digestOf(bytes);
    await this.database.query('insert into content (digest, media, bytes) values ($1, $2, $3) on conflict do nothing', [
      digest,
      media,
      Buffer.from(bytes),
    ]);
    return digest;
  }

  async get(digest: string): Promise<Uint8Array | undefined> {
    const [row] = await this.database.query<{ bytes: Buffer }>('select bytes from content where digest = $1', [digest]);
    return row?.bytes;
  }

  /** Free texts by digest, for a view; those that were shredded are absent. */
  async freeTexts(digests: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (digests.length === 0) return new Map();
    const rows = await this.database.query<{ digest: string; bytes: Buffer }>(
      `select digest, bytes from content where digest = any($1) and media = 'text/autolog'`,
      [digests],
    );
    return new Map(rows.map((row) => [row.digest, (JSON.parse(row.bytes.toString('utf8')) as { text: string }).text]));
  }

  /** The exact bytes of free texts, in order of their digests; those that were shredded are absent. */
  async freeTextBytes(digests: readonly string[]): Promise<readonly Uint8Array[]> {
    const rows = await this.database.query<{ bytes: Buffer }>(
      `select bytes from content where digest = any($1) and media = 'text/autolog' order by digest`,
      [digests],
    );
    return rows.map(({ bytes }) => bytes);
  }
}

/** Free text as it is kept: with a nonce, so that a short text cannot be guessed from its digest. */
export const encodeFreeText = (text: string, nonce: string): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ nonce, text }));
