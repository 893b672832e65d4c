import type { UnitCode } from '../quantity/unit.js';
import { ancestorsOf } from './check-order.js';
import { faultInto } from './expression/check.js';
import { namesIn } from './expression/formula.js';
import { parseFormula } from './expression/parse.js';
import { fault, locatedSteps, type RecipeFault } from './fault.js';
import { parameterOf } from './find.js';
import type { CalculationStep, Recipe } from './recipe.js';

/** Formulas can be read, fit their units, and use only what is surely recorded before them. */
export function checkFormulas(recipe: Recipe): readonly RecipeFault[] {
  const steps = locatedSteps(recipe);
  const units: Record<string, UnitCode> = {};
  const recordedBy = new Map<string, string>();
  for (const { thing } of steps) {
    const parameter = parameterOf(thing);
    if (!parameter) continue;
    units[parameter.id] = parameter.unit;
    recordedBy.set(parameter.id, thing.id);
  }
  const ancestors = ancestorsOf(recipe);
  return steps.flatMap(({ thing, path }) => {
    if (thing.kind !== 'calculation') return [];
    const before = ancestors.get(thing.id) ?? new Set<string>();
    const recorded = (name: string): boolean => before.has(recordedBy.get(name) ?? '');
    return formulaFaults(thing, `${path}/formula`, units, recorded);
  });
}

function formulaFaults(
  step: CalculationStep,
  path: string,
  units: Readonly<Record<string, UnitCode>>,
  recorded: (name: string) => boolean,
): readonly RecipeFault[] {
  const parsed = parseFormula(step.formula);
  const found = 'fault' in parsed ? parsed.fault : faultInto(parsed.formula, units, step.parameter.unit);
  if (found) {
    const at = found.at + 1;
    return [fault(path, `${found.says.en} (at character ${at})`, `${found.says.nl} (bij teken ${at})`)];
  }
  if ('fault' in parsed) return [];
  return namesIn(parsed.formula)
    .filter((name) => !recorded(name))
    .map((name) =>
      fault(
        path,
        `"${name}" need not be recorded before this step.`,
        `"${name}" hoeft niet vóór deze stap vastgelegd te zijn.`,
      ),
    );
}
