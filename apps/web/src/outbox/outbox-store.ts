import type { Problem } from '@autolog/contract/live';

// The only IndexedDB. A command is on disk, durably, before it is sent: a power cut between press and reply loses
// nothing and doubles nothing. No names, no free text, no secrets: id, address, value as typed, person id, both clocks.

const DATABASE = 'autolog';
const STORE = 'outbox';
export const OUTBOX_MAX = 50;

export type Held = Readonly<{
  id: string;
  order: number;
  person: string;
  path: string;
  body: unknown;
  /** Site time as this panel knew it when the command was held. */
  heldAt: number | undefined;
  /** The server's answer, kept until its person has seen it. */
  refused?: Problem;
}>;

let opened: Promise<IDBDatabase> | undefined;

const open = (): Promise<IDBDatabase> =>
  (opened ??= new Promise((done, failed) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => done(request.result);
    request.onerror = () => {
      opened = undefined;
      failed(request.error ?? new Error('the outbox cannot be opened'));
    };
  }));

/** Resolves when the transaction is on disk, not when it is in a buffer. */
async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  return new Promise((done, failed) => {
    const transaction = database.transaction(STORE, mode, { durability: 'strict' });
    const request = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = transaction.onerror = () =>
      failed(transaction.error ?? new Error('the outbox cannot be written'));
  });
}

export const store = {
  all: async (): Promise<readonly Held[]> =>
    (await within<Held[]>('readonly', (held) => held.getAll() as IDBRequest<Held[]>)).toSorted(
      (a, b) => a.order - b.order,
    ),
  keep: async (held: Held): Promise<void> => void (await within('readwrite', (all) => all.put(held))),
  drop: async (id: string): Promise<void> => void (await within('readwrite', (all) => all.delete(id))),
};
