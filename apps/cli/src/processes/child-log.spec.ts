import { expect, test } from '@jest/globals';
import { parseLogLine } from './child-log.js';

test('a process that says ready is ready', () => {
  expect(parseLogLine('{"level":30,"msg":"ready"}')).toEqual({ ready: true });
});

test('what went on as usual is no complaint', () => {
  expect(parseLogLine('{"level":30,"msg":"request completed"}')).toEqual({ ready: false });
});

test('an error is kept with its cause', () => {
  const line = '{"level":50,"msg":"the server cannot start","err":{"message":"schema is older"}}';
  expect(parseLogLine(line)).toEqual({ ready: false, complaint: 'the server cannot start: schema is older' });
});

test('the first line of a crash is a complaint, the rest of its stack is not', () => {
  expect(parseLogLine('TypeError: x is not a function')).toEqual({
    ready: false,
    complaint: 'TypeError: x is not a function',
  });
  expect(parseLogLine('  requireStack: []')).toEqual({ ready: false });
  expect(parseLogLine('configuration: PORT is not set')).toEqual({
    ready: false,
    complaint: 'configuration: PORT is not set',
  });
  expect(parseLogLine('    at start (file.js:1:2)')).toEqual({ ready: false });
  expect(parseLogLine('Node.js v24.21.0')).toEqual({ ready: false });
  expect(parseLogLine('')).toEqual({ ready: false });
});

test('faults of the settings are all kept', () => {
  const line = '{"level":60,"msg":"the settings are wrong","faults":["PORT is missing","DIR is missing"]}';
  expect(parseLogLine(line).complaint).toBe('the settings are wrong: PORT is missing; DIR is missing');
  expect(parseLogLine('configuration: PORT is not set').complaint).toBe('configuration: PORT is not set');
});

test('a long complaint is cut to what a person reads', () => {
  expect(parseLogLine(`Error: ${'x'.repeat(1_000)}`).complaint?.length).toBeLessThan(310);
});
