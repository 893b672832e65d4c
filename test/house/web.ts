import ts from 'typescript';
import { finding, lineOf, linesThat, literalText, nodesOf } from './tree.js';
import type { File, Finding } from './tree.js';

const inWeb = (file: File): boolean => file.path.startsWith('apps/web/') && !/\.spec\.tsx?$/.test(file.path);
/** The tokens, and the icon in the browser's own tab, which no style sheet reaches. */
const COLOURED = new Set(['apps/web/src/ui/tokens.css', 'apps/web/public/favicon.svg']);
const COLOUR = /#[0-9a-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(/i;

/** Colours have names that say what they mean; the names are in one file. */
export function strayColours(files: readonly File[]): readonly Finding[] {
  const sheets = files.filter((file) => inWeb(file) && /\.(css|html|svg)$/.test(file.path) && !COLOURED.has(file.path));
  const says = (found: string): string => `colour ${found}: use a token of ui/tokens.css`;
  const inSheets = linesThat(sheets, (line) => {
    const found = COLOUR.exec(line)?.[0];
    return found === undefined ? undefined : says(found);
  });
  const inCode = files
    .filter((file) => inWeb(file) && /\.tsx?$/.test(file.path))
    .flatMap((file) =>
      [...nodesOf(file)].flatMap((node) => {
        const found = COLOUR.exec(literalText(node) ?? '')?.[0];
        return found === undefined ? [] : [finding(file, lineOf(node), says(found))];
      }),
    );
  return [...inSheets, ...inCode];
}

/** The product's name is the same in every language. */
const PRODUCT = 'Autolog';
const SPOKEN = new Set(['aria-label', 'aria-description', 'title', 'placeholder', 'alt']);

/** Every word a person reads comes from the phrases, or it exists in one language only. */
export function looseWords(files: readonly File[]): readonly Finding[] {
  return files
    .filter((file) => inWeb(file) && file.path.endsWith('.tsx'))
    .flatMap((file) =>
      [...nodesOf(file)].flatMap((node) => {
        if (ts.isJsxText(node) && /\p{L}/u.test(node.text.replaceAll(PRODUCT, '')))
          return [finding(file, lineOf(node), `"${node.text.trim()}" between tags: make it a phrase`)];
        if (!ts.isJsxAttribute(node) || !SPOKEN.has(node.name.getText())) return [];
        const text = literalText(node.initializer) ?? '';
        return /\p{L}/u.test(text) ? [finding(file, lineOf(node), `"${text}" is read aloud: make it a phrase`)] : [];
      }),
    );
}

/** Phrase keys of a file with their sentences; keys inside keys are joined with a dot. */
function phrasesOf(file: File): ReadonlyMap<string, string> {
  const phrases = new Map<string, string>();
  const walk = (node: ts.ObjectLiteralExpression, before: string): void => {
    for (const property of node.properties) {
      if (!ts.isPropertyAssignment(property)) continue;
      const key = before + property.name.getText().replaceAll(/['"]/g, '');
      if (ts.isObjectLiteralExpression(property.initializer)) walk(property.initializer, `${key}.`);
      else phrases.set(key, literalText(property.initializer) ?? '');
    }
  };
  for (const node of nodesOf(file))
    if (ts.isObjectLiteralExpression(node) && !ts.isPropertyAssignment(node.parent)) walk(node, '');
  return phrases;
}

const placeholders = (sentence: string): string => [...new Set(sentence.match(/\{\{\w+/g) ?? [])].toSorted().join(' ');

/** en and nl have the same keys, say something, and name the same facts. */
export function unevenPhrases(files: readonly File[]): readonly Finding[] {
  return files
    .filter((file) => inWeb(file) && /phrases\.en\.ts$/.test(file.path))
    .flatMap((english) => {
      const path = english.path.replace(/en\.ts$/, 'nl.ts');
      const dutch = files.find((file) => file.path === path);
      if (!dutch) return [finding(english, 1, `has no ${path}`)];
      const [en, nl] = [phrasesOf(english), phrasesOf(dutch)];
      return [...new Set([...en.keys(), ...nl.keys()])].flatMap((key) => {
        const [here, there] = [en.get(key), nl.get(key)];
        if (!here) return [finding(english, 1, `has no sentence for "${key}"`)];
        if (!there) return [finding(dutch, 1, `has no sentence for "${key}"`)];
        return placeholders(here) === placeholders(there)
          ? []
          : [
              finding(
                dutch,
                1,
                `"${key}" names ${placeholders(there) || 'nothing'}; English names ${placeholders(here) || 'nothing'}`,
              ),
            ];
      });
    });
}
