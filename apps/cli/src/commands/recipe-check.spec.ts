import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Language } from '@autolog/domain/text';
import { readBuiltInRecipe } from '@autolog/recipes/read-built-in-recipe';
import { CommandError, EXIT } from '../errors/command-error.js';
import { parseRecipeCheck, runRecipeCheck } from './recipe-check.js';

const seed = readBuiltInRecipe('receipt-to-release');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'autolog-recipe-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type CheckResult = Readonly<{ out: string; fault?: string; exit: number }>;

function check(file: string, more: Readonly<{ language?: Language; json?: boolean }> = {}): CheckResult {
  const lines: string[] = [];
  const out = (): string => lines.join('\n');
  try {
    runRecipeCheck({ file, language: 'en', json: false, ...more }, (line) => lines.push(line));
    return { out: out(), exit: 0 };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { out: out(), fault: error.message.replaceAll(folder, ''), exit: error.exitCode };
  }
}

function written(content: string | Uint8Array): string {
  const file = join(folder, 'recipe.yaml');
  writeFileSync(file, content);
  return file;
}

test('recipe check reports in English by default', () => {
  const file = resolve('x.yaml');
  expect(parseRecipeCheck(['check', 'x.yaml'])).toEqual({ file, language: 'en', json: false });
  expect(parseRecipeCheck(['check', 'x.yaml', '--language', 'nl', '--json'])).toEqual({
    file,
    language: 'nl',
    json: true,
  });
});

describe('a valid file is summarised', () => {
  test('with every figure a reviewer asks for first', () => {
    const { out, exit } = check(written(seed));
    expect(exit).toBe(0);
    expect(out.split('\n')).toEqual([
      'CART-CD19-SHORT 1 is valid: CD19 CAR-T cells, receipt to harvest',
      expect.stringMatching(/^ {2}hash {14}[0-9a-f]{64}$/),
      '  operations        6 as carried out, 6 written',
      expect.stringMatching(/^ {2}steps {13}\d+ \(3 instruction, 5 entry, 1 calculation, .*\), 0 under a condition$/),
      '  signatures        12 (at most 25)',
      expect.stringMatching(/^ {2}bare ticks {8}3 \(\d+\.\d % of the steps\)$/),
      '  parameters        7 (5 CPP, 1 CQA, 1 KPP)',
      '  test cases        2',
      '  anchors, windows  1, 1',
      '  materials         2',
      '  pending tests     0',
    ]);
  });

  test('in Dutch, and as JSON', () => {
    expect(check(written(seed), { language: 'nl' }).out).toMatch(
      /^CART-CD19-SHORT 1 is geldig: CD19-CAR-T-cellen.*\n {2}controlegetal/,
    );
    expect(JSON.parse(check(written(seed), { json: true }).out)).toMatchObject({
      valid: true,
      code: 'CART-CD19-SHORT',
      operations: { written: 6, carriedOut: 6 },
      criticalities: { CPP: 5 },
    });
  });
});

describe('every fault is reported with its line', () => {
  const broken = seed.replace('opens: 18 h', 'opens: 30 h').replace('unit: Cel', 'unit: degC');
  const lineOf = (text: string): number => broken.slice(0, broken.indexOf(text)).split('\n').length;

  test('in the order of the file, and counted', () => {
    const { fault, exit } = check(written(broken));
    expect(exit).toBe(EXIT.badData);
    expect(fault?.split('\n')).toEqual([
      `/recipe.yaml:${lineOf('unit: degC')}: Unit "degC" is not known here.`,
      `/recipe.yaml:${lineOf('unit: degC')}: Signal "tempActual" comes in Cel; the parameter must be in the same unit.`,
      `/recipe.yaml:${lineOf('opens: 30 h')}: The window closes before it opens.`,
      '3 faults found.',
    ]);
  });

  test('in Dutch, and as JSON', () => {
    expect(check(written(broken), { language: 'nl' }).fault).toMatch(
      /Eenheid "degC" is hier niet bekend\.[^]*3 fouten gevonden\.$/,
    );
    const { out, fault } = check(written(broken), { json: true });
    expect(JSON.parse(out)).toMatchObject({ valid: false, faults: [{ line: lineOf('unit: degC') }, {}, {}] });
    expect(fault).toBe('3 faults found.');
  });
});

describe('[S27] a file that is no recipe is refused within 100 ms of CPU time', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['ten megabytes', new Uint8Array(10_000_000).fill(0x61), 'The file has more than 1024000 bytes.'],
    ['bytes that are no text', new Uint8Array([0x61, 0xff, 0xfe]), 'The file is not text in UTF-8.'],
    ['a hundred thousand brackets', '['.repeat(100_000), 'The file is nested too deep.'],
  ])('%s', (_what, content, sentence) => {
    const file = written(content);
    const took = [1, 2, 3].map(() => {
      const began = process.cpuUsage();
      expect(check(file)).toEqual({ out: '', fault: `/recipe.yaml: ${sentence}\n1 fault found.`, exit: EXIT.badData });
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1_000;
    });
    expect(Math.min(...took)).toBeLessThan(100);
  });

  test('a file without an end is read up to the limit only', () => {
    expect(check('/dev/zero').fault).toContain('The file has more than 1024000 bytes.');
  });

  test('a missing file', () => {
    expect(check(join(folder, 'none.yaml'))).toMatchObject({
      exit: EXIT.noInput,
      fault: expect.stringContaining('cannot be read'),
    });
  });
});

test('[S22] control characters of a file are escaped, whether it is valid or not', () => {
  const spoof = String.raw`\u001b[2J\nis valid\u009b8m\u202e`;
  const good = check(written(seed.replace(`'CD19 CAR-T cells, receipt to harvest'`, `"Cells ${spoof}"`)));
  expect([good.exit, good.out.split('\n')[0]]).toEqual([
    0,
    String.raw`CART-CD19-SHORT 1 is valid: Cells \u{1b}[2J\u{a}is valid\u{9b}8m\u{202e}`,
  ]);
  const wrong = check(written(seed.replace(/unit: \S+/, `unit: "${spoof}"`)));
  expect(wrong.fault).toContain(String.raw`Unit "\u{1b}[2J\u{a}is valid`);
});
