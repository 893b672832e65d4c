import { createHmac } from 'node:crypto';
import { canonicalBytes } from '@autolog/ledger/canonical';

/** A keyed digest that only this installation can make: its key is derived from a file, never from the database. */
export class InstallationMac {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** Of the canonical JSON of a value. Member names are part of it: they must never change. */
  of(value: unknown): Buffer {
    return createHmac('sha256', this.#key).update(canonicalBytes(value)).digest();
  }
}
