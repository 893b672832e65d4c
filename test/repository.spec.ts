import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { editedMigrations, missingPaths, untracedRequirements, undocumentedRefusals } from './repository/documents.js';
import { incompleteEvents } from './repository/event-readers.js';
import { misplacedCode } from './repository/code-placement.js';
import { folderCycles } from './repository/folder-cycles.js';
import { retiredNames, retiredTexts } from './repository/retired-words.js';
import { misplacedSql } from './repository/sql-placement.js';
import { longFiles, longFunctions, lineStatistics } from './repository/sizes.js';
import { ROOT, repositoryFiles } from './repository/source-tree.js';
import type { Violation } from './repository/source-tree.js';
import { untranslatedTexts, hardCodedColours, unmatchedPhrases } from './repository/web-texts.js';
import {
  barrelFiles,
  meaninglessNames,
  textNotAboutProduct,
  todosWithoutIssue,
  suppressionsWithoutReason,
} from './repository/naming.js';

const files = repositoryFiles();
const released = JSON.parse(readFileSync(join(ROOT, 'test/repository/released-migrations.json'), 'utf8')) as Readonly<
  Record<string, string>
>;

/** One line per finding, so that a person reads what to do and not an array. */
const expectNoViolations = (findings: readonly Violation[]): void => expect(findings.join('\n')).toBe('');

test('a file fits in a head: at most 600 lines, a component 300', () => {
  console.log(lineStatistics(files));
  expectNoViolations(longFiles(files));
});
test('a function fits on a screen: at most 60 lines', () => expectNoViolations(longFunctions(files)));
test('names say something: no empty words, no abbreviations, no I before a type', () =>
  expectNoViolations(meaninglessNames(files)));
test('names use no retired word', () => expectNoViolations(retiredNames(files)));
test('comments, sentences and documents use no retired word', () => expectNoViolations(retiredTexts(files)));
test('no folders import each other in a circle', () => expectNoViolations(folderCycles(files)));
test('no file only passes on what others export', () => expectNoViolations(barrelFiles(files)));
test('a check is suppressed with a reason or not at all', () => expectNoViolations(suppressionsWithoutReason(files)));
test('a loose end has the number of its issue', () => expectNoViolations(todosWithoutIssue(files)));
test('the repository speaks of the product alone', () => expectNoViolations(textNotAboutProduct(files)));
test('environment, signature ids and writes are where they belong', () => expectNoViolations(misplacedCode(files)));
test('SQL is in libs/store and nowhere else', () => expectNoViolations(misplacedSql(files)));
test('every refusal is in docs/refusals.md and back', () => expectNoViolations(undocumentedRefusals(files)));
test('every event has a reader, a schema and a fixture', () => expectNoViolations(incompleteEvents(files)));
test('every requirement a test names is described, and every one described is tested', () =>
  expectNoViolations(untracedRequirements(files)));
test('every file and folder that a document names exists', () => expectNoViolations(missingPaths(files)));
test('a released migration is never edited', () => expectNoViolations(editedMigrations(files, released)));
test('colours are named in ui/tokens.css and nowhere else', () => expectNoViolations(hardCodedColours(files)));
test('every word on a screen is a phrase', () => expectNoViolations(untranslatedTexts(files)));
test('phrases have the same keys and the same facts in both languages', () =>
  expectNoViolations(unmatchedPhrases(files)));
