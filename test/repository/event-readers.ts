import ts from 'typescript';
import { violation, isSpec, lineOf, nodesOf } from './source-tree.js';
import type { RepositoryFile, Violation } from './source-tree.js';

type EventVersion = Readonly<{ type: string; version: number; file: RepositoryFile; line: number }>;

const EVENTS = /^libs\/domain\/src\/[\w-]+\/event\.ts$/;
const READERS = /^(libs\/domain\/src\/[\w/-]+\/evolve[\w-]*\.ts|libs\/store\/src\/(projection\/[\w-]+|site)\.ts)$/;
const SCHEMAS = /^libs\/bundle\/src\/event-schema\//;
const FIXTURES = /^test\/fixtures\/events\//;

const literalOf = (members: readonly ts.TypeElement[], name: string): string | undefined => {
  const member = members.find((one) => ts.isPropertySignature(one) && one.name.getText() === name);
  const type = member && ts.isPropertySignature(member) ? member.type : undefined;
  return type && ts.isLiteralTypeNode(type) ? type.getText().replaceAll("'", '') : undefined;
};

/** Every `{ type: 'StepPerformed'; v: 1; … }` that the domain can write. */
export const eventVersions = (files: readonly RepositoryFile[]): readonly EventVersion[] =>
  files
    .filter((file) => EVENTS.test(file.path))
    .flatMap((file) =>
      [...nodesOf(file)].filter(ts.isTypeLiteralNode).flatMap((node) => {
        const [type, version] = [literalOf(node.members, 'type'), literalOf(node.members, 'v')];
        return type === undefined || version === undefined
          ? []
          : [{ type, version: Number(version), file, line: lineOf(node) }];
      }),
    );

const mentions = (files: readonly RepositoryFile[], where: RegExp, what: RegExp): boolean =>
  files.some((file) => where.test(file.path) && (what.test(file.text) || what.test(file.path)));

/**
 * An event that cannot be read in thirty years was never recorded: each has a reader, a schema and a
 * fixture: test/fixtures/events/Type.version.json, as it was written.
 */
export function incompleteEvents(files: readonly RepositoryFile[]): readonly Violation[] {
  const product = files.filter((file) => !isSpec(file) || FIXTURES.test(file.path));
  return eventVersions(files).flatMap(({ type, version, file, line }) => {
    const name = `${type}.${version}`;
    const keyed = new RegExp(`\\b${type}\\.v?${version}\\b`);
    const missing = [
      mentions(product, READERS, new RegExp(`\\b${type}\\b`)) ? [] : ['a reader in evolve or a projection'],
      mentions(product, SCHEMAS, keyed) ? [] : ['a JSON Schema in libs/bundle/src/event-schema'],
      mentions(product, FIXTURES, keyed) ? [] : ['a fixture'],
    ].flat();
    return missing.length === 0 ? [] : [violation(file, line, `${name} lacks ${missing.join(', ')}`)];
  });
}
