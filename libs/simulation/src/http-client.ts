import { randomUUID } from 'node:crypto';
import type { Problem } from '@autolog/contract/problem';
import type { Meaning } from '@autolog/domain/signature';
import { commandId } from './command-id.js';

const REQUEST_MS_MAX = 30_000;

/** The server refused a request, or its answer is not one of Autolog's. */
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

/** The session of one person. */
export type Session = Readonly<{
  get: <Reply>(path: string) => Promise<Reply>;
  /** The id of the command follows from `name`: the same name is the same command, however often it is sent. */
  post: <Reply>(path: string, body: object, name: string) => Promise<Reply>;
  /** Requests a challenge for the command and sends it signed, by `signer` where another person signs in this session. */
  sign: <Reply>(path: string, body: object, meaning: Meaning, name: string, signer?: Credentials) => Promise<Reply>;
  signOut: () => Promise<void>;
  /** The session's headers, for requests that take longer than REQUEST_MS_MAX. */
  headers: Readonly<Record<string, string>>;
}>;

/** Sends a request. `headers` have the session's cookie or a token. Throws RequestRefused. */
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

/** The error of an answer without success, from Autolog's server or any other. */
export function refusalOf(status: number, text: string, requestLine: string): RequestRefused {
  let problem: Partial<Problem> = {};
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    // Not from Autolog's server: the status is all that is known.
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
  // Each simulated person works at a screen of their own.
  const terminal = { 'autolog-terminal': commandId(`terminal of ${userName}`) };
  const { cookie } = await request(`${address}/api/sign-in`, {
    method: 'POST',
    body: { userName, password, at: 'desk' },
    headers: { ...terminal, 'idempotency-key': randomUUID() },
    stop,
  });
  const post = async <Reply>(path: string, body: object, key: string): Promise<Reply> => {
    const headers = { ...terminal, cookie, 'idempotency-key': key };
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
