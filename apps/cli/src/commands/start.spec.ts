import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseStart } from './start.js';

test('start keeps its data in ./data and starts its devices by default', () => {
  expect(parseStart([])).toEqual({ data: resolve('data'), devices: true, empty: false });
  expect(parseStart(['--port', '9000', '--data', '/srv/autolog', '--no-demo-devices'])).toEqual({
    data: '/srv/autolog',
    port: 9000,
    devices: false,
    empty: false,
  });
  expect(parseStart(['--empty'])).toMatchObject({ devices: true, empty: true });
});

test.each(['0', '65536', '80a', '-1'])('%s is not a port', (port) => {
  expect(() => parseStart([`--port=${port}`])).toThrow(`it is "${port}"`);
});
