import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readArguments } from './arguments.js';
import { CommandFault } from './fault.js';

const faultOf = (...words: string[]): CommandFault => {
  try {
    readArguments(words);
  } catch (error) {
    if (error instanceof CommandFault) return error;
    throw error;
  }
  throw new Error('the words were accepted');
};

describe('the words after autolog', () => {
  test('start keeps its data in ./data and has its devices unless told otherwise', () => {
    expect(readArguments(['start'])).toEqual({ command: 'start', data: resolve('data'), devices: true, empty: false });
    expect(readArguments(['start', '--port', '9000', '--data', '/srv/autolog', '--no-demo-devices'])).toEqual({
      command: 'start',
      data: '/srv/autolog',
      port: 9000,
      devices: false,
      empty: false,
    });
    expect(readArguments(['start', '--empty'])).toMatchObject({ devices: true, empty: true });
  });

  test.each([
    [[]],
    [['launch']],
    [['start', '--colour']],
    [['start', 'now']],
    [['recipe', 'cook', 'x.yaml']],
    [['recipe', 'check']],
    [['recipe', 'check', 'x.yaml', '--language', 'fr']],
  ])('words it does not know end with code 64 and how it is used: %j', (words: string[]) => {
    expect(faultOf(...words)).toMatchObject({ exitCode: 64, message: expect.stringContaining('autolog start') });
  });

  test('recipe check speaks English unless told otherwise', () => {
    const plain = { command: 'recipe check', file: resolve('x.yaml'), language: 'en', json: false };
    expect(readArguments(['recipe', 'check', 'x.yaml'])).toEqual(plain);
    expect(readArguments(['recipe', 'check', 'x.yaml', '--language', 'nl', '--json'])).toEqual({
      ...plain,
      language: 'nl',
      json: true,
    });
  });

  test.each(['0', '65536', '80a', '-1'])('%s is not a port', (port) => {
    expect(faultOf('start', `--port=${port}`)).toMatchObject({ exitCode: 64, message: expect.stringContaining(port) });
  });

  test('create-user takes one or more roles of the closed list', () => {
    const words = ['create-user', '--user-name', 'anna', '--name', 'Anna Prins'];
    expect(readArguments([...words, '--role', 'planner', '--role', 'technician'])).toMatchObject({
      roles: ['planner', 'technician'],
    });
    expect(faultOf(...words).exitCode).toBe(64);
    expect(faultOf(...words, '--role', 'superuser').message).toContain('qualified_person');
  });
});
