import type { BatchReply } from '@autolog/contract/batch';
import { useState } from 'react';
import { siteClock } from '../../time/site-clock.js';

/**
 * Site time at which the record was last seen to change, in UTC milliseconds. A chart that followed the clock itself
 * would ask for its readings again at every tick.
 */
export function useChartNow(batch: BatchReply): number {
  const [latest, setLatest] = useState(() => ({ asOf: batch.asOf, now: currentTime(batch) }));
  if (latest.asOf === batch.asOf) return latest.now;
  const next = { asOf: batch.asOf, now: Math.max(latest.now, currentTime(batch)) };
  setLatest(next);
  return next.now;
}

/** Site time; before the first beat, the newest time in the record. */
const currentTime = (batch: BatchReply): number => siteClock.now() ?? newestMoment(batch);

const newestMoment = (batch: BatchReply): number =>
  Math.max(
    Date.parse(batch.createdAt),
    ...[
      batch.startedAt,
      batch.finishedAt,
      ...batch.steps.flatMap((line) => [line.startedAt, line.performedAt]),
    ].flatMap((at) => (at === undefined ? [] : [Date.parse(at)])),
  );
