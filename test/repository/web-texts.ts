import ts from 'typescript';
import { violation, lineOf, violationsPerLine, literalText, nodesOf } from './source-tree.js';
import type { RepositoryFile, Violation } from './source-tree.js';

const inWeb = (file: RepositoryFile): boolean => file.path.startsWith('apps/web/') && !/\.spec\.tsx?$/.test(file.path);
/** The tokens, and the icon in the browser's own tab, which no style sheet reaches. */
const COLOURED = new Set(['apps/web/src/ui/tokens.css', 'apps/web/public/favicon.svg']);
const COLOUR = /#[0-9a-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(/i;

/** Colours have names that say what they mean; the names are in one file. */
export function hardCodedColours(files: readonly RepositoryFile[]): readonly Violation[] {
  const sheets = files.filter((file) => inWeb(file) && /\.(css|html|svg)$/.test(file.path) && !COLOURED.has(file.path));
  const message = (found: string): string => `colour ${found}: use a token of ui/tokens.css`;
  const inSheets = violationsPerLine(sheets, (line) => {
    const found = COLOUR.exec(line)?.[0];
    return found === undefined ? undefined : message(found);
  });
  const inCode = files
    .filter((file) => inWeb(file) && /\.tsx?$/.test(file.path))
    .flatMap((file) =>
      [...nodesOf(file)].flatMap((node) => {
        const found = COLOUR.exec(literalText(node) ?? '')?.[0];
        return found === undefined ? [] : [violation(file, lineOf(node), message(found))];
      }),
    );
  return [...inSheets, ...inCode];
}

/** The product's name is the same in every language. */
const PRODUCT = 'Autolog';
const SPOKEN = new Set(['aria-label', 'aria-description', 'title', 'placeholder', 'alt']);

/** Every word a person reads comes from the phrases, or it exists in one language only. */
export function untranslatedTexts(files: readonly RepositoryFile[]): readonly Violation[] {
  return files
    .filter((file) => inWeb(file) && file.path.endsWith('.tsx'))
    .flatMap((file) =>
      [...nodesOf(file)].flatMap((node) => {
        if (ts.isJsxText(node) && /\p{L}/u.test(node.text.replaceAll(PRODUCT, '')))
          return [violation(file, lineOf(node), `"${node.text.trim()}" between tags: make it a phrase`)];
        if (!ts.isJsxAttribute(node) || !SPOKEN.has(node.name.getText())) return [];
        const text = literalText(node.initializer) ?? '';
        return /\p{L}/u.test(text) ? [violation(file, lineOf(node), `"${text}" is read aloud: make it a phrase`)] : [];
      }),
    );
}

type Phrases = ReadonlyMap<string, Readonly<{ sentence: string; file: RepositoryFile; line: number }>>;

/** Phrases of one language in a file (`const nl = { … }`); keys inside keys are joined with a dot. */
function phrasesOf(file: RepositoryFile, language: 'en' | 'nl'): Phrases | undefined {
  const phrases = new Map<string, Readonly<{ sentence: string; file: RepositoryFile; line: number }>>();
  const walk = (node: ts.ObjectLiteralExpression, before: string): void => {
    for (const property of node.properties) {
      if (!ts.isPropertyAssignment(property)) continue;
      const key = before + property.name.getText().replaceAll(/['"]/g, '');
      const { initializer } = property;
      if (ts.isObjectLiteralExpression(initializer)) walk(initializer, `${key}.`);
      else phrases.set(key, { sentence: literalText(initializer) ?? '', file, line: lineOf(property) });
    }
  };
  const declared = [...nodesOf(file)].find(
    (node) => ts.isVariableDeclaration(node) && node.name.getText() === language,
  );
  if (!declared || !ts.isVariableDeclaration(declared) || !declared.initializer) return undefined;
  const bare = (node: ts.Expression): ts.Expression =>
    ts.isSatisfiesExpression(node) || ts.isAsExpression(node) ? bare(node.expression) : node;
  const content = bare(declared.initializer);
  if (ts.isObjectLiteralExpression(content)) walk(content, '');
  return phrases;
}

const placeholders = (sentence: string): string =>
  [...new Set(sentence.match(/\{\{\w+/g) ?? [])].toSorted().join(' ').replaceAll('{{', '') || 'nothing';

/** en and nl, side by side in one file or in two, have the same keys, say something, and name the same facts. */
export function unmatchedPhrases(files: readonly RepositoryFile[]): readonly Violation[] {
  const books = files.filter((file) => inWeb(file) && /\/phrases(\.en)?\.ts$/.test(file.path));
  return books.flatMap((file) => {
    const en = phrasesOf(file, 'en');
    if (!en) return [];
    const other = file.path.endsWith('.en.ts')
      ? files.find(({ path }) => path === file.path.replace(/en\.ts$/, 'nl.ts'))
      : file;
    const nl = other && phrasesOf(other, 'nl');
    return nl ? differences(en, nl) : [violation(file, 1, 'has no Dutch beside it')];
  });
}

const differences = (en: Phrases, nl: Phrases): readonly Violation[] =>
  [...new Set([...en.keys(), ...nl.keys()])].flatMap((key) => {
    const [here, there] = [en.get(key), nl.get(key)];
    const one = here ?? there;
    if (!one) return [];
    if (!here?.sentence) return [violation(one.file, one.line, `"${key}" has no English sentence`)];
    if (!there?.sentence) return [violation(one.file, one.line, `"${key}" has no Dutch sentence`)];
    const [facts, factsNl] = [placeholders(here.sentence), placeholders(there.sentence)];
    return facts === factsNl
      ? []
      : [violation(there.file, there.line, `"${key}" names ${factsNl}; the English names ${facts}`)];
  });
