import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { CommandReply } from '@autolog/contract/reply';
import type { ChallengeReply } from '@autolog/contract/signature';
import type { Problem } from '@autolog/contract/problem';
import type { Meaning } from '@autolog/domain/signature';
import { replyCheckOf } from './reply-check.ts';

const REQUEST_MS_MAX = 20_000;
const RETRY_MS = 100;
/** How long a command is repeated while the server does not answer. */
const AWAY_MS_MAX = 60_000;

export type Credentials = Readonly<{ userName: string; password: string }>;
export type HttpAnswer<Reply> = Readonly<{ status: number; reply: Reply; problem?: Problem }>;

/** Thrown when the server refuses a request. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
  }
}

/** A signed-in person who sends requests over HTTP. */
export class TestClient {
  #cookie = '';

  constructor(
    readonly address: string,
    readonly credentials: Credentials,
    /** Id of the browser, which the record keeps; without one nothing is sent. */
    readonly terminal?: string,
  ) {}

  static async signIn(address: string, who: Credentials, at: 'terminal' | 'desk' = 'desk'): Promise<TestClient> {
    const client = new TestClient(address, who);
    await client.signIn(at);
    return client;
  }

  async signIn(at: 'terminal' | 'desk' = 'desk'): Promise<void> {
    const { userName, password } = this.credentials;
    const response = await this.#fetch('POST', '/api/sign-in', { userName, password, at });
    if (!response.ok) throw new ProblemError((await response.json()) as Problem);
    this.#cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
  }

  async get<Reply>(path: string): Promise<Reply> {
    const { reply, problem } = await this.request<Reply>('GET', path);
    if (problem) throw new ProblemError(problem);
    return reply;
  }

  /** Sends a command; with the same `key` it is the same command. */
  async post<Reply = CommandReply>(path: string, body: object, key: string = randomUUID()): Promise<Reply> {
    const { reply, problem } = await this.request<Reply>('POST', path, body, key);
    if (problem) throw new ProblemError(problem);
    return reply;
  }

  /** The code this command is refused with; throws when it was not refused. */
  async refusalCode(path: string, body: object): Promise<string> {
    const { problem } = await this.request('POST', path, body, randomUUID());
    if (!problem) throw new Error(`${path} was not refused`);
    return problem.code;
  }

  async challenge(meaning: Meaning, path: string, body: object): Promise<ChallengeReply> {
    return this.post<ChallengeReply>('/api/signature-challenges', { meaning, path, body: JSON.stringify(body) });
  }

  /** Asks for a challenge, then sends the command signed with user name and password. */
  async sign(
    meaning: Meaning,
    path: string,
    body: object,
    signer: Credentials = this.credentials,
  ): Promise<CommandReply> {
    const { challenge } = await this.challenge(meaning, path, body);
    return this.post(path, { ...body, signature: { challenge, ...signer } });
  }

  /** The code of the refusal: of the challenge, or of the signed command. */
  async signRefusalCode(
    meaning: Meaning,
    path: string,
    body: object,
    signer: Credentials = this.credentials,
  ): Promise<string> {
    const asked = { meaning, path, body: JSON.stringify(body) };
    const { reply, problem } = await this.request<ChallengeReply>('POST', '/api/signature-challenges', asked);
    if (problem) return problem.code;
    const { challenge } = reply;
    return this.refusalCode(path, { ...body, signature: { challenge, ...signer } });
  }

  /** Like `post`, but repeats the command with the same key until it is answered, as the outbox of a terminal does. */
  async postUntilAnswered<Reply = CommandReply>(
    path: string,
    body: object,
    key: string = randomUUID(),
  ): Promise<HttpAnswer<Reply>> {
    const until = performance.now() + AWAY_MS_MAX;
    for (;;) {
      try {
        const answered = await this.request<Reply>('POST', path, body, key);
        if (answered.status < 500) return answered;
      } catch (error) {
        if (performance.now() > until) throw error;
      }
      await wait(RETRY_MS);
    }
  }

  async request<Reply>(method: string, path: string, body?: unknown, key?: string): Promise<HttpAnswer<Reply>> {
    const response = await this.#fetch(method, path, body, key);
    const text = await response.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    const { status } = response;
    const contentType = response.headers.get('content-type') ?? '';
    replyCheckOf(this.address)?.assertDescribed({ method, path, status, contentType, body: parsed });
    if (response.ok) return { status, reply: parsed as Reply };
    return { status, reply: undefined as Reply, problem: parsed as Problem };
  }

  /** Downloads a file; throws when it is refused. */
  async download(path: string): Promise<Buffer> {
    const response = await this.#fetch('GET', path);
    if (!response.ok) throw new ProblemError((await response.json()) as Problem);
    return Buffer.from(await response.arrayBuffer());
  }

  /** The session cookie, for requests that a test makes without this client. */
  get cookie(): string {
    return this.#cookie;
  }

  async headersOf(path: string): Promise<Headers> {
    const response = await this.#fetch('GET', path);
    await response.body?.cancel();
    return response.headers;
  }

  #fetch(method: string, path: string, body?: unknown, key?: string): Promise<Response> {
    return fetch(`${this.address}${path}`, {
      method,
      headers: {
        cookie: this.#cookie,
        ...(this.terminal === undefined ? {} : { 'autolog-terminal': this.terminal }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_MS_MAX),
    });
  }
}
