import type { OperationLine } from '@autolog/contract/batch';
import type { DayColumn } from './day-columns.js';
import type { ProcessDay } from './process-day.js';

type OperationColumn = DayColumn<Pick<OperationLine, 'status'>>;

const isDone = ({ operations }: OperationColumn): boolean => operations.every(({ status }) => status === 'done');

/**
 * The column of a running batch: today; the column before day 0 while that is not done; the column after the last day
 * once that is over. Undefined before the start, and for a recipe without days.
 */
export function currentColumn(
  columns: readonly OperationColumn[],
  today: ProcessDay | undefined,
): OperationColumn | undefined {
  const days = columns.filter(({ place }) => place === 'day');
  const [first] = days;
  const last = days.at(-1);
  if (today === undefined || first === undefined || last === undefined) return undefined;
  const before = columns.find(({ place }) => place === 'before');
  const after = columns.find(({ place }) => place === 'after');
  if (before !== undefined && !isDone(before) && today.day <= (first.day ?? 0)) return before;
  const current = days.findLast(({ day }) => (day ?? 0) <= today.day) ?? first;
  return current === last && after !== undefined && isDone(last) ? after : current;
}
