import { expect, test } from '@jest/globals';
import { dayColumnsOf, orderedByDay, plannedDays } from './day-columns.js';

const operation = (id: string, day?: number) => ({ id, ...(day === undefined ? {} : { day }) });
const columnLabels = (operations: readonly ReturnType<typeof operation>[]): readonly string[] =>
  dayColumnsOf(operations).map((column) => `${column.id}: ${column.operations.map(({ id }) => id).join(' ')}`);

test('every day between the first and the last has its column, also one on which nothing is planned', () => {
  expect(columnLabels([operation('activate', 0), operation('transduce', 1), operation('harvest', 3)])).toEqual([
    'day-0: activate',
    'day-1: transduce',
    'day-2: ',
    'day-3: harvest',
  ]);
});

test('operations without a day come before the first day, after the last, or with the day they follow', () => {
  expect(
    columnLabels([
      operation('receive'),
      operation('seed', 0),
      operation('look'),
      operation('feed', 1),
      operation('freeze'),
    ]),
  ).toEqual(['before: receive', 'day-0: seed look', 'day-1: feed', 'after: freeze']);
});

test('a recipe without days is one column in its own order, and has no last day', () => {
  expect(columnLabels([operation('a'), operation('b')])).toEqual(['whole: a b']);
  expect(plannedDays([operation('a')])).toEqual({});
  expect(dayColumnsOf([])).toEqual([]);
});

test('a plan of half a year leaves out the days on which nothing is planned', () => {
  expect(columnLabels([operation('a', 0), operation('b', 180)])).toEqual(['day-0: a', 'day-180: b']);
  expect(plannedDays([operation('b', 180), operation('a', -1)])).toEqual({ firstDay: -1, lastDay: 180 });
});

test('an operation written later is listed on its day', () => {
  const operations = [operation('receive'), operation('feed', 5), operation('harvest', 12), operation('count', 5)];
  expect(orderedByDay(operations).map(({ id }) => id)).toEqual(['receive', 'feed', 'count', 'harvest']);
});
