import { randomUUID } from 'node:crypto';
import type { Problem } from '@autolog/contract/live';
import type { Meaning } from '@autolog/domain/signature';
import { commandId } from './command-id.js';

const REQUEST_MS_MAX = 30_000;

/** The server said no, or could not be understood. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';

  constructor(
    readonly status: number,
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
  }
}

export type Credentials = Readonly<{ userName: string; password: string }>;

/** One person's session, as a browser would hold it. */
export type Session = Readonly<{
  get: <Reply>(path: string) => Promise<Reply>;
  /** `name` says what is done, once for ever: the same name is the same command, however often it is sent. */
  post: <Reply>(path: string, body: object, name: string) => Promise<Reply>;
  /** Asks for a challenge over the command, then sends it signed; a `signer` of their own witnesses at this session. */
  sign: <Reply>(path: string, body: object, meaning: Meaning, name: string, signer?: Credentials) => Promise<Reply>;
  signOut: () => Promise<void>;
  /** Who is asking, for what takes longer than a request may. */
  headers: Readonly<Record<string, string>>;
}>;

/** Asks the server something. `headers` carry who is asking: a cookie or a token. */
export async function request(
  url: string,
  options: Readonly<{ method?: string; body?: object; headers?: Record<string, string>; stop: AbortSignal }>,
): Promise<Readonly<{ reply: unknown; cookie: string }>> {
  const { method = 'GET', body, headers = {}, stop } = options;
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.any([stop, AbortSignal.timeout(REQUEST_MS_MAX)]),
  });
  const text = await response.text();
  if (!response.ok) throw refusalOf(response.status, text, `${method} ${new URL(url).pathname}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  return { reply: text === '' ? undefined : (JSON.parse(text) as unknown), cookie };
}

/** What an answer that is no success says, as our server or any other put it. */
export function refusalOf(status: number, text: string, requestLine: string): RequestRefused {
  let problem: Partial<Problem> = {};
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    // Not from our server: the status says enough.
  }
  return new RequestRefused(
    status,
    problem.code ?? '',
    `${requestLine}: ${problem.detail ?? problem.title ?? `status ${status}`}`,
  );
}

/** Signs a person in at `address`. Throws RequestRefused with code SIGN_IN_FAILED when the server does not know them. */
export async function signIn(address: string, person: Credentials, stop: AbortSignal): Promise<Session> {
  const { userName, password } = person;
  const { cookie } = await request(`${address}/api/sign-in`, {
    method: 'POST',
    body: { userName, password, at: 'desk' },
    headers: { 'idempotency-key': randomUUID() },
    stop,
  });
  const post = async <Reply>(path: string, body: object, key: string): Promise<Reply> => {
    const headers = { cookie, 'idempotency-key': key };
    return (await request(`${address}${path}`, { method: 'POST', body, headers, stop })).reply as Reply;
  };
  return {
    get: async <Reply>(path: string) =>
      (await request(`${address}${path}`, { headers: { cookie }, stop })).reply as Reply,
    post: (path, body, name) => post(path, body, commandId(name)),
    sign: async <Reply>(path: string, body: object, meaning: Meaning, name: string, signer: Credentials = person) => {
      const asked = { meaning, path, body: JSON.stringify(body) };
      const { challenge } = await post<{ challenge: string }>('/api/signature-challenges', asked, randomUUID());
      const signature = { challenge, userName: signer.userName, password: signer.password };
      return post<Reply>(path, { ...body, signature }, commandId(name));
    },
    signOut: async () => {
      await post('/api/sign-out', {}, randomUUID());
    },
    headers: { cookie },
  };
}
