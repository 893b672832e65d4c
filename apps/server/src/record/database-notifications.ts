import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import { SEQUENCED_CHANNEL } from '@autolog/store/log-sequence';
import { NotificationListener } from '@autolog/store/notification-listener';
import { APPENDED_CHANNEL } from '@autolog/store/log';
import { READING_CHANNEL } from '@autolog/store/upload';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config-token.js';

const CHANNELS = [APPENDED_CHANNEL, SEQUENCED_CHANNEL, READING_CHANNEL] as const;
type Channel = (typeof CHANNELS)[number];

/** The notifications of the database: one connection for this process, with any number of listeners. */
@Injectable()
export class DatabaseNotifications implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #callbacks = new Map<string, Set<(payload: string) => void>>(CHANNELS.map((name) => [name, new Set()]));
  readonly #listener: NotificationListener;

  constructor(@Inject(CONFIG) config: Config, @Inject(Logger) logger: Logger) {
    this.#listener = new NotificationListener(
      config.databaseUrl,
      CHANNELS,
      (channel, payload) => {
        for (const callback of this.#callbacks.get(channel) ?? []) callback(payload);
      },
      (error) => {
        logger.warn({ err: error, msg: 'the LISTEN connection was lost; polling continues' });
      },
    );
  }

  onApplicationBootstrap(): void {
    void this.#listener.open();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#listener.close();
  }

  on(channel: Channel, callback: (payload: string) => void): void {
    this.#callbacks.get(channel)?.add(callback);
  }
}
