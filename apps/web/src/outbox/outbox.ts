import type { CommandReply } from '@autolog/contract/reply';
import { useSyncExternalStore } from 'react';
import { createListeners } from '../ui/listeners.js';
import { siteClock } from '../time/site-clock.js';
import { newCommandId, post, type RequestResult } from '../live/request.js';
import { OUTBOX_ENTRIES_MAX, outboxStore, type OutboxEntry } from './outbox-store.js';

const RETRY_MS = 2_000;
const LOCK = 'autolog-outbox';

type ResultListener = (answer: RequestResult<CommandReply>) => void;
const resultListeners = new Map<string, ResultListener>();
const listeners = createListeners();
let entries: readonly OutboxEntry[] = [];
let retryTimer: ReturnType<typeof setTimeout> | undefined;
let currentPerson: string | undefined;

async function reload(): Promise<void> {
  entries = await outboxStore.all();
  listeners.notify();
}

/** One sender per browser, oldest first. On plain http the browser has no locks; only one window is used there. */
const withLock = async (send: () => Promise<void>): Promise<void> =>
  'locks' in navigator ? void (await navigator.locks.request(LOCK, send)) : send();

/** Sends the commands of this person. The first one without an answer stops the rest; a refusal does not. */
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
      // The page was loaded again, so nobody waits for this answer: the refusal is kept until its person has read it.
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
  /** Only the commands of the person who is signed in are sent, so that none is recorded under another name. */
  async setPerson(id: string | undefined): Promise<void> {
    currentPerson = id;
    await reload();
    if (id !== undefined) await sendPending();
  },
  /** Saves a command on disk, then sends it. `onResult` is called after every attempt, the last time with an answer. */
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

/** Commands without an answer and refusals not yet read, of everybody and not only of the person who is signed in. */
export const useOutbox = (): readonly OutboxEntry[] => useSyncExternalStore(listeners.subscribe, () => entries);
