import type { BatchLine } from '@autolog/contract/batch';

/** Who the batch is waiting for: quality, the floor, or nobody. */
export type Waiting = 'review' | 'certification' | 'running' | 'not_started' | 'closed';

const WAITING: Readonly<Record<BatchLine['status'], Waiting>> = {
  finished: 'review',
  reviewed: 'certification',
  in_process: 'running',
  created: 'not_started',
  certified: 'closed',
  rejected: 'closed',
};

export const QUEUE = [
  'review',
  'certification',
  'running',
  'not_started',
  'closed',
] as const satisfies readonly Waiting[];

export const waitingFor = (line: Pick<BatchLine, 'status'>): Waiting => WAITING[line.status];

export type Group = Readonly<{ waiting: Waiting; batches: readonly BatchLine[] }>;

/** What waits for quality comes first, the longest waiting on top; what is closed comes last, the newest on top. */
export function queueOf(batches: readonly BatchLine[]): readonly Group[] {
  return QUEUE.map((waiting) => {
    const group = batches.filter((line) => waitingFor(line) === waiting);
    const oldestFirst = group.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
    return { waiting, batches: waiting === 'closed' ? oldestFirst.toReversed() : oldestFirst };
  }).filter((group) => group.batches.length > 0);
}

/** What the menu counts: batches that quality can act on now. */
export const awaitingQuality = (batches: readonly BatchLine[]): number =>
  batches.filter((line) => ['review', 'certification'].includes(waitingFor(line))).length;
