import { expect, test } from '@jest/globals';
import { dayColumnsOf } from './day-columns.js';
import { currentColumn } from './current-column.js';

type Status = 'waiting' | 'open' | 'done';
const operation = (status: Status, day?: number) => ({ status, ...(day === undefined ? {} : { day }) });
const columns = (received: Status, harvested: Status) =>
  dayColumnsOf([operation(received), operation('open', 0), operation(harvested, 2), operation('waiting')]);
const on = (day: number) => ({ day, share: 0.4 });

test('the current column is that of the day, also on a day without operations', () => {
  expect(currentColumn(columns('done', 'waiting'), on(0))?.id).toBe('day-0');
  expect(currentColumn(columns('done', 'waiting'), on(1))?.id).toBe('day-1');
  expect(currentColumn(columns('done', 'open'), on(9))?.id).toBe('day-2');
});

test('it is the column before day 0 while that is not done, and after the last day once that is done', () => {
  expect(currentColumn(columns('open', 'waiting'), on(0))?.id).toBe('before');
  expect(currentColumn(columns('done', 'done'), on(2))?.id).toBe('after');
});

test('without days or before the start there is no current column', () => {
  expect(currentColumn(dayColumnsOf([operation('open')]), on(0))).toBeUndefined();
  expect(currentColumn(columns('open', 'waiting'), undefined)).toBeUndefined();
});
