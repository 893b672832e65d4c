import pg from 'pg';

const RECONNECT_MS = 1_000;

/**
 * One LISTEN connection. A notification only wakes: every listener also polls, so a lost connection delays a message by
 * a second and loses none. `onLost` hears of every break.
 */
export class NotificationListener {
  #client: pg.Client | undefined;
  #ended = false;

  constructor(
    private readonly url: string,
    private readonly channels: readonly string[],
    private readonly onNotification: (channel: string, payload: string) => void,
    private readonly onConnectionLost: (error: Error) => void,
  ) {}

  async open(): Promise<void> {
    if (this.#ended) return;
    const client = new pg.Client({ connectionString: this.url, application_name: 'autolog listen' });
    this.#client = client;
    client.on('notification', ({ channel, payload }) => {
      this.onNotification(channel, payload ?? '');
    });
    client.on('error', this.onConnectionLost);
    client.on('end', () => {
      if (!this.#ended) setTimeout(() => void this.open(), RECONNECT_MS).unref();
    });
    try {
      await client.connect();
      for (const channel of this.channels) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch {
      // `end` follows, and with it the next attempt.
      await client.end().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    this.#ended = true;
    await this.#client?.end().catch(() => undefined);
  }
}
