import { expect, test } from '@jest/globals';
import { readLine } from './child-log.js';

test('a process that says ready is ready', () => {
  expect(readLine('{"level":30,"msg":"ready"}')).toEqual({ ready: true });
});

test('what went on as usual is no complaint', () => {
  expect(readLine('{"level":30,"msg":"request completed"}')).toEqual({ ready: false });
});

test('an error is kept with its cause', () => {
  const line = '{"level":50,"msg":"the server cannot start","err":{"message":"schema is older"}}';
  expect(readLine(line)).toEqual({ ready: false, complaint: 'the server cannot start: schema is older' });
});

test('plain text on the error stream is a complaint, a line of a stack is not', () => {
  expect(readLine('configuration: PORT is not set')).toEqual({
    ready: false,
    complaint: 'configuration: PORT is not set',
  });
  expect(readLine('    at start (file.js:1:2)')).toEqual({ ready: false });
  expect(readLine('Node.js v24.21.0')).toEqual({ ready: false });
  expect(readLine('')).toEqual({ ready: false });
});

test('a long complaint is cut to what a person reads', () => {
  expect(readLine('x'.repeat(1_000)).complaint?.length).toBeLessThan(310);
});
