import type { Recorded } from '@autolog/domain/batch/event';
import type { EventOf, Noun, StreamName } from './event.js';
import type { Log } from './log.js';

const STATES_MAX = 200;

type Known<State> = { state: State | undefined; seq: number };

/**
 * Evolved state per stream, so that a command reads only what is new. A state is used for a decision only after it was
 * caught up, inside the transaction, to the head that the transaction has locked. Only committed events are ever
 * kept: a transaction that decides again on what it has itself appended gets a state of its own, which ends with it.
 */
export class Streams<N extends Noun, State> {
  readonly #known = new Map<StreamName, Known<State>>();
  readonly #uncommitted = new WeakMap<object, Map<StreamName, Known<State>>>();

  constructor(
    private readonly log: Log,
    private readonly evolve: (state: State | undefined, stream: StreamName, recorded: Recorded<EventOf[N]>) => State,
  ) {}

  /** The state at the newest committed event this connection sees; `seq` is 0 where the stream is empty. */
  async load(stream: StreamName): Promise<Readonly<Known<State>>> {
    const transaction = this.log.uncommitted(stream);
    if (transaction) return this.#loadOwn(transaction, stream);
    const before = this.#known.get(stream)?.seq ?? 0;
    const news = await this.log.read<N>(stream, before);
    // Looked up again after the wait: another request may have caught the same state up meanwhile.
    const known = this.#known.get(stream) ?? { state: undefined, seq: 0 };
    if (known.seq < before) return this.load(stream);
    this.#catchUp(stream, known, news);
    this.#keep(stream, known);
    return known;
  }

  /** For a decision: locks the head, then loads exactly up to it. */
  async lock(stream: StreamName): Promise<Readonly<Known<State>>> {
    const head = (await this.log.lock([stream])).get(stream);
    if (head === undefined) return { state: undefined, seq: 0 };
    const known = await this.load(stream);
    if (known.seq !== head) throw new Error(`${stream} is at ${String(head)}, its events end at ${String(known.seq)}`);
    return known;
  }

  async #loadOwn(transaction: object, stream: StreamName): Promise<Readonly<Known<State>>> {
    const own = this.#uncommitted.get(transaction) ?? new Map<StreamName, Known<State>>();
    this.#uncommitted.set(transaction, own);
    const known = own.get(stream) ?? { state: undefined, seq: 0 };
    own.set(stream, known);
    this.#catchUp(stream, known, await this.log.read<N>(stream, known.seq));
    return known;
  }

  #catchUp(stream: StreamName, known: Known<State>, news: readonly Recorded<EventOf[N]>[]): void {
    for (const recorded of news) {
      if (recorded.stamp.seq <= known.seq) continue;
      known.state = this.evolve(known.state, stream, recorded);
      known.seq = recorded.stamp.seq;
    }
  }

  #keep(stream: StreamName, known: Known<State>): void {
    this.#known.delete(stream);
    this.#known.set(stream, known);
    if (this.#known.size <= STATES_MAX) return;
    const oldest = this.#known.keys().next();
    if (!oldest.done) this.#known.delete(oldest.value);
  }
}
