import { expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Settings } from './settings.js';

const read = (settings: Settings) => ({
  name: settings.text('NAME'),
  host: settings.text('HOST', '127.0.0.1'),
  port: settings.port('PORT', 8_080),
  count: settings.wholeNumber('COUNT', { byDefault: 2, min: 1, max: 9 }),
  mode: settings.choice('MODE', ['on', 'off'], 'on'),
  files: settings.paths('FILES'),
});

test('what is not set has its default, and an empty value counts as not set', () => {
  const settings = new Settings({ NAME: 'a', HOST: '', FILES: '' });
  const config = { name: 'a', host: '127.0.0.1', port: 8_080, count: 2, mode: 'on', files: [] };
  expect(settings.result(read(settings))).toEqual({ config });
});

test('what is set is read', () => {
  const settings = new Settings({ NAME: 'a', HOST: 'b', PORT: '1', COUNT: '9', MODE: 'off', FILES: 'c,d' });
  const config = { name: 'a', host: 'b', port: 1, count: 9, mode: 'off', files: ['c', 'd'] };
  expect(settings.result(read(settings))).toEqual({ config });
});

test('every fault is listed', () => {
  const settings = new Settings({ PORT: '65536', COUNT: '10', MODE: 'of', AUTOLOG_MODE: 'on' });
  settings.refuseUnknown('AUTOLOG_', ['AUTOLOG_HOST'], 'this program');
  expect(settings.result(read(settings))).toEqual({
    faults: [
      'AUTOLOG_MODE is not a setting of this program',
      'NAME is not set',
      'PORT must be a port number from 1 to 65535, and it is "65536"',
      'COUNT must be a whole number from 1 to 9, and it is "10"',
      'MODE must be one of on, off, and it is "of"',
    ],
  });
});

test.each(['', '-1', '1.5', '1e1', 'x'])('"%s" is neither a port nor a whole number', (text) => {
  const settings = new Settings({ A: text, B: text });
  settings.port('A');
  settings.wholeNumber('B', { byDefault: 2, min: 1, max: 9 });
  expect(settings.faults).toHaveLength(text === '' ? 1 : 2);
});

test('a secret is the value itself or the content of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'autolog-settings-'));
  const file = join(folder, 'secret');
  writeFileSync(file, 'of the file\n');
  expect(new Settings({ KEY_FILE: file }).secret('KEY')).toBe('of the file');
  expect(new Settings({ KEY: 'given', KEY_FILE: file }).secret('KEY')).toBe('given');
  rmSync(folder, { recursive: true });
  const settings = new Settings({ KEY_FILE: file });
  settings.secret('KEY');
  settings.secret('OTHER');
  expect(settings.faults).toEqual([`KEY_FILE names ${file}, which does not exist`, 'OTHER is not set']);
});
