import type { LiveMessage } from '@autolog/contract/live';
import type { MeReply } from '@autolog/contract/session';
import type { QueryClient } from '@tanstack/react-query';
import { clock, elapsedHere } from './clock.js';
import { readings } from './readings.js';
import { get } from './request.js';

/** A beat comes every 2 s; after 5 s without one every live figure is drawn as old (INV-9). */
const SILENCE_MS = 5_000;
const WATCH_MS = 500;
const REOPEN_MS = 500;
const REOPEN_MS_MAX = 4_000;
const FAILURES_BEFORE_ASKING_WHY = 2;
/** A view of the whole site: whatever stream moves, it is asked again. */
export const EVERYTHING = 'site-wide';
const NAMES = ['changed', 'beat', 'reading', 'reset', 'closed'] as const;

export type Connection = 'connecting' | 'connected' | 'disconnected' | 'signed out';

/**
 * The one stream of a window. It brings notices (stream, position), never content: views fetch again through the same
 * door as before. EventSource gives up for ever on 401 and 502, so this opens it again itself, from where it was.
 */
export class Live {
  readonly #queries: QueryClient;
  readonly #listeners = new Set<() => void>();
  readonly #noticed = new Map<string, number>();
  #source: EventSource | undefined;
  #after: number | undefined;
  #heardAt: number | undefined;
  #failures = 0;
  #reopening: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #connection: Connection = 'connecting';

  constructor(queries: QueryClient) {
    this.#queries = queries;
  }

  open(): void {
    this.#watch ??= setInterval(() => this.#listen(), WATCH_MS);
    clearTimeout(this.#reopening);
    this.#reopening = undefined;
    this.#source?.close();
    if (this.#connection === 'signed out') this.#say('connecting');
    const source = new EventSource(this.#after === undefined ? '/live' : `/live?after=${this.#after}`);
    this.#source = source;
    for (const name of NAMES) {
      source.addEventListener(name, (event) => {
        if (this.#source === source) this.#take(messageOf(name, event as MessageEvent<string>));
      });
    }
    source.onerror = () => this.#reopen();
  }

  close(): void {
    clearInterval(this.#watch);
    clearTimeout(this.#reopening);
    this.#watch = this.#reopening = undefined;
    this.#source?.close();
    this.#source = undefined;
  }

  connection = (): Connection => this.#connection;
  /** The last position the log is known to have in a stream; 0 when nothing was said. */
  noticed = (stream: string): number => this.#noticed.get(stream) ?? 0;
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Resolves when every view of the stream shows the log at least up to the position: only then "recorded" may be said. */
  async reached(stream: string, position: number): Promise<void> {
    this.#noticed.set(stream, Math.max(this.noticed(stream), position));
    await this.#refetch(stream);
  }

  /** For what a view shows of a device beside the log: no notice names it. */
  lookAgain = (stream: string): Promise<void> => this.#refetch(stream);

  #take(message: LiveMessage): void {
    this.#failures = 0;
    if (message.type === 'reading') return readings.take(message);
    if (message.type === 'closed') return this.#reopen();
    if (message.type === 'reset') void this.#queries.invalidateQueries();
    if (message.type === 'changed') {
      this.#noticed.set(message.stream, Math.max(this.noticed(message.stream), message.position));
      void this.#refetch(message.stream);
    }
    if (message.type === 'beat') {
      // What was fetched before the first beat may have missed a notice.
      if (this.#after === undefined) void this.#queries.invalidateQueries();
      clock.heard(message.siteMs, message.rate);
      this.#heardAt = elapsedHere();
      this.#say('connected');
    }
    this.#after = message.index;
  }

  /** Cancel first: an invalidation alone is ignored while the first fetch runs, and the screen stays old for good. */
  async #refetch(stream: string): Promise<void> {
    const [noun, id] = stream.split('/');
    const predicate = ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
      queryKey[0] === EVERYTHING ||
      (queryKey[0] === noun && (id === undefined || queryKey[1] === id || queryKey[1] === '*'));
    await this.#queries.cancelQueries({ predicate });
    await this.#queries.invalidateQueries({ predicate });
  }

  #listen(): void {
    const silent = this.#heardAt !== undefined && elapsedHere() - this.#heardAt > SILENCE_MS;
    if (silent && this.#connection === 'connected') {
      this.#say('disconnected');
      this.#reopen();
    }
  }

  #reopen(): void {
    this.#source?.close();
    this.#source = undefined;
    if (this.#reopening !== undefined) return;
    this.#failures += 1;
    const wait = Math.min(REOPEN_MS_MAX, REOPEN_MS * 2 ** Math.min(this.#failures, 5)) * (0.75 + Math.random() / 2);
    this.#reopening = setTimeout(() => void this.#again(), wait);
  }

  async #again(): Promise<void> {
    if (this.#failures >= FAILURES_BEFORE_ASKING_WHY) {
      const me = await get<MeReply>('/api/me');
      if (me.kind === 'refused') return this.#say('signed out');
      if (this.#heardAt === undefined || elapsedHere() - this.#heardAt > SILENCE_MS) this.#say('disconnected');
    }
    this.open();
  }

  #say(connection: Connection): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    for (const each of this.#listeners) each();
  }
}

const messageOf = (type: string, event: MessageEvent<string>): LiveMessage =>
  ({ ...(JSON.parse(event.data) as object), type }) as LiveMessage;
