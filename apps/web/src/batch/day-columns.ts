/** One column of the strip: a day of the process, or what comes before its first or after its last planned day. */
export type DayColumn<Each> = Readonly<{
  id: string;
  place: 'before' | 'day' | 'after' | 'whole';
  day?: number;
  operations: readonly Each[];
}>;

/** In a longer plan the days on which nothing is planned are left out. */
const DAYS_MAX = 40;

/**
 * Operations by their planned day, with every day between the first and the last. An operation without a day comes
 * before the first planned day, after the last one, or on the day that it follows. A recipe without days is one column.
 */
export function dayColumnsOf<Each extends Readonly<{ day?: number }>>(
  operations: readonly Each[],
): readonly DayColumn<Each>[] {
  const first = operations.findIndex(({ day }) => day !== undefined);
  const last = operations.findLastIndex(({ day }) => day !== undefined);
  if (first < 0) return operations.length === 0 ? [] : [{ id: 'whole', place: 'whole', operations }];
  const byDay = new Map<number, Each[]>();
  let today = operations[first]?.day ?? 0;
  for (const operation of operations.slice(first, last + 1)) {
    today = operation.day ?? today;
    byDay.set(today, [...(byDay.get(today) ?? []), operation]);
  }
  const ends = (place: 'before' | 'after', part: readonly Each[]): readonly DayColumn<Each>[] =>
    part.length === 0 ? [] : [{ id: place, place, operations: part }];
  return [
    ...ends('before', operations.slice(0, first)),
    ...daysOf(byDay).map((day) => ({ id: `day-${day}`, place: 'day' as const, day, operations: byDay.get(day) ?? [] })),
    ...ends('after', operations.slice(last + 1)),
  ];
}

function daysOf(byDay: ReadonlyMap<number, unknown>): readonly number[] {
  const planned = [...byDay.keys()].toSorted((a, b) => a - b);
  const [from = 0] = planned;
  const to = planned.at(-1) ?? from;
  return to - from >= DAYS_MAX ? planned : Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

/** Operations in the order of their days. */
export const orderedByDay = <Each extends Readonly<{ day?: number }>>(operations: readonly Each[]): readonly Each[] =>
  dayColumnsOf(operations).flatMap((column) => column.operations);

/** The first and the last planned day, such as the 12 in "day 5 of 12"; undefined without days. */
export function plannedDays(
  operations: readonly Readonly<{ day?: number }>[],
): Readonly<{ firstDay?: number; lastDay?: number }> {
  const days = operations.flatMap(({ day }) => (day === undefined ? [] : [day]));
  return days.length === 0 ? {} : { firstDay: Math.min(...days), lastDay: Math.max(...days) };
}
