import { setTimeout as pause } from 'node:timers/promises';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'nestjs-pino';
import type { CheckpointStore, SignedCheckpoint } from '@autolog/store/checkpoint';
import type { FileWitness } from '@autolog/store/file-witness';
import type { LeafIndexes } from '@autolog/store/leaf';
import { DamagedRecord } from '@autolog/store/log-entry';
import type { MerkleTree } from '@autolog/store/merkle-tree';
import type { SigningKey } from '@autolog/store/signing-key';
import type { LogSequencer } from './log-sequencer.js';

const CHECKPOINT_MS = 10_000;
const POLL_MS = 20;

/** By whom checkpoints are signed, and who has seen them. */
export type CheckpointIdentity = Readonly<{ key: SigningKey; witness: FileWitness; origin: string }>;

/** Signs the log as it grows and gives each checkpoint to the witness: what makes the record provable. */
export class CheckpointSigner implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  readonly key: SigningKey;
  readonly origin: string;
  readonly #witness: FileWitness;

  constructor(
    private readonly checkpoints: CheckpointStore,
    private readonly tree: MerkleTree,
    private readonly sequencer: LogSequencer,
    private readonly logger: Logger,
    { key, witness, origin }: CheckpointIdentity,
  ) {
    this.key = key;
    this.origin = origin;
    this.#witness = witness;
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.#signCheckpoint(), CHECKPOINT_MS);
  }

  /** Nest runs the shutdown hooks of a module in parallel: the order is kept here. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.sequencer.stop();
    await this.#signCheckpoint();
  }

  /**
   * Where events stand in the log, and a checkpoint over all of them, as soon as that is so; undefined when it takes
   * longer than `waitMsMax`. `readIndexes` answers where they stand by now.
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
      await pause(POLL_MS);
    }
  }

  /** Throws when the log no longer continues what the witness has seen. */
  async assertWitnessAgrees(): Promise<void> {
    const contradiction = await this.#witness.findContradiction(this.tree);
    if (contradiction) throw new DamagedRecord(contradiction);
  }

  /** A checkpoint over this leaf, signed now if there is none yet; undefined where none can be signed. */
  async #checkpointCovering(leaf: number): Promise<SignedCheckpoint | undefined> {
    const existing = await this.checkpoints.covering(leaf);
    if (existing) return existing;
    await this.#signCheckpoint();
    return this.checkpoints.covering(leaf);
  }

  async #signCheckpoint(): Promise<void> {
    try {
      await this.checkpoints.signNew(this.origin, this.key, (signed) => {
        this.#witness.publish(signed);
      });
    } catch (error) {
      this.logger.error({ err: error, msg: 'no checkpoint could be signed' });
    }
  }
}
