import type { CommandReply } from '@autolog/contract/batch';
import { useSyncExternalStore } from 'react';
import { clock } from '../live/clock.js';
import { newKey, post, type Answer } from '../live/request.js';
import { OUTBOX_MAX, store, type Held } from './outbox-store.js';

const RETRY_MS = 2_000;
const LOCK = 'autolog-outbox';

type Waiting = (answer: Answer<CommandReply>) => void;
const waiting = new Map<string, Waiting>();
const listeners = new Set<() => void>();
let known: readonly Held[] = [];
let retry: ReturnType<typeof setTimeout> | undefined;
let person: string | undefined;

async function look(): Promise<void> {
  known = await store.all();
  for (const each of listeners) each();
}

/** One sender per browser, oldest first; on plain http there are no locks and no second window either. */
const alone = async (send: () => Promise<void>): Promise<void> =>
  'locks' in navigator ? void (await navigator.locks.request(LOCK, send)) : send();

/** Sends what this person pressed; the first without an answer stops the rest, a refusal does not. */
const drain = (): Promise<void> =>
  alone(async () => {
    clearTimeout(retry);
    for (const held of await store.all()) {
      if (held.person !== person || held.refused !== undefined) continue;
      const answer = await post<CommandReply>(held.path, held.body, held.id);
      if (answer.kind === 'unanswered') {
        waiting.get(held.id)?.(answer);
        retry = setTimeout(() => void drain(), RETRY_MS);
        break;
      }
      const tell = waiting.get(held.id);
      // Nobody waits any more (the page was loaded again): the refusal stays until its person has read it.
      if (answer.kind === 'refused' && tell === undefined) await store.keep({ ...held, refused: answer.problem });
      else await store.drop(held.id);
      waiting.delete(held.id);
      tell?.(answer);
    }
    await look();
  });

export const outbox = {
  who: (): string | undefined => person,
  /** Only commands of the person who is signed in are sent: a record is never attributed to whoever came next. */
  async signedIn(id: string | undefined): Promise<void> {
    person = id;
    await look();
    if (id !== undefined) await drain();
  },
  /** Holds a command on disk, then sends it; `hear` is called with every answer, the last of which is no silence. */
  async send(path: string, body: unknown, hear: Waiting): Promise<void> {
    if (person === undefined) throw new Error('a command without a person cannot be attributed');
    if (known.length >= OUTBOX_MAX) throw new Error('the outbox is full');
    const held = {
      id: newKey(),
      order: Math.max(0, ...known.map((each) => each.order)) + 1,
      person,
      path,
      body,
      heldAt: clock.now(),
    };
    await store.keep(held);
    waiting.set(held.id, hear);
    await look();
    await drain();
  },
  async seen(id: string): Promise<void> {
    await store.drop(id);
    await look();
  },
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
/** What has not been answered or not been read, of everybody, not only of who is signed in. */
export const useOutbox = (): readonly Held[] => useSyncExternalStore(subscribe, () => known);
