import { exact, type ExactNumber } from '../../quantity/decimal.js';
import { UNITS, type UnitCode } from '../../quantity/unit.js';
import type { ComparisonOperator, Expression } from '../../formula/formula.js';
import type { ParsedCondition } from '../implied-conditions.js';

type RangeEnd = Readonly<{ value: ExactNumber; included: boolean }>;
type AllowedRange = { low?: RangeEnd; high?: RangeEnd };

/**
 * Whether conditions can surely not hold together: choices of one step without a common option, or comparisons of one
 * figure with numbers that leave nothing between them. Calculations inside a condition are not examined.
 */
export function contradictEachOther(
  conditions: readonly ParsedCondition[],
  units: Readonly<Record<string, UnitCode>>,
): boolean {
  const chosen = new Map<string, readonly string[]>();
  const between = new Map<string, AllowedRange>();
  for (const { condition, formula } of conditions) {
    if ('step' in condition) {
      const left = chosen.get(condition.step) ?? condition.is;
      chosen.set(
        condition.step,
        left.filter((option) => condition.is.includes(option)),
      );
    } else if (formula) narrow(formula.root, false, between, units);
  }
  return [...chosen.values()].some((options) => options.length === 0) || [...between.values()].some(isEmpty);
}

const OPPOSITE = { '<': '>=', '<=': '>', '=': '<>', '<>': '=', '>=': '<', '>': '<=' } as const;
const MIRRORED = { '<': '>', '<=': '>=', '=': '=', '<>': '<>', '>=': '<=', '>': '<' } as const;

/** Narrows what figures may be by every comparison that must hold (or, denied, must not). */
function narrow(
  expression: Expression,
  denied: boolean,
  between: Map<string, AllowedRange>,
  units: Readonly<Record<string, UnitCode>>,
): void {
  if (expression.kind === 'not') return narrow(expression.of, !denied, between, units);
  // Denied, one of the two of an "and" is enough, and an "or" denies both.
  if (expression.kind === 'logic' && (expression.operator === 'and') === !denied) {
    narrow(expression.left, denied, between, units);
    narrow(expression.right, denied, between, units);
  }
  if (expression.kind !== 'comparison') return;
  const { left, right, operator } = expression;
  const asked = denied ? OPPOSITE[operator] : operator;
  if (left.kind === 'name' && right.kind === 'number') limit(left.name, asked, right, between, units);
  if (left.kind === 'number' && right.kind === 'name') limit(right.name, MIRRORED[asked], left, between, units);
}

function limit(
  name: string,
  operator: ComparisonOperator,
  { value, unit }: Readonly<{ value: string; unit: UnitCode }>,
  between: Map<string, AllowedRange>,
  units: Readonly<Record<string, UnitCode>>,
): void {
  const own = units[name];
  if (own === undefined || UNITS[own].dimension !== UNITS[unit].dimension || operator === '<>') return;
  const end = { value: exact(value).times(UNITS[unit].factor), included: operator.includes('=') };
  const known = between.get(name) ?? {};
  if (operator !== '<' && operator !== '<=' && isTighter(end, known.low, 1)) known.low = end;
  if (operator !== '>' && operator !== '>=' && isTighter(end, known.high, -1)) known.high = end;
  between.set(name, known);
}

function isTighter(end: RangeEnd, known: RangeEnd | undefined, sign: 1 | -1): boolean {
  if (known === undefined) return true;
  const order = end.value.cmp(known.value) * sign;
  return order > 0 || (order === 0 && !end.included);
}

function isEmpty({ low, high }: AllowedRange): boolean {
  if (low === undefined || high === undefined) return false;
  const order = low.value.cmp(high.value);
  return order > 0 || (order === 0 && !(low.included && high.included));
}
