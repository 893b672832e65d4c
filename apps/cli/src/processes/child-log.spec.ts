import { expect, test } from '@jest/globals';
import { parseLogLine } from './child-log.js';

test('the line "ready" tells that the process is ready', () => {
  expect(parseLogLine('{"level":30,"msg":"ready"}')).toEqual({ ready: true });
});

test('a line below level error is no error', () => {
  expect(parseLogLine('{"level":30,"msg":"request completed"}')).toEqual({ ready: false });
});

test('an error is kept with its cause', () => {
  const line = '{"level":50,"msg":"the server cannot start","err":{"message":"schema is older"}}';
  expect(parseLogLine(line)).toEqual({ ready: false, errorText: 'the server cannot start: schema is older' });
});

test('the first line of a crash is an error, the rest of its stack is not', () => {
  expect(parseLogLine('TypeError: x is not a function')).toEqual({
    ready: false,
    errorText: 'TypeError: x is not a function',
  });
  expect(parseLogLine('  requireStack: []')).toEqual({ ready: false });
  expect(parseLogLine('configuration: PORT is not set')).toEqual({
    ready: false,
    errorText: 'configuration: PORT is not set',
  });
  expect(parseLogLine('    at start (file.js:1:2)')).toEqual({ ready: false });
  expect(parseLogLine('Node.js v24.21.0')).toEqual({ ready: false });
  expect(parseLogLine('')).toEqual({ ready: false });
});

test('all faults of the settings are kept', () => {
  const line = '{"level":60,"msg":"the settings are wrong","faults":["PORT is missing","DIR is missing"]}';
  expect(parseLogLine(line).errorText).toBe('the settings are wrong: PORT is missing; DIR is missing');
  expect(parseLogLine('configuration: PORT is not set').errorText).toBe('configuration: PORT is not set');
});

test('a long error is cut to 300 characters', () => {
  expect(parseLogLine(`Error: ${'x'.repeat(1_000)}`).errorText?.length).toBeLessThan(310);
});
