import { createHash } from 'node:crypto';
import ts from 'typescript';
import { violation, isCode, lineOf, literalText, nodesOf } from './source-tree.js';
import type { RepositoryFile, Violation } from './source-tree.js';

const REFUSALS = 'libs/domain/src/refusal.ts';
const REFUSALS_DOCUMENT = 'docs/refusals.md';
const REQUIREMENTS_DOCUMENT = 'docs/validation/requirements.md';

const named = (files: readonly RepositoryFile[], path: string): RepositoryFile => {
  const file = files.find((one) => one.path === path);
  if (!file) throw new Error(`${path} is missing`);
  return file;
};

/** First cells of a Markdown table that hold code: `CODE` → line. */
const firstCells = (file: RepositoryFile): ReadonlyMap<string, number> =>
  new Map(
    file.text.split('\n').flatMap((line, index) => {
      const code = /^\| `([^`]+)`/.exec(line)?.[1];
      return code === undefined ? [] : [[code, index + 1] as const];
    }),
  );

/** What an entry says, in both languages: the texts of its `en` and `nl`. */
function sentencesIn(node: ts.Node): readonly string[] {
  const texts: string[] = [];
  const walk = (inner: ts.Node): void => {
    if (ts.isPropertyAssignment(inner) && /^(en|nl)$/.test(inner.name.getText()))
      texts.push(literalText(inner.initializer) ?? '');
    ts.forEachChild(inner, walk);
  };
  walk(node);
  return texts;
}

/** Codes of the closed list, with the line each stands on. */
function refusalCodes(
  file: RepositoryFile,
): ReadonlyMap<string, Readonly<{ line: number; sentences: readonly string[] }>> {
  const list = [...nodesOf(file)].find((node) => ts.isVariableDeclaration(node) && node.name.getText() === 'REFUSALS');
  const codes = new Map<string, Readonly<{ line: number; sentences: readonly string[] }>>();
  for (const node of list ? nodesOf(file) : [])
    if (ts.isPropertyAssignment(node) && /^[A-Z][A-Z_]+$/.test(node.name.getText()))
      codes.set(node.name.getText(), { line: lineOf(node), sentences: sentencesIn(node) });
  return codes;
}

export function undocumentedRefusals(files: readonly RepositoryFile[]): readonly Violation[] {
  const [list, document] = [named(files, REFUSALS), named(files, REFUSALS_DOCUMENT)];
  const [codes, written] = [refusalCodes(list), firstCells(document)];
  const rows = document.text.split('\n');
  return [
    ...[...codes].flatMap(([code, { line, sentences }]) => {
      const row = rows[(written.get(code) ?? 0) - 1];
      if (row === undefined) return [violation(list, line, `${code} is not in ${REFUSALS_DOCUMENT}`)];
      return sentences.every((sentence) => row.includes(sentence))
        ? []
        : [violation(document, written.get(code) ?? 1, `${code} says something else than ${REFUSALS}:${line}`)];
    }),
    ...[...written]
      .filter(([code]) => !codes.has(code))
      .map(([code, line]) => violation(document, line, `${code} is not in ${REFUSALS}`)),
  ];
}

const ID = /^(INV-\d+|[FSTQ]\d+|(P11|A11D?|PIV|A16|A1|FACT|SEC|NEN)-[\w.]+)$/;

/** Requirement ids in brackets in a test's title: `[INV-3 F13] …` has INV-3 and F13. */
export const idsIn = (title: string): readonly string[] =>
  [...title.matchAll(/\[([^\]]+)\]/g)].flatMap((match) => {
    const words = (match[1] ?? '').split(/[\s,]+/);
    return ID.test(words[0] ?? '') ? words.filter((word) => ID.test(word)) : [];
  });

/** Looks like a requirement id; every id has a dash or digits behind one letter. */
const LIKE_ID = /^[A-Z][A-Z0-9]*-?\d[\w.]*$|^[A-Z0-9]+-[A-Z]+$/;

/** What stands in brackets at the beginning of a title, looks like an id, and is of no family of ids we have. */
const unknownIdsIn = (title: string): readonly string[] =>
  (/^\[([^\]]+)\]/.exec(title)?.[1] ?? '').split(/[\s,]+/).filter((word) => LIKE_ID.test(word) && !ID.test(word));

/** Titles of tests and describes, and every text in the rows of an `each`: a row may be part of a title. */
function titlesOf(file: RepositoryFile): readonly Readonly<{ title: string; line: number }>[] {
  return [...nodesOf(file)].flatMap((node) => {
    if (!ts.isCallExpression(node) || !/^(test|it|describe)\b/.test(node.expression.getText())) return [];
    const { expression } = node;
    const isEach = ts.isPropertyAccessExpression(expression) && expression.name.text === 'each';
    const texts = isEach ? textsIn(rowsOf(node.arguments[0], file)) : [node.arguments[0]];
    return texts.flatMap((text) => {
      const title = literalText(text);
      return text === undefined || title === undefined ? [] : [{ title, line: lineOf(text) }];
    });
  });
}

/** The rows themselves, or those of the constant that is named. */
function rowsOf(rows: ts.Node | undefined, file: RepositoryFile): ts.Node | undefined {
  if (rows === undefined || !ts.isIdentifier(rows)) return rows;
  const declares = (node: ts.Node): node is ts.VariableDeclaration =>
    ts.isVariableDeclaration(node) && node.name.getText() === rows.text;
  return [...nodesOf(file)].find(declares)?.initializer;
}

function textsIn(node: ts.Node | undefined): readonly ts.Node[] {
  if (node === undefined) return [];
  if (literalText(node) !== undefined) return [node];
  const texts: ts.Node[] = [];
  ts.forEachChild(node, (child) => void texts.push(...textsIn(child)));
  return texts;
}

export function untracedRequirements(files: readonly RepositoryFile[]): readonly Violation[] {
  const document = named(files, REQUIREMENTS_DOCUMENT);
  const written = firstCells(document);
  const tested = new Set<string>();
  const unknown = files
    .filter((file) => isCode(file) && /\.spec\.tsx?$/.test(file.path))
    .flatMap((file) =>
      titlesOf(file).flatMap(({ title, line }) =>
        [...idsIn(title), ...unknownIdsIn(title)].flatMap((id) => {
          tested.add(id);
          return written.has(id) ? [] : [violation(file, line, `${id} is not in ${REQUIREMENTS_DOCUMENT}`)];
        }),
      ),
    );
  const untested = [...written].filter(([id]) => !tested.has(id));
  return [...unknown, ...untested.map(([id, line]) => violation(document, line, `no test names ${id}`))];
}

/** Released migrations by path, with the SHA-256 their file had on the day of release. */
export function editedMigrations(
  files: readonly RepositoryFile[],
  released: Readonly<Record<string, string>>,
): readonly Violation[] {
  return Object.entries(released).flatMap(([path, hash]) => {
    const file = files.find((one) => one.path === path);
    if (!file) return [`${path}:1 was released and is gone`];
    const now = createHash('sha256').update(file.text).digest('hex');
    return now === hash ? [] : [violation(file, 1, 'was released and has been edited: write a new migration')];
  });
}

const NAMED_PATH = /`((?:apps|docs|libs|migrations|test)\/[\w.@/-]*[\w@])\/?`/g;

/** Files and folders that a document names in code style; patterns such as `<noun>` or `*` are not paths. */
export function missingPaths(files: readonly RepositoryFile[]): readonly Violation[] {
  const present = new Set(
    files.flatMap(({ path }) => path.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/'))),
  );
  return files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap((file) =>
      file.text.split('\n').flatMap((line, index) =>
        [...line.matchAll(NAMED_PATH)]
          .map(([, path = '']) => path)
          .filter((path) => !present.has(path))
          .map((path) => violation(file, index + 1, `names ${path}, which does not exist`)),
      ),
    );
}
