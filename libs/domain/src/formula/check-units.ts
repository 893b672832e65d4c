import type { Powers, UnitCode } from '../quantity/unit.js';
import { catchFault, throwFault, type Expression, type Formula, type FormulaFault } from './formula.js';
import { combined, powersInWords, powersOf, samePowers } from './powers.js';

/** What an expression gives: a quantity of certain powers, or yes/no. */
export type Kind = Readonly<{ of: 'quantity'; powers: Powers } | { of: 'truth' }>;
export type UnitsByName = Readonly<Record<string, UnitCode>>;

const TRUTH: Kind = { of: 'truth' };
const quantity = (powers: Powers): Kind => ({ of: 'quantity', powers });

/**
 * What a formula measures, when its names are in these units; a fault where unlike things are added or compared, a
 * truth is calculated with, or a name is unknown. Cells and transducing units are both counts, so cells × MOI ÷ titre
 * is a volume.
 */
export const kindOfFormula = (formula: Formula, units: UnitsByName): Kind | Readonly<{ fault: FormulaFault }> =>
  catchFault(() => kindOf(formula.root, units));

/** The fault that keeps a formula from being written in this unit; undefined when it fits. */
export function unitFault(formula: Formula, units: UnitsByName, into: UnitCode): FormulaFault | undefined {
  const checked = catchFault(() => {
    requireUnit(formula, units, into);
    return {};
  });
  return 'fault' in checked ? checked.fault : undefined;
}

/** Stops unless the formula gives a quantity that can be written in this unit. */
export function requireUnit(formula: Formula, units: UnitsByName, into: UnitCode): void {
  const powers = powersAt(formula.root, units);
  if (samePowers(powers, powersOf(into))) return;
  const [found, wanted] = [powersInWords(powers), powersInWords(powersOf(into))];
  throwFault(
    formula.root.at,
    `The formula gives ${found.en}; its unit measures ${wanted.en}.`,
    `De formule geeft ${found.nl}; de eenheid meet ${wanted.nl}.`,
  );
}

export function kindOf(expression: Expression, units: UnitsByName): Kind {
  switch (expression.kind) {
    case 'number':
      return quantity(powersOf(expression.unit));
    case 'name':
      return quantity(powersOf(unitOfName(expression.name, expression.at, units)));
    case 'negation':
      return quantity(powersAt(expression.of, units));
    case 'arithmetic':
      return quantity(powersOfArithmetic(expression, units));
    case 'comparison':
      requireAlike([expression.left, expression.right], expression.at, units);
      return TRUTH;
    case 'logic':
      requireTruth(expression.left, units);
      requireTruth(expression.right, units);
      return TRUTH;
    case 'not':
      requireTruth(expression.of, units);
      return TRUTH;
    case 'if':
      requireTruth(expression.condition, units);
      return quantity(requireAlike([expression.yes, expression.no], expression.at, units));
    case 'call':
      return quantity(powersOfCall(expression, units));
    case 'round':
      return quantity(powersOfRound(expression, units));
  }
}

function powersOfArithmetic(expression: Expression & { kind: 'arithmetic' }, units: UnitsByName): Powers {
  const { operator, left, right, at } = expression;
  if (operator === '+' || operator === '-') return requireAlike([left, right], at, units);
  return combined(powersAt(left, units), powersAt(right, units), operator === '*' ? 1 : -1);
}

function powersOfCall({ name, of, at }: Expression & { kind: 'call' }, units: UnitsByName): Powers {
  const powers = requireAlike(of, at, units);
  if (name === 'min' || name === 'max' || name === 'abs') return powers;
  if (samePowers(powers, {})) return {};
  const found = powersInWords(powers);
  return throwFault(
    at,
    `"${name}" works on a plain number, not on ${found.en}. Divide by a reference first.`,
    `"${name}" werkt op een getal zonder eenheid, niet op ${found.nl}. Deel eerst door een referentie.`,
  );
}

function powersOfRound({ of, unit, at }: Expression & { kind: 'round' }, units: UnitsByName): Powers {
  const powers = powersAt(of, units);
  if (samePowers(powers, powersOf(unit))) return powers;
  const found = powersInWords(powers);
  return throwFault(
    at,
    `Give the unit in which ${found.en} is rounded: round(x, 1 [mL]).`,
    `Geef de eenheid waarin ${found.nl} wordt afgerond: round(x, 1 [mL]).`,
  );
}

function powersAt(expression: Expression, units: UnitsByName): Powers {
  const kind = kindOf(expression, units);
  if (kind.of === 'quantity') return kind.powers;
  return throwFault(
    expression.at,
    'Here a quantity is needed, and this is yes or no.',
    'Hier is een hoeveelheid nodig, en dit is ja of nee.',
  );
}

function requireTruth(expression: Expression, units: UnitsByName): void {
  if (kindOf(expression, units).of === 'truth') return;
  throwFault(
    expression.at,
    'Here yes or no is needed, and this is a quantity.',
    'Hier is ja of nee nodig, en dit is een hoeveelheid.',
  );
}

/** The powers that all these share; a fault at the sign that brings unlike things together. */
function requireAlike(expressions: readonly Expression[], at: number, units: UnitsByName): Powers {
  const [first = {}, ...others] = expressions.map((expression) => powersAt(expression, units));
  const odd = others.find((powers) => !samePowers(first, powers));
  if (odd === undefined) return first;
  const [left, right] = [powersInWords(first), powersInWords(odd)];
  return throwFault(at, `${left.en} and ${right.en} do not mix.`, `${left.nl} en ${right.nl} gaan niet samen.`);
}

function unitOfName(name: string, at: number, units: UnitsByName): UnitCode {
  // hasOwn: "constructor" is no parameter, however the record was made.
  const unit = Object.hasOwn(units, name) ? units[name] : undefined;
  return unit ?? throwFault(at, `There is no value called "${name}".`, `Er is geen waarde met de naam "${name}".`);
}
