import { createListeners } from '../ui/listeners.js';
import type { LiveMessage } from '@autolog/contract/live';
import type { MeReply } from '@autolog/contract/session';
import type { QueryClient } from '@tanstack/react-query';
import { siteClock, monotonicMs } from '../time/site-clock.js';
import { liveReadings } from './live-readings.js';
import { get } from './request.js';

/** A beat comes every 2 s; after 5 s without one every live value is marked as old (INV-9). */
const SILENCE_MS = 5_000;
const SILENCE_CHECK_MS = 500;
const REOPEN_MS = 500;
const REOPEN_MS_MAX = 4_000;
const FAILURES_BEFORE_SESSION_CHECK = 2;
/** A view of the whole site: it is fetched again when any stream changes. */
export const SITE_WIDE = 'site-wide';
const MESSAGE_TYPES = ['changed', 'beat', 'reading', 'reset', 'closed'] as const;

export type Connection = 'connecting' | 'connected' | 'disconnected' | 'signed out';

/**
 * The one event stream of a window. It brings notices (stream, position), never content: views fetch again with an
 * ordinary request. EventSource gives up on 401 and 502, so this class re-opens it from the last position.
 */
export class LiveUpdates {
  readonly #queryClient: QueryClient;
  readonly #listeners = createListeners();
  readonly #positions = new Map<string, number>();
  #source: EventSource | undefined;
  #lastIndex: number | undefined;
  #lastBeatAtMs: number | undefined;
  #failures = 0;
  #reopenTimer: ReturnType<typeof setTimeout> | undefined;
  #silenceTimer: ReturnType<typeof setInterval> | undefined;
  #connection: Connection = 'connecting';

  constructor(queryClient: QueryClient) {
    this.#queryClient = queryClient;
  }

  open(): void {
    this.#silenceTimer ??= setInterval(() => this.#checkSilence(), SILENCE_CHECK_MS);
    clearTimeout(this.#reopenTimer);
    this.#reopenTimer = undefined;
    this.#source?.close();
    if (this.#connection === 'signed out') this.#setConnection('connecting');
    const source = new EventSource(this.#lastIndex === undefined ? '/live' : `/live?after=${this.#lastIndex}`);
    this.#source = source;
    for (const name of MESSAGE_TYPES) {
      source.addEventListener(name, (event) => {
        if (this.#source === source) this.#receive(messageOf(name, event as MessageEvent<string>));
      });
    }
    source.onerror = () => this.#scheduleReopen();
  }

  close(): void {
    clearInterval(this.#silenceTimer);
    clearTimeout(this.#reopenTimer);
    this.#silenceTimer = this.#reopenTimer = undefined;
    this.#source?.close();
    this.#source = undefined;
  }

  connection = (): Connection => this.#connection;
  /** The last known position of a stream in the log; 0 when no notice has come. */
  knownPosition = (stream: string): number => this.#positions.get(stream) ?? 0;
  subscribe = this.#listeners.subscribe;

  /**
   * Resolves when every view of the stream shows the log up to the position at least; only then may a screen say
   * "recorded".
   */
  async catchUp(stream: string, position: number): Promise<void> {
    this.#positions.set(stream, Math.max(this.knownPosition(stream), position));
    await this.#refetch(stream);
  }

  /** For views that also show the device: no notice of the log tells when it changes. */
  refresh = (stream: string): Promise<void> => this.#refetch(stream);

  #receive(message: LiveMessage): void {
    this.#failures = 0;
    if (message.type === 'reading') return liveReadings.receive(message);
    if (message.type === 'closed') return this.#scheduleReopen();
    if (message.type === 'reset') void this.#queryClient.invalidateQueries();
    if (message.type === 'changed') {
      this.#positions.set(message.stream, Math.max(this.knownPosition(message.stream), message.position));
      void this.#refetch(message.stream);
    }
    if (message.type === 'beat') {
      // What was fetched before the first beat may have missed a notice.
      if (this.#lastIndex === undefined) void this.#queryClient.invalidateQueries();
      siteClock.synchronize(message.siteMs, message.rate);
      this.#lastBeatAtMs = monotonicMs();
      this.#setConnection('connected');
    }
    this.#lastIndex = message.index;
  }

  /** Cancels first: an invalidation alone is ignored while the first fetch runs, and the screen would stay old. */
  async #refetch(stream: string): Promise<void> {
    const [category, id] = stream.split('/');
    const predicate = ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
      queryKey[0] === SITE_WIDE ||
      (queryKey[0] === category && (id === undefined || queryKey[1] === id || queryKey[1] === '*'));
    await this.#queryClient.cancelQueries({ predicate });
    await this.#queryClient.invalidateQueries({ predicate });
  }

  #checkSilence(): void {
    const isSilent = this.#lastBeatAtMs !== undefined && monotonicMs() - this.#lastBeatAtMs > SILENCE_MS;
    if (isSilent && this.#connection === 'connected') {
      this.#setConnection('disconnected');
      this.#scheduleReopen();
    }
  }

  #scheduleReopen(): void {
    this.#source?.close();
    this.#source = undefined;
    if (this.#reopenTimer !== undefined) return;
    this.#failures += 1;
    const wait = Math.min(REOPEN_MS_MAX, REOPEN_MS * 2 ** Math.min(this.#failures, 5)) * (0.75 + Math.random() / 2);
    this.#reopenTimer = setTimeout(() => void this.#reopenNow(), wait);
  }

  async #reopenNow(): Promise<void> {
    if (this.#failures >= FAILURES_BEFORE_SESSION_CHECK) {
      const me = await get<MeReply>('/api/me');
      if (me.kind === 'refused') return this.#setConnection('signed out');
      if (this.#lastBeatAtMs === undefined || monotonicMs() - this.#lastBeatAtMs > SILENCE_MS)
        this.#setConnection('disconnected');
    }
    this.open();
  }

  #setConnection(connection: Connection): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    this.#listeners.notify();
  }
}

const messageOf = (type: string, event: MessageEvent<string>): LiveMessage =>
  ({ ...(JSON.parse(event.data) as object), type }) as LiveMessage;
