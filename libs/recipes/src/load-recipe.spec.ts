import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { allSteps } from '@autolog/domain/recipe/recipe-index';
import { loadRecipe } from './load-recipe.js';
import { RECIPE_LENGTH_MAX } from './parse-yaml.js';
import { readBuiltInRecipe, BUILT_IN_RECIPES } from './read-built-in-recipe.js';

const builtIn = readBuiltInRecipe('receipt-to-release');
const faultsOf = (yaml: string): readonly { line?: number; path: string; en: string; nl: string }[] => {
  const loaded = loadRecipe(yaml);
  return 'faults' in loaded ? loaded.faults : [];
};
const lineOf = (text: string): number => builtIn.slice(0, builtIn.indexOf(text)).split('\n').length;

describe('built-in recipes', () => {
  test.each(BUILT_IN_RECIPES)('%s is a recipe without faults', (name) => {
    expect(faultsOf(readBuiltInRecipe(name))).toEqual([]);
  });

  test('the example in docs/recipes.md is a valid recipe', () => {
    const page = readFileSync(new URL('../../../docs/recipes.md', import.meta.url), 'utf8');
    const [, shown = ''] = /```yaml\n(format:[^]*?)```/.exec(page) ?? [];
    expect(faultsOf(shown)).toEqual([]);
  });

  test('the short recipe begins with line clearance, ends with closing, and has eight kinds of step', () => {
    const loaded = loadRecipe(builtIn);
    if (!('recipe' in loaded)) throw new Error('the seed has faults');
    const steps = allSteps(loaded.recipe);
    expect([steps[0]?.id, steps.at(-1)?.id]).toEqual(['line-clearance', 'close']);
    expect(new Set(steps.map(({ kind }) => kind)).size).toBe(8);
  });
});

describe('faults that an author can correct', () => {
  test.each([
    [
      'a number without quotes',
      `alert: { low: '90.0' }`,
      'alert: { low: 90.0 }',
      'Write text here; numbers stand in quotes ("1.0").',
    ],
    [
      'a name that does not belong',
      'scans: patient',
      'scans: patient\n            colour: red',
      '"colour" does not belong here.',
    ],
    [
      'an unknown kind',
      'kind: timer',
      'kind: wait',
      'The kind of a step is one of: instruction, entry, calculation, choice, scan, check, timer, device, activity, sample.',
    ],
    ['a missing translation', 'title: { en: Medium, nl: Medium }', 'title: { en: Medium }', '"nl" is missing.'],
    [
      'a name written twice',
      'device: tct-processor',
      'device: tct-processor\ndevice: other',
      '"device" is written twice.',
    ],
    ['an unreachable window', 'from: activation', 'from: thaw', 'No step sets anchor "thaw".'],
    ['an unknown unit', 'unit: Cel', 'unit: degC', 'Unit "degC" is not known here.'],
    [
      'a calculation without a test case',
      '- id: vector-volume\n            kind: calculation\n            formula: seeded_cells * 5 / vector_titre\n            examples:',
      '- id: vector-volume\n            kind: calculation\n            formula: seeded_cells * 5 / vector_titre\n            proof:',
      '"examples" is missing.',
    ],
    [
      'a condition that says nothing',
      'sets: activation',
      'sets: activation\n            when: {}',
      'Write a condition as a formula, or as a choice step',
    ],
    [
      'a condition in two ways at once',
      'sets: activation',
      `sets: activation\n            when: { formula: 'seeded_cells > 50 [10*6]', step: line-clearance, is: [clear] }`,
      'Write a condition as a formula, or as a choice step',
    ],
    [
      'a repetition without end',
      '      - id: enrichment\n',
      '      - id: enrichment\n        repeat: { first: 1, times: 1000000000, every: 1 d }\n',
      'Write 60 or less.',
    ],
    [
      'a performer nobody is',
      'sets: activation',
      'sets: activation\n            performer: surgeon',
      'Write one of: technician, qc_analyst.',
    ],
    ['a formula with unlike units', 'seeded_cells * 5 /', 'seeded_cells * 5 +', ''],
  ])('%s', (_what, good, bad, en) => {
    const [fault] = faultsOf(builtIn.replace(good, bad));
    expect(fault?.en).toContain(en);
    expect(fault?.nl).toBeTruthy();
    expect(Math.abs((fault?.line ?? -99) - lineOf(good))).toBeLessThanOrEqual(2);
  });

  test('all faults are listed', () => {
    const broken = builtIn.replace('unit: Cel', 'unit: degC').replace('opens: 18 h', 'opens: 30 h');
    expect(faultsOf(broken)).toHaveLength(3);
  });
});

const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype).sort();

describe('[S27] hostile files are refused within 100 ms of processor time', () => {
  const inFormula = (formula: string): string => builtIn.replace('seeded_cells * 5 / vector_titre', `"${formula}"`);
  const withCondition = (when: string): string =>
    builtIn.replace('sets: activation', `sets: activation\n            when: ${when}`);
  const repeated = (repeat: string): string =>
    builtIn.replace('      - id: harvest\n', `      - id: harvest\n        repeat: { ${repeat} }\n`);
  const bomb = `a: &a [x,x]\n${Array.from({ length: 40 }, (_, n) => `b${n}: [*a,*a,*a,*a]`).join('\n')}`;
  test.each([
    ['an alias bomb', bomb],
    ['an alias', `${builtIn}\nmore: *x`],
    ['a prototype', `${builtIn}\n__proto__: { polluted: yes }`],
    ['a constructor', 'constructor: { prototype: { x: 1 } }'],
    ['a tag', builtIn.replace('code: CART', 'code: !!js/function CART')],
    ['a binary tag', builtIn.replace("version: '1'", 'version: !!binary MQ==')],
    ['a directive', `%YAML 1.1\n---\n${builtIn}`],
    ['a second document', `${builtIn}\n---\nmore: 1`],
    ['brackets nested ten thousand deep', '['.repeat(10_000)],
    ['brackets nested a hundred thousand deep', '['.repeat(100_000)],
    ['a formula of a hundred thousand brackets', inFormula(`${'('.repeat(100_000)}1${')'.repeat(100_000)}`)],
    ['a formula of a hundred thousand characters', inFormula(`seeded_cells ${'+ seeded_cells '.repeat(7_000)}`)],
    ['a formula as deep as it may be long', inFormula(`${'('.repeat(990)}1${')'.repeat(990)}`)],
    ['a condition as deep as it may be long', withCondition(`{ formula: '${'not '.repeat(480)}seeded_cells > 1' }`)],
    ['a condition nested in itself', withCondition('{ formula: '.repeat(20) + 'x' + ' }'.repeat(20))],
    ['a condition on a prototype', withCondition(`{ formula: '__proto__ > 1' }`)],
    ['a condition on a constructor', withCondition(`{ formula: 'constructor > 1' }`)],
    ['a prototype as an anchor', builtIn.replaceAll('activation\n', '__proto__\n')],
    ['a prototype as a parameter', builtIn.replaceAll('vector_titre', '__proto__')],
    ['a constructor as a parameter of another', builtIn.replace('seeded_cells * 5', 'constructor * 5')],
    ['a prototype in a test case', builtIn.replace('given: { seeded_cells', 'given: { __proto__')],
    ['an inherited property in a test case', builtIn.replace('given: { seeded_cells', 'given: { toString')],
    [
      'an inherited property as a measurand',
      builtIn.replace('criticality: CQA', 'criticality: CQA\n              measures: valueOf'),
    ],
    ['a repetition of a thousand million times', repeated('first: 0, times: 1000000000, every: 1 d')],
    ['a repetition that begins beyond all numbers', repeated('first: 1.0e+308, times: 2, every: 1 d')],
    ['ten megabytes', 'a'.repeat(10_000_000)],
    ['ten megabytes of brackets', '[{'.repeat(5_000_000)],
    ['dashes nested ten thousand deep', '- '.repeat(10_000)],
    ['lines nested a thousand deep', Array.from({ length: 1_000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
    [
      'tens of thousands of keys in one object',
      Array.from({ length: 40_000 }, (_, n) => `k${n}: 1`)
        .join('\n')
        .slice(0, 255_000),
    ],
    ['a file too long', 'a'.repeat(RECIPE_LENGTH_MAX + 1)],
    ['a hidden direction mark', builtIn.replace('Medium', 'Med\u202Eium')],
    ['a zero byte', builtIn.replace('Medium', 'Med\u0000ium')],
    ['half a character', builtIn.replace('Medium', 'Med\uD800ium')],
    ['nothing', ''],
    ['a list', '- a'],
    ['text', 'hello'],
  ])('%s', (_what, yaml) => {
    // Processor time, the best of three: what is measured is the reader, not whatever else this machine does.
    const took = [1, 2, 3].map(() => {
      const began = process.cpuUsage();
      expect(faultsOf(yaml).length).toBeGreaterThan(0);
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1_000;
    });
    expect(Math.min(...took)).toBeLessThan(100);
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(PROTOTYPE);
  });
});
