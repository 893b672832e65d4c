import type { BatchLine } from '@autolog/contract/batch';

/** Who the batch waits for: quality, production, or nobody. */
export type QueueGroup = 'review' | 'certification' | 'running' | 'not_started' | 'closed';

const GROUP_OF_STATUS: Readonly<Record<BatchLine['status'], QueueGroup>> = {
  finished: 'review',
  reviewed: 'certification',
  in_process: 'running',
  created: 'not_started',
  certified: 'closed',
  rejected: 'closed',
};

export const QUEUE_GROUPS = [
  'review',
  'certification',
  'running',
  'not_started',
  'closed',
] as const satisfies readonly QueueGroup[];

const queueGroupOf = (line: Pick<BatchLine, 'status'>): QueueGroup => GROUP_OF_STATUS[line.status];

export type BatchQueue = Readonly<{ id: QueueGroup; batches: readonly BatchLine[] }>;

/** Batches that wait for quality come first, the longest waiting on top; closed ones come last, the newest on top. */
export function batchQueues(batches: readonly BatchLine[]): readonly BatchQueue[] {
  return QUEUE_GROUPS.map((id) => {
    const group = batches.filter((line) => queueGroupOf(line) === id);
    const oldestFirst = group.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
    return { id, batches: id === 'closed' ? oldestFirst.toReversed() : oldestFirst };
  }).filter((group) => group.batches.length > 0);
}

/** The number in the menu: batches on which quality can act now. */
export const countAwaitingQuality = (batches: readonly BatchLine[]): number =>
  batches.filter((line) => ['review', 'certification'].includes(queueGroupOf(line))).length;
