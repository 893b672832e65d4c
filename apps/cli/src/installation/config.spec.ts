import { expect, test } from '@jest/globals';
import { readConfig } from './config.js';
import { CommandError } from '../errors/command-error.js';

test('without settings it is port 8080 and the embedded database', () => {
  expect(readConfig({})).toEqual({ port: 8080, profile: 'demo', passedOn: {} });
});

test('a gmp site is founded on a database of its own, never on the embedded one', () => {
  const database = { DATABASE_URL: 'postgres://a/b', DATABASE_OWNER_URL: 'postgres://c/b' };
  expect(readConfig({ AUTOLOG_PROFILE: 'gmp', ...database }).profile).toBe('gmp');
  expect(() => readConfig({ AUTOLOG_PROFILE: 'gmp' })).toThrow(/database of its own/);
  expect(() => readConfig({ AUTOLOG_PROFILE: 'production' })).toThrow(/demo, training, gmp/);
});

test('all faults are listed in one error', () => {
  let fault: unknown;
  try {
    readConfig({ PORT: 'http', DATABASE_URL: 'mysql://x', AUTOLOG_PROFILE: 'gmp' });
  } catch (error) {
    fault = error;
  }
  expect(fault).toBeInstanceOf(CommandError);
  expect(fault).toMatchObject({ exitCode: 78 });
  expect(String(fault)).toMatch(/PORT[^]*DATABASE_OWNER_URL[^]*AUTOLOG_PROFILE/);
});

test('settings of other programs are not passed on', () => {
  const { passedOn } = readConfig({ PATH: '/bin', AUTOLOG_SWEEPER: 'off', AWS_SECRET: 'x', npm_config_token: 'y' });
  expect(passedOn).toEqual({ PATH: '/bin', AUTOLOG_SWEEPER: 'off' });
});
