import type { StepLine } from '@autolog/contract/batch';
import type { Instant } from '@autolog/domain/brand';
import { millisOf } from '@autolog/domain/time';

const SOON_SECONDS = 30 * 60;

export type WindowNow = Readonly<{
  says: 'opensIn' | 'closesIn' | 'overdueBy';
  at: string;
  level: 'plain' | 'soon' | 'overdue';
}>;

/** The end of a step's window that matters now; undefined where it has none. */
export function windowNow(
  { opensAt, closesAt }: Pick<StepLine, 'opensAt' | 'closesAt'>,
  siteSeconds: number,
): WindowNow | undefined {
  const left = (at: string): number => millisOf(at as Instant) / 1000 - siteSeconds;
  if (opensAt !== undefined && left(opensAt) > 0) return { says: 'opensIn', at: opensAt, level: 'plain' };
  if (closesAt === undefined) return undefined;
  if (left(closesAt) <= 0) return { says: 'overdueBy', at: closesAt, level: 'overdue' };
  return { says: 'closesIn', at: closesAt, level: left(closesAt) <= SOON_SECONDS ? 'soon' : 'plain' };
}
