import { useSiteSeconds } from '../time/site-clock.js';
import { useSite } from '../site/use-site.js';
import { dayZero, processDay, type ProcessDay } from './process-day.js';

type ProcessTimes = Readonly<{
  anchors: readonly Readonly<{ id: string; at: string }>[];
  startedAt?: string;
  finishedAt?: string;
  firstDay?: number;
}>;

/** The process day of a batch now, or when it finished; undefined before it was started. */
export function useProcessDay(batch: ProcessTimes): ProcessDay | undefined {
  const seconds = useSiteSeconds();
  const site = useSite();
  const zero = dayZero(batch);
  if (zero === undefined || site === undefined || seconds === undefined) return undefined;
  const at = batch.finishedAt === undefined ? seconds * 1000 : Date.parse(batch.finishedAt);
  return processDay(zero, at, site.zone);
}
