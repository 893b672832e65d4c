import { expect, test } from '@jest/globals';
import { readConfig } from './config.js';

test('all faults of the simulator configuration are reported together', () => {
  const read = readConfig({ AUTOLOG_SIMULATOR_PORT: 'x', AUTOLOG_SERVER_URL: 'ftp://a', AUTOLOG_SIMULATOR_SEED: '-1' });
  expect('faults' in read ? read.faults.map((fault) => fault.split(' ')[0]) : []).toEqual([
    'AUTOLOG_SERVER_URL',
    'AUTOLOG_SIMULATOR_SEED',
    'AUTOLOG_SIMULATOR_PORT',
    'AUTOLOG_SIMULATOR_CONTROL_PORT',
    'AUTOLOG_SIMULATOR_DIR',
  ]);
});
