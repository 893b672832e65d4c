import { compareDecimal, decimalsOf, isDecimal, roundedTo } from '../../quantity/decimal.js';
import { formatQuantity } from '../../quantity/format-quantity.js';
import type { UnitCode } from '../../quantity/unit.js';
import { notDecimal } from './check-figures.js';
import { inFormula } from './check-formulas.js';
import { unitFault } from '../../formula/check-units.js';
import { evaluateFormula } from '../../formula/evaluate-formula.js';
import { namesIn, type Formula } from '../../formula/formula.js';
import { parseFormula } from '../../formula/parse-formula.js';
import { fault, type RecipeFault } from '../../recipe-fault.js';
import { expandedOperations } from '../expand.js';
import { unitsOf } from '../recipe-index.js';
import type { Recipe } from '../recipe.js';
import type { CalculationStep, FormulaTestCase } from '../../step-kind/calculation.js';

/** More are not read, and each is calculated. */
export const FORMULA_TEST_CASES_MAX = 100;

type Units = Readonly<Record<string, UnitCode>>;
type Calculation = Readonly<{ step: CalculationStep; path: string }>;

/**
 * Every calculation comes with test cases that its author calculated independently, and all must match. A repetition is
 * calculated once: it repeats the formula, not the proof.
 */
export function checkFormulaTestCases(recipe: Recipe): readonly RecipeFault[] {
  const calculations = calculationsOf(recipe);
  const count = calculations.reduce((sum, { step }) => sum + step.examples.length, 0);
  if (count > FORMULA_TEST_CASES_MAX) {
    return [
      fault(
        '/procedure',
        `The recipe has ${count} test cases; at most ${FORMULA_TEST_CASES_MAX}.`,
        `Het recept heeft ${count} testgevallen; hoogstens ${FORMULA_TEST_CASES_MAX}.`,
      ),
    ];
  }
  const units = unitsOf(recipe);
  return calculations.flatMap((calculation) => calculationFaults(calculation, units));
}

const calculationsOf = (recipe: Recipe): readonly Calculation[] =>
  expandedOperations(recipe).flatMap(({ operation, path, repetition }) =>
    repetition > 0
      ? []
      : operation.steps.flatMap((step, index) =>
          step.kind === 'calculation' ? [{ step, path: `${path}/steps/${index}/examples` }] : [],
        ),
  );

function calculationFaults({ step, path }: Calculation, units: Units): readonly RecipeFault[] {
  if (step.examples.length === 0) {
    return [
      fault(
        path,
        'Give at least one test case: { given: { … }, gives: … }.',
        'Geef minstens één testgeval: { given: { … }, gives: … }.',
      ),
    ];
  }
  const parsed = parseFormula(step.formula);
  // A fault of the formula is reported there; until then its test cases prove nothing.
  if ('fault' in parsed || unitFault(parsed.formula, units, step.parameter.unit)) return [];
  const { formula } = parsed;
  return step.examples.flatMap((testCase, index) => {
    const at = `${path}/${index}`;
    const faults = figureFaults(formula, testCase, step, at);
    return faults.length > 0 ? faults : resultFaults(formula, testCase, step, units, at);
  });
}

function figureFaults(
  formula: Formula,
  { given, gives }: FormulaTestCase,
  { parameter }: CalculationStep,
  path: string,
): readonly RecipeFault[] {
  const names = namesIn(formula);
  const missing = names.filter((name) => !Object.hasOwn(given, name));
  const more = Object.keys(given).filter((name) => !names.includes(name));
  const written = Object.entries({ ...given }).filter(([, value]) => !isDecimal(value));
  const faults = [
    ...missing.map((name) =>
      fault(`${path}/given`, `The formula needs "${name}" as well.`, `De formule heeft ook "${name}" nodig.`),
    ),
    ...more.map((name) =>
      fault(`${path}/given`, `The formula does not use "${name}".`, `De formule gebruikt "${name}" niet.`),
    ),
    ...written.map(([, value]) => notDecimal(value, `${path}/given`)),
    ...(isDecimal(gives) ? [] : [notDecimal(gives, `${path}/gives`)]),
  ];
  if (faults.length > 0 || decimalsOf(gives) === parameter.decimals) return faults;
  return [
    fault(
      `${path}/gives`,
      `Write the result as it will be recorded, with ${parameter.decimals} decimals.`,
      `Schrijf de uitkomst zoals die wordt vastgelegd, met ${parameter.decimals} decimalen.`,
    ),
  ];
}

function resultFaults(
  formula: Formula,
  { given, gives }: FormulaTestCase,
  { parameter }: CalculationStep,
  units: Units,
  path: string,
): readonly RecipeFault[] {
  const figures = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, { value, unit: units[name] as UnitCode }]),
  );
  const result = evaluateFormula(formula, figures, parameter.unit);
  if ('fault' in result) return [inFormula(result.fault, path)];
  const found = roundedTo(result.value, parameter.decimals);
  if (compareDecimal(found, gives) === 0) return [];
  const format = (value: string, language: 'en' | 'nl'): string => formatQuantity(value, parameter.unit, language);
  return [
    fault(
      `${path}/gives`,
      `With these figures ${format(found, 'en')} comes out, not ${format(gives, 'en')}.`,
      `Met deze getallen komt er ${format(found, 'nl')} uit, niet ${format(gives, 'nl')}.`,
    ),
  ];
}
