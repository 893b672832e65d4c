import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Logger } from 'nestjs-pino';
import { APPENDED_CHANNEL } from '@autolog/store/log';
import { INDEXED_CHANNEL } from '@autolog/store/integrator';
import { READING_CHANNEL } from '@autolog/store/readings';
import type { Config } from '../config.js';
import { CONFIG } from '../record/config-token.js';

const RECONNECT_MS = 1_000;
const CHANNELS = [APPENDED_CHANNEL, INDEXED_CHANNEL, READING_CHANNEL] as const;
type Channel = (typeof CHANNELS)[number];

/**
 * One LISTEN connection per process. A notice is only a wake-up: whoever listens also polls, so a lost connection costs
 * a second and never a message.
 */
@Injectable()
export class Notices implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #listeners = new Map<Channel, Set<(payload: string) => void>>(CHANNELS.map((name) => [name, new Set()]));
  #client: pg.Client | undefined;
  #ended = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    void this.#connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#ended = true;
    await this.#client?.end().catch(() => undefined);
  }

  on(channel: Channel, listener: (payload: string) => void): void {
    this.#listeners.get(channel)?.add(listener);
  }

  async #connect(): Promise<void> {
    if (this.#ended) return;
    const client = new pg.Client({ connectionString: this.config.databaseUrl, application_name: 'autolog listen' });
    this.#client = client;
    client.on('notification', ({ channel, payload }) => {
      for (const listener of this.#listeners.get(channel as Channel) ?? []) listener(payload ?? '');
    });
    client.on('error', (error) => {
      this.logger.warn({ err: error }, 'the notice connection broke; polling goes on');
    });
    client.on('end', () => {
      if (!this.#ended) setTimeout(() => void this.#connect(), RECONNECT_MS);
    });
    try {
      await client.connect();
      for (const channel of CHANNELS) await client.query(`listen ${channel}`);
    } catch {
      await client.end().catch(() => undefined);
    }
  }
}
