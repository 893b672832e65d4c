import type { StepLine } from '@autolog/contract/batch';
import type { Instant } from '@autolog/domain/brand';
import { millisOf } from '@autolog/domain/time';

const SOON_SECONDS = 30 * 60;

export type WindowStatus = Readonly<{
  phrase: 'opensIn' | 'closesIn' | 'overdueBy';
  at: string;
  level: 'plain' | 'soon' | 'overdue';
}>;

/** The end of a step's window that matters now; undefined where it has none. */
export function windowStatus(
  { opensAt, closesAt }: Pick<StepLine, 'opensAt' | 'closesAt'>,
  siteSeconds: number,
): WindowStatus | undefined {
  const secondsUntil = (at: string): number => millisOf(at as Instant) / 1000 - siteSeconds;
  if (opensAt !== undefined && secondsUntil(opensAt) > 0) return { phrase: 'opensIn', at: opensAt, level: 'plain' };
  if (closesAt === undefined) return undefined;
  if (secondsUntil(closesAt) <= 0) return { phrase: 'overdueBy', at: closesAt, level: 'overdue' };
  return { phrase: 'closesIn', at: closesAt, level: secondsUntil(closesAt) <= SOON_SECONDS ? 'soon' : 'plain' };
}
