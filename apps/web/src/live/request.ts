import type { Problem } from '@autolog/contract/problem';
import { browserSettings } from '../ui/browser-settings.js';

const REQUEST_TIMEOUT_MS = 15_000;

/** The result of a request: the reply of the server, its refusal, or no answer. */
export type RequestResult<T> =
  | Readonly<{ kind: 'answered'; reply: T }>
  | Readonly<{ kind: 'refused'; problem: Problem }>
  | Readonly<{ kind: 'unanswered'; problem?: Problem }>;

type Method = 'GET' | 'POST' | 'PUT';

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';

/** A new command id; also on plain http, where the browser has no randomUUID. */
export function newCommandId(): string {
  if ('randomUUID' in crypto) return crypto.randomUUID();
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
let unsavedTerminalId: string | undefined;

/** The id of this browser, made once. Where the browser forbids storage it lasts as long as the page. */
function terminalId(): string {
  const saved = browserSettings.terminalId();
  if (saved !== null && UUID.test(saved)) return saved;
  unsavedTerminalId ??= newCommandId();
  browserSettings.setTerminalId(unsavedTerminalId);
  return unsavedTerminalId;
}

async function sendRequest<T>(
  method: Method,
  path: string,
  body: unknown,
  key?: string,
  signal?: AbortSignal,
): Promise<RequestResult<T>> {
  const headers: Record<string, string> = { accept: 'application/json', 'autolog-terminal': terminalId() };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET') headers['idempotency-key'] = key ?? newCommandId();
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch {
    return { kind: 'unanswered' };
  }
  return resultOf<T>(response, text);
}

function resultOf<T>(response: Response, text: string): RequestResult<T> {
  let content: unknown;
  try {
    content = text === '' ? undefined : JSON.parse(text);
  } catch {
    return { kind: 'unanswered' };
  }
  if (response.ok) return { kind: 'answered', reply: content as T };
  if (!isProblem(content)) return { kind: 'unanswered' };
  // After a fault of the server the command may have been carried out or not, so it is sent again with the same id.
  return response.status >= 500 ? { kind: 'unanswered', problem: content } : { kind: 'refused', problem: content };
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<RequestResult<T>> =>
  sendRequest<T>('GET', path, undefined, undefined, signal);
/** `key` is the command id; give the same one on every attempt and the command happens once. */
export const post = <T>(path: string, body: unknown, key?: string): Promise<RequestResult<T>> =>
  sendRequest<T>('POST', path, body, key);
export const put = <T>(path: string, body: unknown, key?: string): Promise<RequestResult<T>> =>
  sendRequest<T>('PUT', path, body, key);
