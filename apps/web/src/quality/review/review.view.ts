import type { BatchReply } from '@autolog/contract/batch';
import { useState } from 'react';
import { clock } from '../../live/clock.js';
import { useView, type View } from '../../live/use-view.js';

export const useBatchView = (batch: string): View<BatchReply> =>
  useView<BatchReply>({ stream: `batch/${batch}`, path: `/api/batches/${batch}` });

/**
 * Site time at which the record was last seen to change, in UTC milliseconds. A chart that followed the clock itself
 * would ask for its readings again at every tick.
 */
export function useNow(batch: BatchReply): number {
  const [taken, setTaken] = useState(() => ({ asOf: batch.asOf, now: nowOr(batch) }));
  if (taken.asOf === batch.asOf) return taken.now;
  const next = { asOf: batch.asOf, now: Math.max(taken.now, nowOr(batch)) };
  setTaken(next);
  return next.now;
}

/** Before the first beat the newest moment of the record stands in for the clock. */
const nowOr = (batch: BatchReply): number => clock.now() ?? newest(batch);

const newest = (batch: BatchReply): number =>
  Math.max(
    Date.parse(batch.createdAt),
    ...[
      batch.startedAt,
      batch.finishedAt,
      ...batch.steps.flatMap((line) => [line.startedAt, line.performedAt]),
    ].flatMap((at) => (at === undefined ? [] : [Date.parse(at)])),
  );
