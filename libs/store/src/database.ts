import { AsyncLocalStorage } from 'node:async_hooks';
import { DataSource, type EntityManager } from 'typeorm';
import type { ClientBase } from 'pg';
import { MIGRATIONS } from '@autolog/migrations/list';
import { sqlState } from './sql-state.js';

const CONNECTIONS_MAX = 16;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 20_000;
const ATTEMPTS_MAX = 3;

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';

export type DatabaseRow = Readonly<Record<string, unknown>>;

/** One pool, one way into a transaction. Who acts is always an argument; only the connection is ambient. */
export class Database {
  readonly #current = new AsyncLocalStorage<EntityManager>();
  readonly #afterCommit = new AsyncLocalStorage<(() => void)[]>();

  private constructor(readonly dataSource: DataSource) {}

  static async connect(url: string, options: { connectionsMax?: number } = {}): Promise<Database> {
    const dataSource = new DataSource({
      type: 'postgres',
      url,
      synchronize: false,
      migrationsRun: false,
      migrations: [...MIGRATIONS],
      migrationsTransactionMode: 'each',
      logging: false,
      extra: {
        max: options.connectionsMax ?? CONNECTIONS_MAX,
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        statement_timeout: STATEMENT_TIMEOUT_MS,
        idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
        options: '-c TimeZone=UTC',
        application_name: 'autolog',
      },
    });
    await dataSource.initialize();
    return new Database(dataSource);
  }

  /** The open transaction. There is no fallback: a write outside a transaction is a bug and throws at once. */
  get currentTransaction(): EntityManager {
    const tx = this.#current.getStore();
    if (!tx) throw new Error('no transaction is open: wrap the caller in database.transaction()');
    return tx;
  }

  /** Tells transactions apart; undefined outside of one. */
  get transactionId(): object | undefined {
    return this.#current.getStore();
  }

  /** Joins an open transaction, else opens one and repeats the whole of it on a deadlock or serialization failure. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.#current.getStore()) return work();
    for (let attempt = 1; ; attempt += 1) {
      const after: (() => void)[] = [];
      try {
        const result = await this.dataSource.transaction((tx) =>
          this.#current.run(tx, () => this.#afterCommit.run(after, work)),
        );
        for (const run of after) run();
        return result;
      } catch (error) {
        const state = sqlState(error);
        const again = state === SERIALIZATION_FAILURE || state === DEADLOCK_DETECTED;
        if (!again || attempt >= ATTEMPTS_MAX) throw error;
      }
    }
  }

  /** Runs when the open transaction has committed, and never when it has not. */
  onCommit(run: () => void): void {
    const after = this.#afterCommit.getStore();
    if (!after) throw new Error('no transaction is open: nothing would ever commit');
    after.push(run);
  }

  /** Inside a transaction its connection, else one of the pool: for reading. */
  async query<R extends DatabaseRow = DatabaseRow>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    const runner = this.#current.getStore() ?? this.dataSource.manager;
    const result: unknown = await runner.query(sql, [...parameters]);
    // An UPDATE or DELETE answers [rows, count]; everything else answers its rows.
    if (Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number') {
      return result[0] as R[];
    }
    return result as R[];
  }

  /** The pg client of the open transaction, for COPY. */
  async pgClient(): Promise<ClientBase> {
    const runner = this.currentTransaction.queryRunner;
    if (!runner) throw new Error('the open transaction has no query runner');
    return (await runner.connect()) as ClientBase;
  }

  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
