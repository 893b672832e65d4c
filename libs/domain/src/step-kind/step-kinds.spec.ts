import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { isCorrectable, isScanned, STEP_KIND_RULES, STEP_KINDS } from './step-kinds.js';

const REGISTRY = ts.sys.resolvePath('libs/domain/src/step-kind/step-kinds.ts');
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

const host = ts.createCompilerHost(OPTIONS);
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Compiles the registry with its text changed; gives the messages about it. */
function errorsWhen(change: (text: string) => string): readonly string[] {
  const registry = ts.createSourceFile(REGISTRY, change(ts.sys.readFile(REGISTRY) ?? ''), OPTIONS.target!);
  const getSourceFile: ts.CompilerHost['getSourceFile'] = (path, version) => {
    if (path === REGISTRY) return registry;
    if (!parsed.has(path)) parsed.set(path, host.getSourceFile(path, version));
    return parsed.get(path);
  };
  const program = ts.createProgram([REGISTRY], OPTIONS, { ...host, getSourceFile });
  const errors = [...program.getSyntacticDiagnostics(registry), ...program.getSemanticDiagnostics(registry)];
  return errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the registry of step kinds', () => {
  test('compiles as it is', () => {
    expect(errorsWhen((text) => text)).toEqual([]);
  });

  test('does not compile with a kind that has no rules', () => {
    const errors = errorsWhen((text) =>
      text.replace('  sample: SampleKind;', '  sample: SampleKind;\n  storage: SampleKind;'),
    );
    expect(errors).toEqual([expect.stringContaining("Property 'storage' is missing")]);
  });

  test('does not compile with rules that lack any one piece', () => {
    const pieces = Object.keys(STEP_KIND_RULES.sample);
    const lacking = pieces.map(
      (piece) =>
        `export const without_${piece}: StepKindRules<SampleKind> = (({ ${piece}: _left, ...rest }) => rest)(SAMPLE);`,
    );
    expect(errorsWhen((text) => [text, ...lacking].join('\n'))).toEqual(
      pieces.map((piece) => expect.stringContaining(`Property '${piece}' is missing`)),
    );
  });

  test('does not compile with the rules of another kind', () => {
    expect(errorsWhen((text) => text.replace('  sample: SAMPLE,', '  sample: SCAN,'))).not.toEqual([]);
  });
});

describe('what differs from kind to kind', () => {
  const kindsWhere = (holds: (kind: (typeof STEP_KINDS)[number]) => boolean) => STEP_KINDS.filter(holds);

  test('[INV-8] labels and readings tell whose cells these are', () => {
    expect(kindsWhere((kind) => STEP_KIND_RULES[kind].identifies)).toEqual(['scan', 'device', 'activity', 'sample']);
  });

  test('figures that were typed, choices and checks can be corrected', () => {
    expect(kindsWhere(isCorrectable)).toEqual(['entry', 'choice', 'check']);
  });

  test('a scanned label answers scans and samples', () => {
    expect(kindsWhere(isScanned)).toEqual(['scan', 'sample']);
  });
});

describe('the fields of an answer as they come over HTTP', () => {
  const FIELDS = { typed: '1', choice: 'a', read: 'COI/A', states: { bench: 'empty' }, value: '1' } as const;

  test('each kind takes its own fields and no others', () => {
    expect(STEP_KINDS.map((kind) => STEP_KIND_RULES[kind].parseAnswer(FIELDS))).toEqual([
      { kind: 'instruction' },
      { kind: 'entry', typed: '1' },
      { kind: 'calculation' },
      { kind: 'choice', choice: 'a' },
      { kind: 'scan', read: 'COI/A', byHand: false },
      { kind: 'check', states: { bench: 'empty' } },
      { kind: 'timer' },
      'a reading needs `value` and `sourceTime`',
      'a reading needs `value` and `sourceTime`',
      { kind: 'sample', read: 'COI/A', byHand: false },
    ]);
  });

  test('a field that is missing is named', () => {
    const sentences = STEP_KINDS.map((kind) => STEP_KIND_RULES[kind].parseAnswer({})).filter(
      (answer) => typeof answer === 'string',
    );
    expect(sentences).toHaveLength(7);
    expect(sentences.every((sentence) => /`\w+`/.test(sentence))).toBe(true);
  });

  test('a check has at most fifty states', () => {
    const states = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`i${index}`, 'empty']));
    expect(STEP_KIND_RULES.check.parseAnswer({ states })).toBe('a check needs `states`');
  });
});
