import { expect, test } from '@jest/globals';
import { isSpec, repositoryFiles, type RepositoryFile } from './source-tree.js';

/** Source files that name a kind as text, as the key of a registry, or as the file of the kind itself. */
function filesNaming(kind: string, files: readonly RepositoryFile[]): readonly string[] {
  // A label has kinds of its own (label/scan-code.ts): a code may be of a sample, too.
  const named = new RegExp(`(['"])${kind}\\1|^ {2}${kind}: `, 'm');
  return files
    .filter(({ path }) => /^(apps|libs|migrations)\/[^/]+\/src\/.*\.(tsx?|json)$/.test(path))
    .filter((file) => !isSpec(file) && !file.path.startsWith('libs/domain/src/label/') && named.test(file.text))
    .map(({ path }) => path)
    .sort();
}

const isKindFile = (path: string): boolean => path.startsWith('libs/domain/src/step-kind/');

test('a step kind that only its own rules treat differently is named in at most six source files', () => {
  const found = filesNaming('sample', repositoryFiles());
  expect(found).toHaveLength(6);
  expect(found.filter(isKindFile)).toEqual([
    'libs/domain/src/step-kind/sample.ts',
    'libs/domain/src/step-kind/step-kinds.ts',
  ]);
  expect(found).toContain('libs/recipes/src/recipe.schema.json');
  expect(found).toContain('libs/simulation/src/answers.ts');
  expect(found.filter((path) => path.startsWith('apps/web/src/terminal/'))).toHaveLength(2);
});

test('CONTRIBUTING.md names the files of a new step kind', () => {
  const files = repositoryFiles();
  const guide = files.find(({ path }) => path === 'CONTRIBUTING.md')?.text ?? '';
  const steps = /## Add a step kind\n([\s\S]*?)\n## /.exec(guide)?.[1] ?? '';
  const card = 'SampleCard.tsx';
  for (const path of filesNaming('sample', files)) {
    const named = path.replace('/sample.ts', '/<kind>.ts').replace(card, '<Kind>Card.tsx');
    expect(steps).toContain(named);
  }
});

test('a file that names the kind in another way is found', () => {
  const file = (text: string): RepositoryFile => ({ path: 'libs/a/src/a.ts', text });
  expect(filesNaming('sample', [file("kind === 'sample'")])).toHaveLength(1);
  expect(filesNaming('sample', [file('const CARDS = {\n  sample: SampleCard,\n};')])).toHaveLength(1);
  expect(filesNaming('sample', [file('const samples = [];')])).toHaveLength(0);
});
