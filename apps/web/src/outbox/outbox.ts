import type { CommandReply } from '@autolog/contract/batch';
import { useSyncExternalStore } from 'react';
import { siteClock } from '../time/site-clock.js';
import { newCommandId, post, type RequestResult } from '../live/request.js';
import { OUTBOX_ENTRIES_MAX, outboxStore, type OutboxEntry } from './outbox-store.js';

const RETRY_MS = 2_000;
const LOCK = 'autolog-outbox';

type ResultListener = (answer: RequestResult<CommandReply>) => void;
const resultListeners = new Map<string, ResultListener>();
const listeners = new Set<() => void>();
let entries: readonly OutboxEntry[] = [];
let retryTimer: ReturnType<typeof setTimeout> | undefined;
let currentPerson: string | undefined;

async function reload(): Promise<void> {
  entries = await outboxStore.all();
  for (const each of listeners) each();
}

/** One sender per browser, oldest first; on plain http there are no locks and no second window either. */
const withLock = async (send: () => Promise<void>): Promise<void> =>
  'locks' in navigator ? void (await navigator.locks.request(LOCK, send)) : send();

/** Sends what this person pressed; the first without an answer stops the rest, a refusal does not. */
const sendPending = (): Promise<void> =>
  withLock(async () => {
    clearTimeout(retryTimer);
    for (const entry of await outboxStore.all()) {
      if (entry.person !== currentPerson || entry.refused !== undefined) continue;
      const result = await post<CommandReply>(entry.path, entry.body, entry.id);
      if (result.kind === 'unanswered') {
        resultListeners.get(entry.id)?.(result);
        retryTimer = setTimeout(() => void sendPending(), RETRY_MS);
        break;
      }
      const listener = resultListeners.get(entry.id);
      // Nobody waits any more (the page was loaded again): the refusal stays until its person has read it.
      if (result.kind === 'refused' && listener === undefined)
        await outboxStore.save({ ...entry, refused: result.problem });
      else await outboxStore.remove(entry.id);
      resultListeners.delete(entry.id);
      listener?.(result);
    }
    await reload();
  });

export const outbox = {
  person: (): string | undefined => currentPerson,
  /** Only commands of the person who is signed in are sent: a record is never attributed to whoever came next. */
  async setPerson(id: string | undefined): Promise<void> {
    currentPerson = id;
    await reload();
    if (id !== undefined) await sendPending();
  },
  /** Holds a command on disk, then sends it; `hear` is called with every answer, the last of which is no silence. */
  async send(path: string, body: unknown, onResult: ResultListener): Promise<void> {
    if (currentPerson === undefined) throw new Error('a command without a person cannot be attributed');
    if (entries.length >= OUTBOX_ENTRIES_MAX) throw new Error('the outbox is full');
    const entry = {
      id: newCommandId(),
      order: Math.max(0, ...entries.map((each) => each.order)) + 1,
      person: currentPerson,
      path,
      body,
      savedAt: siteClock.now(),
    };
    await outboxStore.save(entry);
    resultListeners.set(entry.id, onResult);
    await reload();
    await sendPending();
  },
  async dismiss(id: string): Promise<void> {
    await outboxStore.remove(id);
    await reload();
  },
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
/** What has not been answered or not been read, of everybody, not only of who is signed in. */
export const useOutbox = (): readonly OutboxEntry[] => useSyncExternalStore(subscribe, () => entries);
