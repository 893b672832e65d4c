import ts from 'typescript';
import { wordsOf } from './naming.js';
import { RETIRED_IN_TEXT, RETIRED_NAMES } from './retired-word-list.js';
import type { RetiredWord } from './retired-word-list.js';
import { isCode, lineOf, literalText, nodesOf, violation, violationsPerLine } from './source-tree.js';
import type { RepositoryFile, Violation } from './source-tree.js';

/** The list itself, and the examples that prove the rule. */
const OWN_FILES = /^test\/repository\/(retired-word|rules\.spec)/;

const inScope = (files: readonly RepositoryFile[]): readonly RepositoryFile[] =>
  files.filter(({ path }) => !OWN_FILES.test(path));

const advice = (word: string, { use }: RetiredWord): string => `"${word}" is retired: use ${use}`;

const applies = (entry: RetiredWord, file: RepositoryFile): boolean => !(entry.keptIn?.test(file.path) ?? false);

function retiredIn(name: string, file: RepositoryFile): string | undefined {
  for (const word of wordsOf(name)) {
    const entry = RETIRED_NAMES.find((one) => one.words.includes(word) && applies(one, file));
    if (entry) return `${name}: ${advice(word, entry)}`;
  }
  return undefined;
}

/**
 * A name that this declaration chooses. Members of types and properties of literals are left out: they may be fields on
 * the wire or in the record, which keep their names; so may the names that destructuring takes over.
 */
function chosenName(node: ts.Node): ts.Identifier | ts.PrivateIdentifier | undefined {
  const chooses =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isGetAccessor(node) ||
    (ts.isBindingElement(node) && node.propertyName !== undefined);
  return chooses && node.name && (ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name))
    ? node.name
    : undefined;
}

export function retiredNames(files: readonly RepositoryFile[]): readonly Violation[] {
  const inPaths = inScope(files).flatMap((file) => {
    const message = retiredIn(file.path, file);
    return message === undefined ? [] : [violation(file, 1, message)];
  });
  const inCode = inScope(files)
    .filter(isCode)
    .flatMap((file) =>
      [...nodesOf(file)].flatMap((node) => {
        const name = chosenName(node);
        const message = name && retiredIn(name.text, file);
        return name && message !== undefined ? [violation(file, lineOf(name), message)] : [];
      }),
    );
  return [...inPaths, ...inCode];
}

/** All words of the text rule in one pattern; capitals count only for a word that is written in capitals. */
const TEXT_PATTERNS = RETIRED_IN_TEXT.map((entry) => ({
  entry,
  pattern: new RegExp(
    `(?<![\\w/#-])(${entry.words.join('|')})(?![\\w-])`,
    entry.words.every((word) => word === word.toUpperCase()) ? '' : 'i',
  ),
}));

function retiredInText(text: string, file: RepositoryFile): string | undefined {
  for (const { entry, pattern } of TEXT_PATTERNS) {
    const found = applies(entry, file) ? pattern.exec(text)?.[1] : undefined;
    if (found !== undefined) return advice(found, entry);
  }
  return undefined;
}

const COMMENT = /(?:^|\s)(?:\/\/|\/\*\*?)\s(.*)$|^\s*\*\s(.*)$/;
const isSentence = (text: string): boolean => /\S\s+\S+\s+\S/.test(text);
const isDocument = ({ path }: RepositoryFile): boolean => /\.(md|html|css|cjs|js|ya?ml)$/.test(path);

export function retiredTexts(files: readonly RepositoryFile[]): readonly Violation[] {
  const scope = inScope(files);
  const inDocuments = violationsPerLine(scope.filter(isDocument), retiredInText);
  const inComments = violationsPerLine(scope.filter(isCode), (line, file) => {
    const comment = COMMENT.exec(line);
    return comment ? retiredInText(comment[1] ?? comment[2] ?? '', file) : undefined;
  });
  const inStrings = scope.filter(isCode).flatMap((file) =>
    [...nodesOf(file)].flatMap((node) => {
      const text = ts.isExpression(node) ? (literalText(node) ?? '') : '';
      const message = isSentence(text) ? retiredInText(text, file) : undefined;
      return message === undefined ? [] : [violation(file, lineOf(node), message)];
    }),
  );
  return [...inDocuments, ...inComments, ...inStrings];
}
