import type { Problem } from '@autolog/contract/problem';

// The only file that uses IndexedDB. A command is on disk before it is sent: a power cut between the press and the
// reply neither loses nor repeats it. An entry has no names, free text or secrets: only id, address, value as typed,
// person id and times.

const DATABASE = 'autolog';
const STORE = 'outbox';
export const OUTBOX_ENTRIES_MAX = 50;

export type OutboxEntry = Readonly<{
  id: string;
  order: number;
  person: string;
  path: string;
  body: unknown;
  /** Site time, as this browser knew it, when the command was saved. */
  savedAt: number | undefined;
  /** The server's answer, kept until its person has seen it. */
  refused?: Problem;
}>;

let connection: Promise<IDBDatabase> | undefined;

const openDatabase = (): Promise<IDBDatabase> =>
  (connection ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => {
      connection = undefined;
      reject(request.error ?? new Error('the outbox cannot be opened'));
    };
  }));

/** Resolves when the transaction is on disk, not when it is in a buffer. */
async function inTransaction<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openDatabase();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: 'strict' });
    const request = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () =>
      reject(transaction.error ?? new Error('the outbox cannot be written'));
  });
}

export const outboxStore = {
  all: async (): Promise<readonly OutboxEntry[]> =>
    (
      await inTransaction<OutboxEntry[]>('readonly', (objectStore) => objectStore.getAll() as IDBRequest<OutboxEntry[]>)
    ).toSorted((a, b) => a.order - b.order),
  save: async (entry: OutboxEntry): Promise<void> =>
    void (await inTransaction('readwrite', (objectStore) => objectStore.put(entry))),
  remove: async (id: string): Promise<void> =>
    void (await inTransaction('readwrite', (objectStore) => objectStore.delete(id))),
};
