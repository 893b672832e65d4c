import type { Database } from './database.js';

/** The one way into a transaction. Everything of the store that is called within `work` takes part in it. */
export class Transactions {
  constructor(private readonly database: Database) {}

  /** Joins an open transaction, else opens one and repeats the whole of `work` on a deadlock or serialization failure. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.database.transaction(work);
  }

  /** Runs when the open transaction has committed, and never when it has not. */
  onCommit(run: () => void): void {
    this.database.onCommit(run);
  }
}
