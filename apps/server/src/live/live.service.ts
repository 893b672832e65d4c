import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Response } from 'express';
import { Logger } from 'nestjs-pino';
import type { LiveMessage } from '@autolog/contract/live';
import { LeafStore, type LeafRow } from '@autolog/store/leaf';
import { SEQUENCED_CHANNEL } from '@autolog/store/log-sequence';
import { MerkleTree } from '@autolog/store/merkle-tree';
import { ReadingStore } from '@autolog/store/reading';
import { SiteClock } from '@autolog/store/site-clock';
import { READING_CHANNEL } from '@autolog/store/upload';
import { Sessions } from '../person/sessions.js';
import { DatabaseNotifications } from '../record/database-notifications.js';

const HEARTBEAT_MS = 2_000;
const POLL_MS = 1_000;
const READINGS_INTERVAL_MS = 1_000;
const LEAVES_PER_POLL_MAX = 1_000;
const CLIENTS_MAX = 500;
/** A client that does not read would fill memory: it is disconnected and reconnects by itself. */
const BUFFERED_BYTES_MAX = 1_000_000;

type LiveClient = { response: Response; session: Buffer };

/** Sends position notices to browsers in log order, without content: one cursor per process, one connection per browser. */
@Injectable()
export class LiveService implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #clients = new Set<LiveClient>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #devicesWithNewReadings = new Set<string>();
  #cursor = 0;
  #polling: Promise<void> | undefined;
  #pollAgain = false;

  constructor(
    @Inject(MerkleTree) private readonly tree: MerkleTree,
    @Inject(LeafStore) private readonly leaves: LeafStore,
    @Inject(ReadingStore) private readonly readings: ReadingStore,
    @Inject(SiteClock) private readonly clock: SiteClock,
    @Inject(DatabaseNotifications) private readonly notifications: DatabaseNotifications,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.#cursor = await this.tree.size();
    this.notifications.on(SEQUENCED_CHANNEL, () => void this.#poll());
    this.notifications.on(READING_CHANNEL, (device) => this.#devicesWithNewReadings.add(device));
    this.#every(POLL_MS, () => this.#poll());
    this.#every(HEARTBEAT_MS, () => this.#sendHeartbeat());
    this.#every(READINGS_INTERVAL_MS, () => this.#sendReadings());
  }

  onApplicationShutdown(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const client of this.#clients) {
      send(client, { type: 'closed', why: 'the server is stopping' });
      client.response.end();
    }
    this.#clients.clear();
  }

  get clientCount(): number {
    return this.#clients.size;
  }

  /** Opens a stream: first what the reader missed, the last position per stream, then what happens. */
  async open(response: Response, session: Buffer, after: number | undefined): Promise<void> {
    const client: LiveClient = { response, session };
    if (this.#clients.size >= CLIENTS_MAX) {
      send(client, { type: 'closed', why: 'too many open screens' });
      response.end();
      return;
    }
    response.on('close', () => this.#clients.delete(client));
    if (after !== undefined && after > this.#cursor) send(client, { type: 'reset', index: this.#cursor });
    // The log grows while it is read: repeat until nothing is left. With no await in between, the client is then added
    // and gets every later notice.
    for (let from = after ?? this.#cursor; from < this.#cursor;) {
      const to = this.#cursor;
      await this.#sendMissed(client, from, to);
      from = to;
    }
    this.#clients.add(client);
    send(client, await this.#heartbeatMessage());
  }

  async #sendMissed(client: LiveClient, from: number, to: number): Promise<void> {
    for (const row of await this.leaves.newestPerStream(from, to)) send(client, changedMessage(row));
  }

  /** Runs one poll at a time; a wake-up during a poll asks for one more. */
  #poll(): Promise<void> {
    if (this.#polling) {
      this.#pollAgain = true;
      return this.#polling;
    }
    this.#polling = this.#sendNewLeaves().finally(() => {
      this.#polling = undefined;
      if (!this.#pollAgain) return;
      this.#pollAgain = false;
      void this.#poll().catch((error: unknown) => {
        this.logger.warn({ err: error, msg: 'live poll' });
      });
    });
    return this.#polling;
  }

  async #sendNewLeaves(): Promise<void> {
    const rows = await this.leaves.from(this.#cursor, LEAVES_PER_POLL_MAX);
    const last = rows.at(-1);
    if (!last) return;
    this.#cursor = last.index + 1;
    // A burst in one stream is one notice: the last position says it all.
    const newest = new Map(rows.map((row) => [row.stream, row]));
    for (const row of newest.values()) for (const client of this.#clients) send(client, changedMessage(row));
    if (rows.length === LEAVES_PER_POLL_MAX) this.#pollAgain = true;
  }

  async #sendHeartbeat(): Promise<void> {
    if (this.#clients.size === 0) return;
    const message = await this.#heartbeatMessage();
    for (const client of this.#clients) {
      // A session that ended, or a role that changed, closes its stream within a beat (S9, S20).
      const alive = await this.sessions.find(client.session);
      if (alive) send(client, message);
      else {
        send(client, { type: 'closed', why: 'signed out' });
        client.response.end();
      }
    }
  }

  async #heartbeatMessage(): Promise<LiveMessage> {
    const { siteMs, serverMs, rate } = await this.clock.read();
    return { type: 'beat', index: this.#cursor, serverMs, siteMs, rate };
  }

  async #sendReadings(): Promise<void> {
    const devices = [...this.#devicesWithNewReadings];
    this.#devicesWithNewReadings.clear();
    if (this.#clients.size === 0) return;
    for (const device of devices) {
      for (const { signal, value, sourceTime, statusCode } of await this.readings.latestOf(device)) {
        for (const client of this.#clients) {
          send(client, { type: 'reading', device, signal, value, sourceTime, statusCode });
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

const changedMessage = (row: LeafRow): LiveMessage => ({
  type: 'changed',
  stream: row.stream,
  position: row.seq,
  index: row.index + 1,
});

function send({ response }: LiveClient, message: LiveMessage): void {
  if (response.writableEnded || response.destroyed) return;
  if (response.writableLength > BUFFERED_BYTES_MAX) {
    response.destroy();
    return;
  }
  const id = message.type === 'changed' ? `id: ${String(message.index)}\n` : '';
  response.write(`${id}event: ${message.type}\ndata: ${JSON.stringify(message)}\n\n`);
}
