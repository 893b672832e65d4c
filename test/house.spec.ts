import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { editedMigrations, untracedRequirements, unwrittenRefusals } from './house/documents.js';
import { unreadableEvents } from './house/events.js';
import { outOfHome } from './house/homes.js';
import { longFiles, longFunctions, medianLines } from './house/sizes.js';
import { ROOT, filesOfTheRepository } from './house/tree.js';
import type { Finding } from './house/tree.js';
import { looseWords, strayColours, unevenPhrases } from './house/web.js';
import { barrels, emptyNames, foreignWords, looseEnds, silentSuppressions } from './house/words.js';

const files = filesOfTheRepository();
const released = JSON.parse(readFileSync(join(ROOT, 'test/house/released-migrations.json'), 'utf8')) as Readonly<
  Record<string, string>
>;

/** One line per finding, so that a person reads what to do and not an array. */
const expectNone = (findings: readonly Finding[]): void => expect(findings.join('\n')).toBe('');

test('a file fits in a head: at most 600 lines, a component 300', () => {
  console.log(medianLines(files));
  expectNone(longFiles(files));
});
test('a function fits on a screen: at most 60 lines', () => expectNone(longFunctions(files)));
test('names say something: no empty words, no abbreviations, no I before a type', () => expectNone(emptyNames(files)));
test('no file only passes on what others export', () => expectNone(barrels(files)));
test('a check is suppressed with a reason or not at all', () => expectNone(silentSuppressions(files)));
test('a loose end has the number of its issue', () => expectNone(looseEnds(files)));
test('the repository speaks of the product alone', () => expectNone(foreignWords(files)));
test('environment, signature ids and writes are where they belong', () => expectNone(outOfHome(files)));
test('every refusal is in docs/refusals.md and back', () => expectNone(unwrittenRefusals(files)));
test('every event has a reader, a schema and a fixture', () => expectNone(unreadableEvents(files)));
test('every requirement a test names is described, and every one described is tested', () =>
  expectNone(untracedRequirements(files)));
test('a released migration is never edited', () => expectNone(editedMigrations(files, released)));
test('colours are named in ui/tokens.css and nowhere else', () => expectNone(strayColours(files)));
test('every word on a screen is a phrase', () => expectNone(looseWords(files)));
test('phrases have the same keys and the same facts in both languages', () => expectNone(unevenPhrases(files)));
