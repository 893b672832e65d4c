import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { UndescribedReply } from './reply-check.ts';
import { TestClient, type HttpAnswer, type Credentials } from './test-client.ts';

const RETRY_MS = 50;
const AWAY_MS_MAX = 60_000;

/** A command that was answered, and how often it was sent. */
export type AcknowledgedCommand = Readonly<{ key: string; path: string; status: number; sends: number }>;

/**
 * A person at a terminal with an outbox: every request is repeated until the server answers, a command always with the
 * same key and body.
 */
export class RetryingClient extends TestClient {
  readonly acknowledged: AcknowledgedCommand[] = [];

  constructor(
    address: string,
    who: Credentials,
    private readonly onSend: () => void = () => undefined,
  ) {
    super(address, who);
  }

  override async request<Reply>(
    method: string,
    path: string,
    body?: unknown,
    key: string = randomUUID(),
  ): Promise<HttpAnswer<Reply>> {
    const until = performance.now() + AWAY_MS_MAX;
    for (let sends = 1; ; sends += 1) {
      const answered = await this.#send<Reply>(method, path, body, key);
      if (answered && answered.status < 500) {
        if (method === 'POST') this.acknowledged.push({ key, path, status: answered.status, sends });
        return answered;
      }
      if (performance.now() > until) throw new Error(`${path} was never answered`);
      await wait(RETRY_MS);
    }
  }

  async #send<Reply>(method: string, path: string, body: unknown, key: string): Promise<HttpAnswer<Reply> | undefined> {
    if (method === 'POST') this.onSend();
    try {
      return await super.request<Reply>(method, path, body, key);
    } catch (error) {
      if (error instanceof UndescribedReply) throw error;
      return undefined; // killed while it answered, or not there yet
    }
  }
}
