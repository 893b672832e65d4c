import type { Batch } from './batch.js';

/**
 * Version of the text below and of the rules that made the state in it. Raise it whenever `evolveBatch` or `Batch`
 * changes what a history comes to: a snapshot of another format is not read, and the batch is replayed from its events.
 */
export const BATCH_SNAPSHOT_FORMAT = 1;

const MAPS = ['steps', 'anchors', 'timers', 'exceptions', 'opened'] as const;
type Plain = Readonly<Record<string, unknown>>;

/** The whole state as JSON text: maps and sets as arrays in the order in which the events filled them. */
export const snapshotOf = (state: Batch): string =>
  JSON.stringify({
    ...state,
    ...Object.fromEntries(MAPS.map((name) => [name, [...state[name].entries()]])),
    participants: [...state.participants],
  });

/** The state that a snapshot of this format holds, as a draft of the caller's own. Throws where the text is not JSON. */
export function batchOfSnapshot(text: string): Batch {
  const plain = JSON.parse(text) as Plain;
  const maps = MAPS.map((name) => [name, new Map(plain[name] as readonly (readonly [string, unknown])[])] as const);
  const participants = new Set(plain['participants'] as readonly string[]);
  return { ...plain, ...Object.fromEntries(maps), participants } as unknown as Batch;
}
