import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'nestjs-pino';
import type { Indexes } from '@autolog/store/chain';
import { checkpointOver, signNewest, type FileWitness, type Signed } from '@autolog/store/checkpoint';
import { DamagedRecord } from '@autolog/store/entry';
import { integrate } from '@autolog/store/integrator';
import { APPENDED_CHANNEL } from '@autolog/store/log';
import type { SigningKey } from '@autolog/store/signing-key';
import type { Notices } from '../live/notices.js';
import type { Records } from './record.js';

const SWEEP_MS = 1_000;
/** An older transaction that is still open holds newer events back for a moment: look again soon. */
const WAITING_MS = 20;
/** Under load what was appended meanwhile is placed together: the price of one placing is much the same for ten. */
const SPACING_MS = 50;
const CHECKPOINT_MS = 10_000;
const FAILURE_PAUSE_MS = 1_000;

/** Gives the log its order and signs it: the part of a server process that keeps the record provable. */
export class RecordKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  #running: Promise<void> | undefined;
  #again = false;
  #ended = false;
  #timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly records: Records,
    private readonly notices: Notices,
    private readonly logger: Logger,
    readonly key: SigningKey,
    private readonly witness: FileWitness,
    readonly origin: string,
  ) {}

  onApplicationBootstrap(): void {
    this.notices.on(APPENDED_CHANNEL, () => this.#wake());
    this.#timers.push(setInterval(() => this.#wake(), SWEEP_MS));
    this.#timers.push(setInterval(() => void this.#checkpoint(), CHECKPOINT_MS));
    this.#wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#ended = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#running;
    await this.#checkpoint();
  }

  /**
   * Where events stand in the log, and a checkpoint over all of them, as soon as that is so; undefined when it takes
   * longer than `msMax`. `look` answers where they stand by now.
   */
  async proven(
    look: () => Promise<Indexes>,
    msMax: number,
  ): Promise<Readonly<{ indexes: readonly number[]; signed: Signed }> | undefined> {
    const until = performance.now() + msMax;
    let indexes: Indexes;
    for (;;) {
      indexes ??= await look();
      const newest = indexes?.reduce((highest, index) => Math.max(highest, index), 0);
      const signed = newest === undefined ? undefined : await this.#checkpointOver(newest);
      if (indexes && signed) return { indexes, signed };
      if (performance.now() > until) return undefined;
      await pause(WAITING_MS);
    }
  }

  /** A checkpoint over this leaf, signed now if there is none yet; undefined where none can be signed. */
  async #checkpointOver(leaf: number): Promise<Signed | undefined> {
    const before = await checkpointOver(this.records.database, leaf);
    if (before) return before;
    await this.#checkpoint();
    return checkpointOver(this.records.database, leaf);
  }

  /** Throws when the log no longer continues what the witness has seen. */
  async demandWitnessed(): Promise<void> {
    const fault = await this.witness.fault(this.records.database);
    if (fault) throw new DamagedRecord(fault);
  }

  #wake(): void {
    if (this.#ended) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#ended) {
      this.#again = false;
      try {
        const { leaves, waiting } = await integrate(this.records.database);
        await pause(leaves > 0 || !waiting ? SPACING_MS : WAITING_MS);
        if (waiting) this.#again = true;
      } catch (error) {
        this.logger.warn({ err: error, msg: 'the log could not be put in order; trying again' });
        await pause(FAILURE_PAUSE_MS);
        this.#again = true;
      }
    }
  }

  async #checkpoint(): Promise<void> {
    try {
      await signNewest(this.records.database, this.origin, this.key, (signed) => {
        this.witness.publish(signed);
      });
    } catch (error) {
      this.logger.error({ err: error, msg: 'no checkpoint could be signed' });
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
