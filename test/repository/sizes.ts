import ts from 'typescript';
import { violation, isCode, lineOf, nodesOf, syntaxTreeOf } from './source-tree.js';
import type { RepositoryFile, Violation } from './source-tree.js';

const FILE_LINES_MAX = 600;
const COMPONENT_LINES_MAX = 300;
const FUNCTION_LINES_MAX = 60;

const linesIn = (file: RepositoryFile): number => file.text.trimEnd().split('\n').length;

export function longFiles(files: readonly RepositoryFile[]): readonly Violation[] {
  return files.filter(isCode).flatMap((file) => {
    const max = file.path.endsWith('.tsx') ? COMPONENT_LINES_MAX : FILE_LINES_MAX;
    const lines = linesIn(file);
    return lines <= max
      ? []
      : [violation(file, max + 1, `has ${lines} lines; at most ${max}: split it by what it is about`)];
  });
}

/** A `describe` is a chapter of tests, not a function that somebody must hold in mind at once. */
const isDescribeBlock = (node: ts.Node): boolean =>
  ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());

/** Lines a text of several lines takes, such as a statement in SQL: it is read as a text, not followed as a course. */
function linesOfText(node: ts.Node): number {
  const { line: from } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
  const { line: to } = node.getSourceFile().getLineAndCharacterOfPosition(node.getEnd());
  return to - from;
}

const textWithin = (node: ts.Node): number =>
  ts.isTemplateLiteral(node)
    ? linesOfText(node)
    : node.getChildren().reduce((lines, child) => lines + textWithin(child), 0);

export function longFunctions(files: readonly RepositoryFile[]): readonly Violation[] {
  return files.filter(isCode).flatMap((file) =>
    [...nodesOf(file)].filter(ts.isFunctionLike).flatMap((node) => {
      if (!('body' in node) || node.body === undefined || isDescribeBlock(node)) return [];
      const first = lineOf(node);
      const all = syntaxTreeOf(file).getLineAndCharacterOfPosition(node.getEnd()).line + 2 - first;
      const lines = all <= FUNCTION_LINES_MAX ? all : all - textWithin(node);
      return lines <= FUNCTION_LINES_MAX
        ? []
        : [violation(file, first, `function of ${lines} lines; at most ${FUNCTION_LINES_MAX}`)];
    }),
  );
}

/** Lines of the file in the middle, per top folder; we aim at 60 to 120. */
export function lineStatistics(files: readonly RepositoryFile[]): string {
  const lengths = files.filter((file) => isCode(file) && !/\.spec\./.test(file.path)).map(linesIn);
  const sorted = lengths.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return `${sorted.length} files of code: median ${at(0.5)} lines, 95 % within ${at(0.95)}, longest ${at(1)}`;
}
