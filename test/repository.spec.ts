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

test('a file has at most 600 lines, a component at most 300', () => {
  console.log(lineStatistics(files));
  expectNoViolations(longFiles(files));
});
test('a function has at most 60 lines', () => expectNoViolations(longFunctions(files)));
test('names contain no empty words, no abbreviations and no I before a type', () =>
  expectNoViolations(meaninglessNames(files)));
test('names use no retired word', () => expectNoViolations(retiredNames(files)));
test('comments, sentences and documents use no retired word', () => expectNoViolations(retiredTexts(files)));
test('no folders import each other in a circle', () => expectNoViolations(folderCycles(files)));
test('no file only re-exports', () => expectNoViolations(barrelFiles(files)));
test('every suppression of a check gives a reason', () => expectNoViolations(suppressionsWithoutReason(files)));
test('every TODO has an issue number', () => expectNoViolations(todosWithoutIssue(files)));
test('no file contains paths of a developer machine or filler text', () =>
  expectNoViolations(textNotAboutProduct(files)));
test('environment access, SignatureId casts, save() and schema synchronisation are only where allowed', () =>
  expectNoViolations(misplacedCode(files)));
test('SQL is in libs/store and nowhere else', () => expectNoViolations(misplacedSql(files)));
test('refusal codes and docs/refusals.md list the same sentences', () =>
  expectNoViolations(undocumentedRefusals(files)));
test('every event has a reader, a schema and a fixture', () => expectNoViolations(incompleteEvents(files)));
test('requirements.md and the requirement ids in test titles are the same set', () =>
  expectNoViolations(untracedRequirements(files)));
test('every file and folder that a document names exists', () => expectNoViolations(missingPaths(files)));
test('no released migration is edited', () => expectNoViolations(editedMigrations(files, released)));
test('colours are defined in ui/tokens.css only', () => expectNoViolations(hardCodedColours(files)));
test('JSX text and spoken attributes contain no untranslated words', () =>
  expectNoViolations(untranslatedTexts(files)));
test('translations have the same keys and placeholders in both languages', () =>
  expectNoViolations(unmatchedPhrases(files)));
