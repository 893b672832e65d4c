import type { UnitCode } from '../quantity/unit.js';
import type { Text } from '../text.js';

/**
 * The language of formulas: decimals with units, names of parameters, + - * /, comparison, and/or/not, if, and a fixed
 * list of functions. No loops, no property access, no text, nothing of the host: every formula ends (S29).
 */
export const FORMULA_LENGTH_MAX = 2000;
export const FORMULA_DEPTH_MAX = 64;
export const FORMULA_LOGARITHMS_MAX = 16;

export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type ComparisonOperator = '<' | '<=' | '=' | '<>' | '>=' | '>';

export const FUNCTIONS = {
  min: { least: 2, most: 8 },
  max: { least: 2, most: 8 },
  abs: { least: 1, most: 1 },
  ln: { least: 1, most: 1 },
  log2: { least: 1, most: 1 },
  log10: { least: 1, most: 1 },
} as const satisfies Record<string, Readonly<{ least: number; most: number }>>;
export type FunctionName = keyof typeof FUNCTIONS;

type At = Readonly<{ /** Characters before it in the text. */ at: number }>;
export type Expression = At &
  Readonly<
    | { kind: 'number'; value: string; unit: UnitCode }
    | { kind: 'name'; name: string }
    | { kind: 'negation'; of: Expression }
    | { kind: 'arithmetic'; operator: ArithmeticOperator; left: Expression; right: Expression }
    | { kind: 'comparison'; operator: ComparisonOperator; left: Expression; right: Expression }
    | { kind: 'logic'; operator: 'and' | 'or'; left: Expression; right: Expression }
    | { kind: 'not'; of: Expression }
    | { kind: 'if'; condition: Expression; yes: Expression; no: Expression }
    | { kind: 'call'; name: FunctionName; of: readonly Expression[] }
    | { kind: 'round'; of: Expression; digits: number; unit: UnitCode }
  >;

/** A recorded figure: decimal text with its unit. */
export type Figure = Readonly<{ value: string; unit: UnitCode }>;
export type FiguresByName = Readonly<Record<string, Figure>>;

export type Formula = Readonly<{ text: string; root: Expression }>;

/** Why a formula cannot be parsed, does not fit its units, or has no result; `at` counts the characters before it. */
export type FormulaFault = Readonly<{ at: number; message: Text }>;

/** Thrown and caught inside this folder: its exported functions return the fault as a value. */
class FormulaError extends Error {
  constructor(readonly fault: FormulaFault) {
    super(fault.message.en);
  }
}

export function throwFault(at: number, en: string, nl: string): never {
  throw new FormulaError({ at, message: { en, nl } });
}

/** Runs what may throw a fault and returns the fault as a value. Other errors are bugs and stay thrown. */
export function catchFault<Result extends object>(work: () => Result): Result | Readonly<{ fault: FormulaFault }> {
  try {
    return work();
  } catch (error) {
    if (error instanceof FormulaError) return { fault: error.fault };
    throw error;
  }
}

/** The parts of an expression, for walking it. */
function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'name':
      return [];
    case 'negation':
    case 'not':
    case 'round':
      return [expression.of];
    case 'arithmetic':
    case 'comparison':
    case 'logic':
      return [expression.left, expression.right];
    case 'if':
      return [expression.condition, expression.yes, expression.no];
    case 'call':
      return expression.of;
  }
}

/** The parameters a formula needs, each once, in the order they are first written. */
export function namesIn(formula: Formula): readonly string[] {
  const names = new Set<string>();
  const walk = (expression: Expression): void => {
    if (expression.kind === 'name') names.add(expression.name);
    partsOf(expression).forEach(walk);
  };
  walk(formula.root);
  return [...names];
}
