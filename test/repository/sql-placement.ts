import ts from 'typescript';
import { isCode, isSpec, lineOf, literalText, nodesOf, violation } from './source-tree.js';
import type { RepositoryFile, Violation } from './source-tree.js';

/** The store and its migrations; the server binaries' own set-up; the adapter's spool, which is a file of SQLite. */
const ALLOWED = /^(libs\/(store|embedded-postgres)|migrations)\/|^apps\/device-adapter\/src\/spool\.ts$/;

/** The beginnings of statements and of subqueries, in lower or upper case; "Select a room from the list" is neither. */
const STATEMENTS: readonly RegExp[] = [
  /(^|\()\s*select\s[\s\S]*\bfrom\s/,
  /^\s*select\s+\w+\(/,
  /^\s*with\s+\w+\s+as\s*\(/,
  /\binsert\s+(or\s+\w+\s+)?into\s/,
  /\bupdate\s+\w+\s+set\s/,
  /\bdelete\s+from\s/,
  /^\s*(create|alter|drop)\s+(table|index|view|function|role|database|schema)\s/,
  /^\s*(truncate|lock)\s+table\s/,
];
const CAPITALS = /\b(SELECT|WITH|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|TRUNCATE|LOCK)\b/;

const isSql = (text: string): boolean => {
  const comparable = CAPITALS.test(text) ? text.toLowerCase() : text;
  return STATEMENTS.some((statement) => statement.test(comparable));
};

const isQueryCall = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'query';

/** Statements of SQL, and calls that send them, outside the library that knows the database. */
export const misplacedSql = (files: readonly RepositoryFile[]): readonly Violation[] =>
  files
    .filter((file) => isCode(file) && !isSpec(file) && !ALLOWED.test(file.path))
    .flatMap((file) => {
      const lines = new Set<number>();
      for (const node of nodesOf(file)) {
        if (isQueryCall(node) || isSql(literalText(node) ?? '')) lines.add(lineOf(node));
      }
      return [...lines].map((line) => violation(file, line, 'is SQL: ask a method of libs/store'));
    });
