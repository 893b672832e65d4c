import ts from 'typescript';
import { violation, isCode, lineOf, violationsPerLine, syntaxTreeOf } from './source-tree.js';
import type { RepositoryFile, Violation } from './source-tree.js';

/** Words that say nothing (CONTRIBUTING.md): a name that needs one has not been found yet. */
const EMPTY_WORDS = new Set([
  'manager',
  'helper',
  'helpers',
  'util',
  'utils',
  'base',
  'impl',
  'data',
  'info',
  'handler',
  'misc',
]);
const EMPTY_FOLDERS = new Set(['common', 'shared', 'lib', 'core']);
const ABBREVIATIONS = new Set(
  'addr arr btn cb cfg cnt conf ctx desc err evt fn idx img len mgr msg num obj params pkg prev proc qty repo req res ret str svc temp tmp usr val'.split(
    ' ',
  ),
);
/** Names that a library gave (TypeORM's DataSource, OPC UA's DataValue), and the folder that is called data. */
const GIVEN = /data_?(base|source|value|type|dir|folder)/gi;

/** `lastReadingAt` → last, reading, at; `FILE_LINES_MAX` → file, lines, max. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replace(GIVEN, 'given')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase());

const nameFaultOf = (name: string): string | undefined => {
  const bad = wordsOf(name).find((word) => EMPTY_WORDS.has(word) || ABBREVIATIONS.has(word));
  if (bad === undefined) return undefined;
  return EMPTY_WORDS.has(bad) ? `"${name}": the word "${bad}" says nothing` : `"${name}": write "${bad}" out`;
};

type Named = Readonly<{ name: string; node: ts.Node; isType: boolean }>;

/** The names a file gives to the world at its top level; what happens inside a function is its own business. */
function namesOf(statement: ts.Statement): readonly Named[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [{ name: name.text, node: name, isType: false }] : [],
    );
  const isType =
    ts.isClassDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement);
  if (!isType && !ts.isFunctionDeclaration(statement)) return [];
  return statement.name ? [{ name: statement.name.text, node: statement.name, isType }] : [];
}

export function meaninglessNames(files: readonly RepositoryFile[]): readonly Violation[] {
  return files.filter(isCode).flatMap((file) => {
    const inPath = file.path
      .split('/')
      .slice(1)
      .flatMap(
        (part) => (EMPTY_FOLDERS.has(part) ? `"${part}": a drawer` : nameFaultOf(part.replace(/\..*$/, ''))) ?? [],
      )
      .map((message) => violation(file, 1, `path has ${message}`));
    const inNames = syntaxTreeOf(file)
      .statements.flatMap(namesOf)
      .flatMap(({ name, node, isType }) => {
        const message = isType && /^I[A-Z][a-z]/.test(name) ? `"${name}": no I before a type` : nameFaultOf(name);
        return message === undefined ? [] : [violation(file, lineOf(node), message)];
      });
    return [...inPath, ...inNames];
  });
}

export function barrelFiles(files: readonly RepositoryFile[]): readonly Violation[] {
  return files
    .filter(isCode)
    .filter((file) => {
      const { statements } = syntaxTreeOf(file);
      return statements.length > 0 && statements.every((one) => ts.isExportDeclaration(one) && one.moduleSpecifier);
    })
    .map((file) => violation(file, 1, 'only passes on what other files export: import those files'));
}

const SUPPRESSION = /eslint-disable|@ts-(expect-error|ignore|nocheck)|(istanbul|c8|v8) ignore|prettier-ignore/;

export const suppressionsWithoutReason = (files: readonly RepositoryFile[]): readonly Violation[] =>
  violationsPerLine(exceptRepositoryRules(files), (line) =>
    SUPPRESSION.test(line) && !/ -- \S/.test(line) ? 'suppresses a check without ` -- reason`' : undefined,
  );

export const todosWithoutIssue = (files: readonly RepositoryFile[]): readonly Violation[] =>
  violationsPerLine(exceptRepositoryRules(files), (line) =>
    /\b(TODO|FIXME|XXX|HACK)\b/.test(line) && !/#\d+/.test(line)
      ? 'a loose end without the number of its issue'
      : undefined,
  );

/** The repository speaks of the product: not of the machine it was made on, and without filler. */
const NOT_ABOUT_PRODUCT: readonly RegExp[] = [/(^|[\s"'`(=])\/(home|root|Users)\/[a-z]/, /\b(lorem ipsum|foo ?bar)\b/i];

export const textNotAboutProduct = (files: readonly RepositoryFile[]): readonly Violation[] =>
  violationsPerLine(exceptRepositoryRules(files), (line) => {
    const found = NOT_ABOUT_PRODUCT.map((pattern) => pattern.exec(line)?.[0]).find((match) => match !== undefined);
    return found === undefined ? undefined : `"${found.trim()}" is not about the product`;
  });

const exceptRepositoryRules = (files: readonly RepositoryFile[]): readonly RepositoryFile[] =>
  files.filter((file) => !file.path.startsWith('test/repository'));
