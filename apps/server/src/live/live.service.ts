import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Response } from 'express';
import { Logger } from 'nestjs-pino';
import type { LiveMessage } from '@autolog/contract/live';
import { INDEXED_CHANNEL, treeSize } from '@autolog/store/integrator';
import { latestOf } from '@autolog/store/reading-views';
import { READING_CHANNEL } from '@autolog/store/readings';
import { readSiteTime } from '@autolog/store/site';
import { Records } from '../record/record.js';
import { Sessions } from '../people/sessions.js';
import { Notices } from './notices.js';

const BEAT_MS = 2_000;
const POLL_MS = 1_000;
const READINGS_EVERY_MS = 1_000;
const NOTICES_PER_POLL_MAX = 1_000;
const STREAMS_MAX = 500;
/** A reader that does not take what is sent would fill memory: it is closed and comes back by itself. */
const BUFFERED_BYTES_MAX = 1_000_000;

type Reader = { response: Response; session: Buffer };
type LeafRow = { index: string; stream: string; seq: number };

/** Notices to screens, in the order of the log: pointers, never content. One cursor a process, one stream a browser. */
@Injectable()
export class LiveService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #readers = new Set<Reader>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #devices = new Set<string>();
  #cursor = 0;
  #polling: Promise<void> | undefined;
  #again = false;

  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(Notices) private readonly notices: Notices,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.#cursor = await treeSize(this.records.database);
    this.notices.on(INDEXED_CHANNEL, () => void this.#poll());
    this.notices.on(READING_CHANNEL, (device) => this.#devices.add(device));
    this.#every(POLL_MS, () => this.#poll());
    this.#every(BEAT_MS, () => this.#beat());
    this.#every(READINGS_EVERY_MS, () => this.#sendReadings());
  }

  onApplicationShutdown(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const reader of this.#readers) {
      send(reader, { type: 'closed', why: 'the server is stopping' });
      reader.response.end();
    }
    this.#readers.clear();
  }

  get readers(): number {
    return this.#readers.size;
  }

  /** Opens a stream: first what the reader missed, the last position per stream, then what happens. */
  async open(response: Response, session: Buffer, after: number | undefined): Promise<void> {
    const reader: Reader = { response, session };
    if (this.#readers.size >= STREAMS_MAX) {
      send(reader, { type: 'closed', why: 'too many open screens' });
      response.end();
      return;
    }
    response.on('close', () => this.#readers.delete(reader));
    if (after !== undefined && after > this.#cursor) send(reader, { type: 'reset', index: this.#cursor });
    // The log goes on while it is read: caught up only when nothing is left, and from that very moment told what comes.
    for (let from = after ?? this.#cursor; from < this.#cursor;) {
      const to = this.#cursor;
      await this.#catchUp(reader, from, to);
      from = to;
    }
    this.#readers.add(reader);
    send(reader, await this.#beatMessage());
  }

  async #catchUp(reader: Reader, from: number, to: number): Promise<void> {
    const rows = await this.records.database.query<LeafRow>(
      `select distinct on (stream) index::text as index, stream, seq from leaf
        where index >= $1 and index < $2 order by stream, index desc`,
      [from, to],
    );
    for (const row of rows) send(reader, changed(row));
  }

  /** Runs one poll at a time; a wake-up during a poll asks for one more. */
  #poll(): Promise<void> {
    if (this.#polling) {
      this.#again = true;
      return this.#polling;
    }
    this.#polling = this.#readNews().finally(() => {
      this.#polling = undefined;
      if (!this.#again) return;
      this.#again = false;
      void this.#poll().catch((error: unknown) => {
        this.logger.warn({ err: error, msg: 'live poll' });
      });
    });
    return this.#polling;
  }

  async #readNews(): Promise<void> {
    const rows = await this.records.database.query<LeafRow>(
      `select index::text as index, stream, seq from leaf where index >= $1 order by index limit ${String(NOTICES_PER_POLL_MAX)}`,
      [this.#cursor],
    );
    const last = rows.at(-1);
    if (!last) return;
    this.#cursor = Number(last.index) + 1;
    // A burst in one stream is one notice: the last position says it all.
    const newest = new Map(rows.map((row) => [row.stream, row]));
    for (const row of newest.values()) for (const reader of this.#readers) send(reader, changed(row));
    if (rows.length === NOTICES_PER_POLL_MAX) this.#again = true;
  }

  async #beat(): Promise<void> {
    if (this.#readers.size === 0) return;
    const message = await this.#beatMessage();
    for (const reader of this.#readers) {
      // A session that ended, or a role that changed, closes its stream within a beat (S9, S20).
      const alive = await this.sessions.find(reader.session);
      if (alive) send(reader, message);
      else {
        send(reader, { type: 'closed', why: 'signed out' });
        reader.response.end();
      }
    }
  }

  async #beatMessage(): Promise<LiveMessage> {
    const { siteMs, serverMs, rate } = await readSiteTime(this.records.database, this.records.site);
    return { type: 'beat', index: this.#cursor, serverMs, siteMs, rate };
  }

  async #sendReadings(): Promise<void> {
    const devices = [...this.#devices];
    this.#devices.clear();
    if (this.#readers.size === 0) return;
    for (const device of devices) {
      for (const { signal, value, sourceTime, statusCode } of await latestOf(this.records.database, device)) {
        for (const reader of this.#readers) {
          send(reader, { type: 'reading', device, signal, value, sourceTime, statusCode });
        }
      }
    }
  }

  #every(ms: number, run: () => Promise<void>): void {
    const timer = setInterval(() => {
      run().catch((error: unknown) => {
        this.logger.warn({ err: error, msg: 'live stream' });
      });
    }, ms);
    this.#timers.push(timer);
  }
}

const changed = (row: LeafRow): LiveMessage => ({
  type: 'changed',
  stream: row.stream,
  position: row.seq,
  index: Number(row.index) + 1,
});

function send({ response }: Reader, message: LiveMessage): void {
  if (response.writableEnded || response.destroyed) return;
  if (response.writableLength > BUFFERED_BYTES_MAX) {
    response.destroy();
    return;
  }
  const id = message.type === 'changed' ? `id: ${String(message.index)}\n` : '';
  response.write(`${id}event: ${message.type}\ndata: ${JSON.stringify(message)}\n\n`);
}
