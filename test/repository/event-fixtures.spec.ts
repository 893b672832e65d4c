import { expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_SCHEMAS, checkPayload } from '@autolog/bundle/event-schema/check-payload';
import { ROOT } from './source-tree.js';

const FOLDER = join(ROOT, 'test/fixtures/events');
const written = readdirSync(FOLDER).map((name) => name.replace(/\.json$/, ''));

const payloadsOf = (name: string): readonly object[] =>
  JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as readonly object[];

const check = (name: string, payload: object): void => {
  const [type = '', version = ''] = name.split('.');
  checkPayload(type, Number(version), payload);
};

test('[A11-17] there is a fixture for every version of every event', () => {
  expect(written.toSorted()).toEqual(Object.keys(EVENT_SCHEMAS).toSorted());
});

test.each(written)('[A11-17] the fixtures of %s match its schema', (name) => {
  const payloads = payloadsOf(name);
  expect(payloads.length).toBeGreaterThan(0);
  for (const payload of payloads) expect(() => check(name, payload)).not.toThrow();
});

test.each(written)('%s with an unknown field is refused as malformed', (name) => {
  expect(() => check(name, { ...payloadsOf(name)[0], unknown: 1 })).toThrow(/malformed/);
});
