import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'nestjs-pino';
import type { LeafIndexes } from '@autolog/store/log-integrity';
import {
  checkpointCovering,
  signNewCheckpoint,
  type FileWitness,
  type SignedCheckpoint,
} from '@autolog/store/checkpoint';
import { DamagedRecord } from '@autolog/store/log-entry';
import { sequenceLog } from '@autolog/store/sequence-log';
import { APPENDED_CHANNEL } from '@autolog/store/log';
import type { SigningKey } from '@autolog/store/signing-key';
import type { DatabaseNotifications } from './database-notifications.js';
import type { Records } from './records.js';

const SWEEP_MS = 1_000;
/** An older transaction that is still open holds newer events back for a moment: look again soon. */
const RETRY_MS = 20;
/** Under load what was appended meanwhile is placed together: the price of one placing is much the same for ten. */
const RUN_INTERVAL_MS = 50;
const CHECKPOINT_MS = 10_000;
const FAILURE_PAUSE_MS = 1_000;

/** Gives the log its order and signs it: the part of a server process that keeps the record provable. */
export class CheckpointSigner implements OnApplicationBootstrap, OnApplicationShutdown {
  #running: Promise<void> | undefined;
  #runAgain = false;
  #ended = false;
  #timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly records: Records,
    private readonly notifications: DatabaseNotifications,
    private readonly logger: Logger,
    readonly key: SigningKey,
    private readonly witness: FileWitness,
    readonly origin: string,
  ) {}

  onApplicationBootstrap(): void {
    this.notifications.on(APPENDED_CHANNEL, () => this.#wake());
    this.#timers.push(setInterval(() => this.#wake(), SWEEP_MS));
    this.#timers.push(setInterval(() => void this.#signCheckpoint(), CHECKPOINT_MS));
    this.#wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#ended = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#running;
    await this.#signCheckpoint();
  }

  /**
   * Where events stand in the log, and a checkpoint over all of them, as soon as that is so; undefined when it takes
   * longer than `msMax`. `look` answers where they stand by now.
   */
  async waitForCheckpoint(
    readIndexes: () => Promise<LeafIndexes>,
    waitMsMax: number,
  ): Promise<Readonly<{ indexes: readonly number[]; signed: SignedCheckpoint }> | undefined> {
    const until = performance.now() + waitMsMax;
    let indexes: LeafIndexes;
    for (;;) {
      indexes ??= await readIndexes();
      const newest = indexes?.reduce((highest, index) => Math.max(highest, index), 0);
      const signed = newest === undefined ? undefined : await this.#checkpointCovering(newest);
      if (indexes && signed) return { indexes, signed };
      if (performance.now() > until) return undefined;
      await pause(RETRY_MS);
    }
  }

  /** A checkpoint over this leaf, signed now if there is none yet; undefined where none can be signed. */
  async #checkpointCovering(leaf: number): Promise<SignedCheckpoint | undefined> {
    const before = await checkpointCovering(this.records.database, leaf);
    if (before) return before;
    await this.#signCheckpoint();
    return checkpointCovering(this.records.database, leaf);
  }

  /** Throws when the log no longer continues what the witness has seen. */
  async assertWitnessAgrees(): Promise<void> {
    const fault = await this.witness.findContradiction(this.records.database);
    if (fault) throw new DamagedRecord(fault);
  }

  #wake(): void {
    if (this.#ended) return;
    this.#runAgain = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    while (this.#runAgain && !this.#ended) {
      this.#runAgain = false;
      try {
        const { leaves, waiting } = await sequenceLog(this.records.database);
        await pause(leaves > 0 || !waiting ? RUN_INTERVAL_MS : RETRY_MS);
        if (waiting) this.#runAgain = true;
      } catch (error) {
        this.logger.warn({ err: error, msg: 'the log could not be put in order; trying again' });
        await pause(FAILURE_PAUSE_MS);
        this.#runAgain = true;
      }
    }
  }

  async #signCheckpoint(): Promise<void> {
    try {
      await signNewCheckpoint(this.records.database, this.origin, this.key, (signed) => {
        this.witness.publish(signed);
      });
    } catch (error) {
      this.logger.error({ err: error, msg: 'no checkpoint could be signed' });
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
