import { exact, isDecimal, textOf, type ExactNumber } from '../quantity/decimal.js';
import { formatQuantity } from '../quantity/format-quantity.js';
import { DIMENSIONS, UNITS, type UnitCode } from '../quantity/unit.js';
import { kindOf, requireUnit } from './check-units.js';
import { explainFormula } from './explain-formula.js';
import {
  catchFault,
  throwFault,
  type Expression,
  type Figure,
  type FiguresByName,
  type Formula,
  type FormulaFault,
  type FunctionName,
} from './formula.js';

export type FormulaResult = Readonly<{
  /** In the unit asked for, unrounded: at most 20 significant digits, 24 of them after the point. */
  value: string;
  /** The formula with its figures filled in, and the result. */
  explained: string;
}>;

// Work is done in 40 digits; the last of them carry the rounding of 1 ÷ 3, so a result has 20 and 1 ÷ 3 × 3 is 1.
const RESULT_DIGITS_MAX = 20;
const RESULT_DECIMALS_MAX = 24;
const RESULT_SIZE_MAX = '1000000000000000000000000';
const COMPARED_DIGITS = 30;

/** Calculates a formula from recorded figures into a unit. A fault when there is no result; never throws on input. */
export const evaluateFormula = (
  formula: Formula,
  values: FiguresByName,
  into: UnitCode,
): FormulaResult | Readonly<{ fault: FormulaFault }> =>
  catchFault(() => {
    requireUnit(formula, unitsOf(values), into);
    const { of, per } = scaleOf(into);
    const raw = quantityOf(formula.root, values).times(per).div(of);
    if (raw.abs().gte(RESULT_SIZE_MAX)) {
      throwFault(
        formula.root.at,
        'The result is too large to be a quantity.',
        'De uitkomst is te groot voor een hoeveelheid.',
      );
    }
    const value = textOf(raw.toSignificantDigits(RESULT_DIGITS_MAX).toDecimalPlaces(RESULT_DECIMALS_MAX));
    return { value, explained: `${explainFormula(formula, values)} = ${formatQuantity(value, into, 'en')}` };
  });

/** Decides a formula that asks yes or no; explained shows the figures it was decided on. */
export const evaluateTruth = (
  formula: Formula,
  values: FiguresByName,
): Readonly<{ holds: boolean; explained: string }> | Readonly<{ fault: FormulaFault }> =>
  catchFault(() => {
    if (kindOf(formula.root, unitsOf(values)).of !== 'truth') {
      throwFault(formula.root.at, 'This formula does not ask yes or no.', 'Deze formule vraagt geen ja of nee.');
    }
    return { holds: truthOf(formula.root, values), explained: explainFormula(formula, values) };
  });

const unitsOf = (values: FiguresByName): Readonly<Record<string, UnitCode>> =>
  Object.fromEntries(Object.entries(values).map(([name, { unit }]) => [name, unit]));

/** One of this unit in mL, kg, s, pieces…, as a fraction: multiplied before divided, most conversions stay exact. */
function scaleOf(unit: UnitCode): Readonly<{ of: ExactNumber; per: number }> {
  const { factor, dimension } = UNITS[unit];
  const { of, per } = DIMENSIONS[dimension];
  return { of: exact(factor).times(of), per };
}

function scaled({ value, unit }: Figure): ExactNumber {
  // Plain numbers are most of a long formula, and scaling them by one is most of its time.
  if (unit === '1') return exact(value);
  const { of, per } = scaleOf(unit);
  return exact(value).times(of).div(per);
}

function quantityOf(expression: Expression, values: FiguresByName): ExactNumber {
  const at = (part: Expression): ExactNumber => quantityOf(part, values);
  switch (expression.kind) {
    case 'number':
      return scaled(expression);
    case 'name':
      return recorded(expression, values);
    case 'negation':
      return at(expression.of).negated();
    case 'arithmetic':
      return arithmetic(expression, at(expression.left), at(expression.right));
    case 'if':
      // Only the branch that counts: the other may divide by what this condition excludes.
      return at(truthOf(expression.condition, values) ? expression.yes : expression.no);
    case 'call':
      return call(expression.name, expression.of.map(at), expression.at);
    case 'round': {
      const { of, per } = scaleOf(expression.unit);
      const inUnit = roundedForComparison(at(expression.of).times(per).div(of));
      return inUnit.toDecimalPlaces(expression.digits).times(of).div(per);
    }
    case 'comparison':
    case 'logic':
    case 'not':
      throw new Error('a truth stands where a quantity was checked to be');
  }
}

function truthOf(expression: Expression, values: FiguresByName): boolean {
  switch (expression.kind) {
    case 'logic': {
      const left = truthOf(expression.left, values);
      const decided = left === (expression.operator === 'or');
      return decided ? left : truthOf(expression.right, values);
    }
    case 'not':
      return !truthOf(expression.of, values);
    case 'comparison': {
      const order = roundedForComparison(quantityOf(expression.left, values)).cmp(
        roundedForComparison(quantityOf(expression.right, values)),
      );
      return COMPARES[expression.operator](order);
    }
    case 'number':
    case 'name':
    case 'negation':
    case 'arithmetic':
    case 'if':
    case 'call':
    case 'round':
      throw new Error('a quantity stands where a truth was checked to be');
  }
}

const COMPARES = {
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '=': (order: number) => order === 0,
  '<>': (order: number) => order !== 0,
  '>=': (order: number) => order >= 0,
  '>': (order: number) => order > 0,
};

/** Without the last digits, which carry the rounding of divisions: 1 ÷ 3 × 3 equals 1. */
const roundedForComparison = (number: ExactNumber): ExactNumber => number.toSignificantDigits(COMPARED_DIGITS);

function recorded({ name, at }: Expression & { kind: 'name' }, values: FiguresByName): ExactNumber {
  const found = values[name];
  if (found === undefined) throw new Error(`${name} was checked to have a value`);
  if (!isDecimal(found.value))
    throwFault(at, `The value of "${name}" is no number.`, `De waarde van "${name}" is geen getal.`);
  return scaled(found);
}

function arithmetic(
  { operator, at }: Expression & { kind: 'arithmetic' },
  left: ExactNumber,
  right: ExactNumber,
): ExactNumber {
  switch (operator) {
    case '+':
      return left.plus(right);
    case '-':
      return left.minus(right);
    case '*':
      return left.times(right);
    case '/':
      if (right.isZero()) throwFault(at, 'Here something is divided by zero.', 'Hier wordt door nul gedeeld.');
      return left.div(right);
  }
}

function call(name: FunctionName, of: readonly ExactNumber[], at: number): ExactNumber {
  const [first, ...others] = of;
  if (first === undefined) throw new Error(`${name} was parsed without values`);
  switch (name) {
    case 'min':
      return others.reduce((least, other) => (other.lt(least) ? other : least), first);
    case 'max':
      return others.reduce((most, other) => (other.gt(most) ? other : most), first);
    case 'abs':
      return first.abs();
    case 'ln':
    case 'log2':
    case 'log10': {
      if (first.lte(0))
        throwFault(at, 'Only a number above zero has a logarithm.', 'Alleen een getal boven nul heeft een logaritme.');
      if (name === 'ln') return first.ln();
      return first.log(name === 'log2' ? 2 : 10);
    }
  }
}
