import { expect, test } from '@jest/globals';
import { SCENARIO_NAMES } from '@autolog/simulation/batch-run-plan';
import { parseDevice, parseScenarios, parseSeeds } from './simulate-options.js';
import { runPlans } from './simulate.js';

test('a seed is one number or a range', () => {
  expect(parseSeeds()).toEqual([1]);
  expect(parseSeeds('7')).toEqual([7]);
  expect(parseSeeds('3-6')).toEqual([3, 4, 5, 6]);
  for (const wrong of ['', 'seven', '6-3', '1-201', '99999999999', '1-2-3'])
    expect(typeof parseSeeds(wrong)).toBe('string');
});

test('a scenario is one of the list, or all of them', () => {
  expect(parseScenarios()).toEqual(['clean']);
  expect(parseScenarios('all')).toEqual(SCENARIO_NAMES);
  expect(parseScenarios('earthquake')).toContain('night-shift');
});

test('a device is its code and where it takes orders', () => {
  expect(parseDevice('PRODIGY-1=http://127.0.0.1:4842/')).toEqual({
    code: 'PRODIGY-1',
    control: 'http://127.0.0.1:4842',
  });
  for (const wrong of ['PRODIGY-1', 'PRODIGY-1=4842', 'prodigy=http://x'])
    expect(typeof parseDevice(wrong)).toBe('string');
});

test('every scenario is played with every seed, dealt out over the devices, each device in a room of its own', () => {
  const devices = [1, 2].map((n) => ({ code: `PRODIGY-${n}`, control: `http://127.0.0.1:${n}` }));
  const plays = runPlans({ seeds: [1, 2], scenarios: ['clean', 'wrong-lot'] }, 'CART', devices, [
    'ROOM-1',
    'ROOM-2',
    'ROOM-3',
  ]);
  expect(plays.map(({ scenario, seed, deviceCode, roomCode }) => [scenario, seed, deviceCode, roomCode])).toEqual([
    ['clean', 1, 'PRODIGY-1', 'ROOM-1'],
    ['clean', 2, 'PRODIGY-2', 'ROOM-2'],
    ['wrong-lot', 1, 'PRODIGY-1', 'ROOM-1'],
    ['wrong-lot', 2, 'PRODIGY-2', 'ROOM-2'],
  ]);
  expect(new Set(plays.map(({ coi }) => coi)).size).toBe(4);
});
