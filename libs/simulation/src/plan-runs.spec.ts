import { expect, test } from '@jest/globals';
import { planRuns } from './plan-runs.js';

test('there is a run for every scenario with every seed, distributed over the devices, each device in a room of its own', () => {
  const devices = [1, 2].map((n) => ({ code: `PRODIGY-${n}`, control: `http://127.0.0.1:${n}` }));
  const plans = planRuns({ seeds: [1, 2], scenarios: ['clean', 'wrong-lot'] }, 'CART', devices, [
    'ROOM-1',
    'ROOM-2',
    'ROOM-3',
  ]);
  expect(plans.map(({ scenario, seed, deviceCode, roomCode }) => [scenario, seed, deviceCode, roomCode])).toEqual([
    ['clean', 1, 'PRODIGY-1', 'ROOM-1'],
    ['clean', 2, 'PRODIGY-2', 'ROOM-2'],
    ['wrong-lot', 1, 'PRODIGY-1', 'ROOM-1'],
    ['wrong-lot', 2, 'PRODIGY-2', 'ROOM-2'],
  ]);
  expect(new Set(plans.map(({ coi }) => coi)).size).toBe(4);
});
