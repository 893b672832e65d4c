import type { SignalValue } from './cell-processor.js';

export type HistoricValue = Readonly<{ atMs: number; value: SignalValue }>;

/**
 * The past values of one signal, in memory, up to a fixed number: the oldest is overwritten. Numbers are kept in typed
 * arrays, which take a tenth of the memory of objects.
 */
export class SignalHistory {
  readonly #size: number;
  readonly #times: Float64Array;
  readonly #values: Float64Array | SignalValue[];
  #written = 0;

  constructor(kind: 'number' | 'text', size: number) {
    this.#size = size;
    this.#times = new Float64Array(size);
    this.#values = kind === 'number' ? new Float64Array(size) : [];
  }

  push(atMs: number, value: SignalValue): void {
    const place = this.#written % this.#size;
    this.#times[place] = atMs;
    (this.#values as SignalValue[])[place] = value;
    this.#written += 1;
  }

  /** At most `max` values from `fromMs` to `toMs`, both included, in the order they were measured. */
  between(fromMs: number, toMs: number, max: number): readonly HistoricValue[] {
    const found: HistoricValue[] = [];
    for (let n = Math.max(0, this.#written - this.#size); n < this.#written && found.length < max; n += 1) {
      const place = n % this.#size;
      const atMs = this.#times[place] as number;
      if (atMs >= fromMs && atMs <= toMs) found.push({ atMs, value: this.#values[place] as SignalValue });
    }
    return found;
  }
}
