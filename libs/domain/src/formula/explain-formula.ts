import { formatQuantity } from '../quantity/format-quantity.js';
import { UNITS } from '../quantity/unit.js';
import type { ComparisonOperator, Expression, Figure, FiguresByName, Formula } from './formula.js';

const ARITHMETIC = { '+': '+', '-': '−', '*': '×', '/': '÷' } as const;
const COMPARISON: Readonly<Record<ComparisonOperator, string>> = {
  '<': '<',
  '<=': '≤',
  '=': '=',
  '<>': '≠',
  '>=': '≥',
  '>': '>',
};

/** The formula with every figure filled in, as it was calculated: "100000000 cells × 5 ÷ 50000000 TU/mL". */
export const explainFormula = (formula: Formula, values: FiguresByName): string =>
  formatExpression(formula.root, values);

/** A figure with its unit; where the unit begins with a sign of its own (×10⁶), held together by brackets. */
const formatFigure = ({ value, unit }: Figure): string => {
  const text = formatQuantity(value, unit, 'en');
  return UNITS[unit].symbol.startsWith('×') || value.startsWith('-') ? `(${text})` : text;
};

/** How tightly an expression binds: a part that binds looser than its place gets brackets. */
function bindingStrength(expression: Expression): number {
  switch (expression.kind) {
    case 'logic':
      return expression.operator === 'or' ? 0 : 1;
    case 'not':
      return 2;
    case 'comparison':
      return 3;
    case 'arithmetic':
      return expression.operator === '+' || expression.operator === '-' ? 4 : 5;
    case 'negation':
      return 6;
    case 'number':
    case 'name':
    case 'if':
    case 'call':
    case 'round':
      return 7;
  }
}

function formatExpression(expression: Expression, values: FiguresByName): string {
  const own = bindingStrength(expression);
  const part = (inner: Expression, least: number): string => {
    const text = formatExpression(inner, values);
    return bindingStrength(inner) < least ? `(${text})` : text;
  };
  const pair = (left: Expression, sign: string, right: Expression): string =>
    `${part(left, own)} ${sign} ${part(right, own + 1)}`;
  const list = (...parts: readonly string[]): string => `(${parts.join(', ')})`;
  switch (expression.kind) {
    case 'number':
      return formatFigure(expression);
    case 'name': {
      const found = values[expression.name];
      return found === undefined ? expression.name : formatFigure(found);
    }
    case 'negation':
      return `−${part(expression.of, own + 1)}`;
    case 'not':
      return `not ${part(expression.of, own)}`;
    case 'arithmetic':
      return pair(expression.left, ARITHMETIC[expression.operator], expression.right);
    case 'comparison':
      return `${part(expression.left, own + 1)} ${COMPARISON[expression.operator]} ${part(expression.right, own + 1)}`;
    case 'logic':
      return pair(expression.left, expression.operator, expression.right);
    case 'if':
      return `if${list(...[expression.condition, expression.yes, expression.no].map((inner) => formatExpression(inner, values)))}`;
    case 'call':
      return expression.name + list(...expression.of.map((inner) => formatExpression(inner, values)));
    case 'round':
      return `round${list(formatExpression(expression.of, values), formatQuantity(String(expression.digits), expression.unit, 'en'))}`;
  }
}
