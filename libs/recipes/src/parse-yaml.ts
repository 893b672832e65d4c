import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import type { RecipeFault } from '@autolog/domain/recipe-fault';

/** A fault at its line in the file, counted from 1. */
export type FileFault = RecipeFault & Readonly<{ line?: number }>;
/** JSON pointer to the line where that part begins. */
export type LineByPath = ReadonlyMap<string, number>;
export type YamlResult = Readonly<{ value: unknown; lines: LineByPath }> | Readonly<{ faults: readonly FileFault[] }>;

/** A recipe of 200 steps is some 150 kB; more could keep the parser busy, and nobody could review it. */
export const RECIPE_LENGTH_MAX = 256_000;
/** A recipe is nested twelve deep at most. */
const DEPTH_MAX = 32;
/** Colons, commas and line ends: what a file can make the parser build a part for. 200 steps have some 12,000. */
const PARTS_MAX = 30_000;
const INDENT_MAX = 100;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

// Characters that do not print, or that make text read otherwise than it is stored.
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/;
const COMPACT_NESTING = /^\s*(?:[-?:] +){12,}/m;

/**
 * Parses YAML into plain values and nothing else: no aliases, tags, directives, merge keys or documents beside it. What a
 * hostile file could use to keep the parser busy is refused before it is parsed.
 */
export function parseYaml(text: string): YamlResult {
  const hostile = findHostileContent(text);
  if (hostile) return { faults: [hostile] };
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    schema: 'core',
    merge: false,
    // Done below in one pass: the parser compares every key with every other.
    uniqueKeys: false,
    prettyErrors: false,
    // 'silent' would also keep quiet about a second document.
    logLevel: 'error',
  });
  const lineAt = (offset: number | undefined): number => (offset === undefined ? 1 : counter.linePos(offset).line);
  const [error] = document.errors;
  if (error) {
    const line = lineAt(error.pos[0]);
    const reason = error.message.split('\n')[0] ?? '';
    return { faults: [{ path: '', line, en: `This is not YAML: ${reason}`, nl: `Dit is geen YAML: ${reason}` }] };
  }
  const parser: YamlParser = { faults: [], lines: new Map(), lineAt };
  const value = toPlainValue(document.contents, '', 0, parser);
  return parser.faults.length > 0 ? { faults: parser.faults } : { value, lines: parser.lines };
}

function findHostileContent(text: string): FileFault | undefined {
  const whole = (en: string, nl: string): FileFault => ({ path: '', en, nl });
  if (text.length > RECIPE_LENGTH_MAX) {
    return whole(
      `The file has ${text.length} characters; at most ${RECIPE_LENGTH_MAX}.`,
      `Het bestand heeft ${text.length} tekens; hoogstens ${RECIPE_LENGTH_MAX}.`,
    );
  }
  const hidden = HIDDEN.exec(text);
  if (hidden || !text.isWellFormed()) {
    const line = text.slice(0, hidden?.index ?? 0).split('\n').length;
    return { ...whole('The file has a hidden character.', 'Het bestand heeft een verborgen teken.'), line };
  }
  const parts = text.match(/[:,\n]/g)?.length ?? 0;
  if (parts > PARTS_MAX) return whole('The file has too many parts.', 'Het bestand heeft te veel onderdelen.');
  if (/^%/m.test(text)) return whole('Leave YAML directives (%) out.', 'Laat YAML-aanwijzingen (%) weg.');
  if (isNestedTooDeep(text)) return whole('The file is nested too deep.', 'Het bestand is te diep genest.');
  return undefined;
}

function isNestedTooDeep(text: string): boolean {
  if (COMPACT_NESTING.test(text)) return true;
  let depth = 0;
  let indent = 0;
  let atStart = true;
  for (const sign of text) {
    if (sign === '\n') {
      atStart = true;
      indent = 0;
    } else if (atStart && sign === ' ') indent += 1;
    else atStart = false;
    if (sign === '[' || sign === '{') depth += 1;
    else if ((sign === ']' || sign === '}') && depth > 0) depth -= 1;
    if (depth > DEPTH_MAX || indent > INDENT_MAX) return true;
  }
  return false;
}

type YamlParser = Readonly<{
  faults: FileFault[];
  lines: Map<string, number>;
  lineAt: (offset: number | undefined) => number;
}>;

function toPlainValue(node: Node | null, path: string, depth: number, parser: YamlParser): unknown {
  if (node === null) return null;
  const line = parser.lineAt(node.range?.[0]);
  parser.lines.set(path, line);
  const refuse = (en: string, nl: string, at = line): undefined => {
    parser.faults.push({ path, line: at, en, nl });
  };
  if (isAlias(node))
    return refuse(
      'Write the value out; aliases (*) are not read.',
      'Schrijf de waarde uit; verwijzingen (*) worden niet gelezen.',
    );
  if (node.tag !== undefined) return refuse(`Leave the tag ${node.tag} out.`, `Laat het label ${node.tag} weg.`);
  if (depth > DEPTH_MAX) return refuse('This is nested too deep.', 'Dit is te diep genest.');
  if (isScalar(node)) return node.value;
  if (isSeq(node)) {
    return node.items.map((item, index) => toPlainValue(item as Node, `${path}/${index}`, depth + 1, parser));
  }
  if (!isMap(node)) return refuse('This cannot be read.', 'Dit is niet te lezen.');
  const value: Record<string, unknown> = {};
  for (const { key, value: inner } of node.items) {
    const at = parser.lineAt((key as Node | null)?.range?.[0]);
    const name = isScalar(key) && key.tag === undefined ? key.value : undefined;
    if (typeof name !== 'string' || FORBIDDEN_KEYS.has(name)) {
      refuse('A name here cannot be used.', 'Een naam hier is niet bruikbaar.', at);
    } else if (Object.hasOwn(value, name)) {
      refuse(`"${name}" is written twice.`, `"${name}" staat er twee keer.`, at);
    } else {
      value[name] = toPlainValue(inner as Node | null, `${path}/${escapePointer(name)}`, depth + 1, parser);
    }
  }
  return value;
}

export const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
