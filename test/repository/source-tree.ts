import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** One file of the repository: its path from the root with forward slashes, and its text. */
export type RepositoryFile = Readonly<{ path: string; text: string }>;

/** What a repository rule found, as a person clicks on it: `path:line message`. */
export type Violation = string;

export const violation = (file: RepositoryFile, line: number, message: string): Violation =>
  `${file.path}:${line} ${message}`;

const rootOf = (folder: string): string =>
  existsSync(join(folder, '.dependency-cruiser.cjs')) ? folder : rootOf(dirname(folder));

export const ROOT = rootOf(process.cwd());

const TEXT = /\.(tsx?|jsx?|cjs|mjs|json|css|html|md|ya?ml|sql|svg)$|(^|\/)(Dockerfile|run|\.\w+rc)$/;

/** Everything that is in the repository or about to be: git knows what is ignored. */
export function repositoryFiles(): readonly RepositoryFile[] {
  const names = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' });
  return [...new Set(names.split('\0'))]
    .filter((path) => TEXT.test(path) && path !== 'package-lock.json' && existsSync(join(ROOT, path)))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

export const isCode = (file: RepositoryFile): boolean => /^(apps|libs|migrations|test)\/.*\.tsx?$/.test(file.path);
/** Specs, the fixtures they use, and everything below test/. */
export const isSpec = (file: RepositoryFile): boolean =>
  file.path.startsWith('test/') || /\.(spec|fixture)\.tsx?$|\/test-fixtures\//.test(file.path);

const parsed = new Map<string, ts.SourceFile>();

/** The syntax tree, parsed once per file. */
export function syntaxTreeOf(file: RepositoryFile): ts.SourceFile {
  const known = parsed.get(file.path);
  if (known?.text === file.text) return known;
  const kind = file.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2024, true, kind);
  parsed.set(file.path, tree);
  return tree;
}

/** Every node of the file, outermost first. */
export function* nodesOf(file: RepositoryFile): Generator<ts.Node> {
  const open: ts.Node[] = [syntaxTreeOf(file)];
  for (let node = open.pop(); node; node = open.pop()) {
    yield node;
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => void children.push(child));
    open.push(...children.reverse());
  }
}

/** The line a node begins on, counted from 1; comments before it apart. */
export const lineOf = (node: ts.Node): number =>
  node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;

/** Findings of one line each: wherever the pattern matches in a file that the rule is about. */
export function violationsPerLine(
  files: readonly RepositoryFile[],
  match: (line: string, file: RepositoryFile) => string | undefined,
): readonly Violation[] {
  return files.flatMap((file) =>
    file.text.split('\n').flatMap((line, index) => {
      const message = match(line, file);
      return message === undefined ? [] : [violation(file, index + 1, message)];
    }),
  );
}

/** Text of a string that is written out; undefined when it is put together at run time. */
export const literalText = (node: ts.Node | undefined): string | undefined => {
  if (node === undefined) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node)
    ? node.head.text + node.templateSpans.map((span) => span.literal.text).join('…')
    : undefined;
};
