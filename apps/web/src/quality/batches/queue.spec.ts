import { expect, test } from '@jest/globals';
import type { BatchLine } from '@autolog/contract/batch';
import { countAwaitingQuality, batchQueues } from './queue.js';

const line = (number: string, status: BatchLine['status'], day: number): BatchLine => ({
  id: number,
  number,
  coi: 'MX-7K4P-22',
  orderNumber: 'A-2026-118',
  recipe: { id: 'r', code: 'CD19', version: '3', title: { en: 'CD19', nl: 'CD19' } },
  status,
  held: false,
  simulated: true,
  stepsDone: 0,
  stepsTotal: 12,
  exceptionsOpen: 0,
  exceptionsCritical: 0,
  createdAt: `2026-10-${String(day).padStart(2, '0')}T08:00:00.000Z`,
});

test('batches that wait for quality come first, the longest waiting on top', () => {
  const batches = [
    line('B-1', 'certified', 1),
    line('B-2', 'in_process', 2),
    line('B-3', 'finished', 9),
    line('B-4', 'reviewed', 3),
    line('B-5', 'finished', 4),
    line('B-6', 'rejected', 5),
  ];
  expect(
    batchQueues(batches).map(({ id: waiting, batches: group }) => [waiting, ...group.map((one) => one.number)]),
  ).toEqual([
    ['review', 'B-5', 'B-3'],
    ['certification', 'B-4'],
    ['running', 'B-2'],
    ['closed', 'B-6', 'B-1'],
  ]);
  expect(countAwaitingQuality(batches)).toBe(3);
  expect(batchQueues([])).toEqual([]);
});
