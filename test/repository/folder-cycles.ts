import { posix } from 'node:path';
import ts from 'typescript';
import { isCode, isSpec, lineOf, literalText, nodesOf, violation } from './source-tree.js';
import type { RepositoryFile, Violation } from './source-tree.js';

/**
 * Files that put an app or a web area together. They alone may import from the folders below their own although those
 * import from it: nothing else could start the parts. Everywhere else a folder that imports the folders below it is not
 * imported by them.
 */
const COMPOSES = /^apps\/[^/]+\/src\/([^/]+|(terminal|quality|planning|recipe)\/(main|routes))\.tsx?$/;

/** One import between two folders, as an example of all between them. */
type Import = Readonly<{ from: RepositoryFile; line: number }>;
/** Every folder with the folders it imports from; a folder inside another is a folder of its own. */
type Graph = ReadonlyMap<string, ReadonlyMap<string, Import>>;

const folderOf = (path: string): string => posix.dirname(path);

/** The folder of the module that is named, when it is ours; `@autolog/store/log` is libs/store/src/log.ts. */
function importedFolder(from: string, module: string): string | undefined {
  if (module.startsWith('.')) return folderOf(posix.join(folderOf(from), module));
  const [, workspace, rest] = /^@autolog\/([\w-]+)\/(.+)$/.exec(module) ?? [];
  if (workspace === undefined || rest === undefined) return undefined;
  return folderOf(workspace === 'migrations' ? `migrations/src/${rest}` : `libs/${workspace}/src/${rest}`);
}

/** The module that a node names: in an import, a re-export, an import at run time or an imported type. */
function moduleOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literalText(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literalText(node.argument.literal);
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
    ? literalText(node.arguments[0])
    : undefined;
}

function folderGraph(files: readonly RepositoryFile[]): Graph {
  const graph = new Map<string, Map<string, Import>>();
  for (const file of files)
    for (const node of nodesOf(file)) {
      const [from, to] = [folderOf(file.path), importedFolder(file.path, moduleOf(node) ?? '')];
      if (to === undefined || to === from || (COMPOSES.test(file.path) && to.startsWith(`${from}/`))) continue;
      const imported = graph.get(from) ?? new Map<string, Import>();
      if (!imported.has(to)) imported.set(to, { from: file, line: lineOf(node) });
      graph.set(from, imported);
    }
  return graph;
}

/** The shortest way from a folder back to itself, the folder first and last; undefined when there is none. */
function circleOf(start: string, graph: Graph): readonly string[] | undefined {
  const reachedFrom = new Map<string, string>();
  const open = [start];
  for (let folder = open.shift(); folder !== undefined; folder = open.shift())
    for (const next of graph.get(folder)?.keys() ?? []) {
      if (next === start) return wayTo(folder, start, reachedFrom);
      if (reachedFrom.has(next)) continue;
      reachedFrom.set(next, folder);
      open.push(next);
    }
  return undefined;
}

function wayTo(last: string, start: string, reachedFrom: ReadonlyMap<string, string>): readonly string[] {
  const way = [start];
  for (let folder: string | undefined = last; folder !== undefined; folder = reachedFrom.get(folder)) {
    way.unshift(folder);
    if (folder === start) break;
  }
  return way;
}

/** Folders that import each other in a circle, directly or through others. Specs and fixtures may look back. */
export function folderCycles(files: readonly RepositoryFile[]): readonly Violation[] {
  const graph = folderGraph(files.filter((file) => isCode(file) && !isSpec(file)));
  const reported = new Set<string>();
  return [...graph].flatMap(([folder, imported]) => {
    const circle = reported.has(folder) ? undefined : circleOf(folder, graph);
    const example = circle?.[1] === undefined ? undefined : imported.get(circle[1]);
    if (!circle || !example) return [];
    for (const one of circle) reported.add(one);
    return [violation(example.from, example.line, `folders in a circle: ${circle.join(' → ')}`)];
  });
}
