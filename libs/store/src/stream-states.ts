import { LRUCache } from 'lru-cache';
import type { Recorded } from '@autolog/domain/event';
import type { EventOf, StreamCategory, StreamName } from '@autolog/domain/stream/stream';
import type { Log } from './log.js';

const STATES_MAX = 200;

type CachedState<State> = { state: State | undefined; seq: number };

/**
 * Evolved state per stream, so that a command reads only what is new. A state is used for a decision only after it was
 * caught up, inside the transaction, to the head that the transaction has locked. Only committed events are ever
 * kept: a transaction that decides again on what it has itself appended gets a state of its own, which ends with it.
 */
export class StreamStates<N extends StreamCategory, State> {
  readonly #cached = new LRUCache<StreamName, CachedState<State>>({ max: STATES_MAX });
  readonly #uncommitted = new WeakMap<object, Map<StreamName, CachedState<State>>>();

  constructor(
    private readonly log: Log,
    private readonly evolve: (state: State | undefined, stream: StreamName, recorded: Recorded<EventOf[N]>) => State,
    /** Where reading may begin instead of the first event; a draft of its own each time. */
    private readonly loadSnapshot: (stream: StreamName) => Promise<CachedState<State> | undefined> = () =>
      Promise.resolve(undefined),
  ) {}

  /** The state at the newest committed event this connection sees; `seq` is 0 where the stream is empty. */
  async load(stream: StreamName): Promise<Readonly<CachedState<State>>> {
    const transaction = this.log.uncommittedTransaction(stream);
    if (transaction) return this.#loadUncommitted(transaction, stream);
    const start = this.#cached.get(stream) ?? (await this.loadSnapshot(stream)) ?? { state: undefined, seq: 0 };
    const before = start.seq;
    const news = await this.log.read<N>(stream, before);
    // Looked up again after the wait: another request may have caught the same state up meanwhile.
    const known = this.#cached.get(stream) ?? start;
    if (known.seq < before) return this.load(stream);
    this.#catchUp(stream, known, news);
    this.#cached.set(stream, known);
    return known;
  }

  /** For a decision: locks the head, then loads exactly up to it. */
  async lock(stream: StreamName): Promise<Readonly<CachedState<State>>> {
    const head = (await this.log.lock([stream])).get(stream);
    if (head === undefined) return { state: undefined, seq: 0 };
    const known = await this.load(stream);
    if (known.seq !== head) throw new Error(`${stream} is at ${String(head)}, its events end at ${String(known.seq)}`);
    return known;
  }

  /** For a decision that must rest on nothing but the events: locks the head, then replays all of them. */
  async lockReplayed(stream: StreamName): Promise<Readonly<CachedState<State>>> {
    const head = (await this.log.lock([stream])).get(stream) ?? 0;
    const replayed: CachedState<State> = { state: undefined, seq: 0 };
    this.#catchUp(stream, replayed, await this.log.read<N>(stream));
    if (replayed.seq !== head)
      throw new Error(`${stream} is at ${String(head)}, its events end at ${String(replayed.seq)}`);
    return replayed;
  }

  async #loadUncommitted(transaction: object, stream: StreamName): Promise<Readonly<CachedState<State>>> {
    const own = this.#uncommitted.get(transaction) ?? new Map<StreamName, CachedState<State>>();
    this.#uncommitted.set(transaction, own);
    const known = own.get(stream) ?? { state: undefined, seq: 0 };
    own.set(stream, known);
    this.#catchUp(stream, known, await this.log.read<N>(stream, known.seq));
    return known;
  }

  #catchUp(stream: StreamName, known: CachedState<State>, news: readonly Recorded<EventOf[N]>[]): void {
    for (const recorded of news) {
      if (recorded.stamp.seq <= known.seq) continue;
      known.state = this.evolve(known.state, stream, recorded);
      known.seq = recorded.stamp.seq;
    }
  }
}
