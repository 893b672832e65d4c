import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { SCENARIO_NAMES } from '@autolog/simulation/batch-run-plan';
import { parseDevice, parseScenarios, parseSeeds, parseSimulate } from './simulate.js';

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

test('a device is its code and the address of its control port', () => {
  expect(parseDevice('PRODIGY-1=http://127.0.0.1:4842/')).toEqual({
    code: 'PRODIGY-1',
    control: 'http://127.0.0.1:4842',
  });
  for (const wrong of ['PRODIGY-1', 'PRODIGY-1=4842', 'prodigy=http://x'])
    expect(typeof parseDevice(wrong)).toBe('string');
});

test('simulate runs the recipe in the clean scenario with seed 1 by default', () => {
  expect(parseSimulate(['--recipe', 'x.yaml'])).toEqual({
    recipe: resolve('x.yaml'),
    seeds: [1],
    scenarios: ['clean'],
    json: false,
  });
  expect(() => parseSimulate([])).toThrow('--recipe');
  expect(() => parseSimulate(['--recipe', 'x', '--seed', 'many'])).toThrow('many');
});

test('on a running server simulate needs the devices of that server', () => {
  const server = ['--server', 'http://localhost:8080/', '--device', 'PRODIGY-1=http://127.0.0.1:9091'];
  const wanted = ['--seed', '2-3', '--scenario', 'co2-alarm', '--json'];
  expect(parseSimulate(['--recipe', 'x.yaml', ...wanted, ...server])).toEqual({
    recipe: resolve('x.yaml'),
    seeds: [2, 3],
    scenarios: ['co2-alarm'],
    json: true,
    server: {
      address: 'http://localhost:8080',
      devices: [{ code: 'PRODIGY-1', control: 'http://127.0.0.1:9091' }],
    },
  });
  expect(() => parseSimulate(['--recipe', 'x', '--server', 'http://localhost'])).toThrow('--device');
});
