import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseCommandLine } from './command-line.js';
import { CommandError } from './errors/command-error.js';

const faultOf = (...words: string[]): CommandError => {
  try {
    parseCommandLine(words);
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error('the words were accepted');
};

describe('the words after autolog', () => {
  test('start keeps its data in ./data and has its devices unless told otherwise', () => {
    expect(parseCommandLine(['start'])).toEqual({
      command: 'start',
      data: resolve('data'),
      devices: true,
      empty: false,
    });
    expect(parseCommandLine(['start', '--port', '9000', '--data', '/srv/autolog', '--no-demo-devices'])).toEqual({
      command: 'start',
      data: '/srv/autolog',
      port: 9000,
      devices: false,
      empty: false,
    });
    expect(parseCommandLine(['start', '--empty'])).toMatchObject({ devices: true, empty: true });
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

  test.each([['help'], ['--help'], ['simulate', '--help'], ['verify', 'x.zip', '-h']])(
    '%s %s asks for help',
    (...words) => {
      expect(parseCommandLine(words)).toEqual({ command: 'help' });
    },
  );

  test('recipe check speaks English unless told otherwise', () => {
    const plain = { command: 'recipe check', file: resolve('x.yaml'), language: 'en', json: false };
    expect(parseCommandLine(['recipe', 'check', 'x.yaml'])).toEqual(plain);
    expect(parseCommandLine(['recipe', 'check', 'x.yaml', '--language', 'nl', '--json'])).toEqual({
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
    expect(parseCommandLine([...words, '--role', 'planner', '--role', 'technician'])).toMatchObject({
      roles: ['planner', 'technician'],
    });
    expect(faultOf(...words).exitCode).toBe(64);
    expect(faultOf(...words, '--role', 'superuser').message).toContain('qualified_person');
  });

  test('simulate plays a recipe clean and with seed 1 unless told otherwise, and on a server it needs its devices', () => {
    const recipe = resolve('x.yaml');
    expect(parseCommandLine(['simulate', '--recipe', 'x.yaml'])).toEqual({
      command: 'simulate',
      recipe,
      seeds: [1],
      scenarios: ['clean'],
      json: false,
    });
    const there = ['--server', 'http://localhost:8080/', '--device', 'PRODIGY-1=http://127.0.0.1:9091'];
    expect(
      parseCommandLine([
        'simulate',
        '--recipe',
        'x.yaml',
        '--seed',
        '2-3',
        '--scenario',
        'co2-alarm',
        '--json',
        ...there,
      ]),
    ).toEqual({
      command: 'simulate',
      recipe,
      seeds: [2, 3],
      scenarios: ['co2-alarm'],
      json: true,
      server: {
        address: 'http://localhost:8080',
        devices: [{ code: 'PRODIGY-1', control: 'http://127.0.0.1:9091' }],
      },
    });
    expect(faultOf('simulate').message).toContain('--recipe');
    expect(faultOf('simulate', '--recipe', 'x', '--server', 'http://localhost').message).toContain('--device');
    expect(faultOf('simulate', '--recipe', 'x', '--seed', 'many').message).toContain('many');
  });
});
