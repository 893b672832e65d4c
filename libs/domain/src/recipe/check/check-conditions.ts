import type { UnitCode } from '../../quantity/unit.js';
import { inFormula, notBefore } from './check-formulas.js';
import { contradictEachOther } from './contradiction.js';
import { ancestorsOf } from '../order.js';
import { kindOfFormula } from '../../formula/check-units.js';
import { namesIn } from '../../formula/formula.js';
import { parseFormula } from '../../formula/parse-formula.js';
import { locatedOperations } from '../fault.js';
import { fault, type RecipeFault } from '../../recipe-fault.js';
import { allOperations, allSteps, stepOf, recorderOf, unitsOf } from '../recipe-index.js';
import { conditionsOf, conditionsKey } from '../implied-conditions.js';
import type { Recipe } from '../recipe.js';
import type { Condition } from '../../step-kind/step-common.js';

/** More could not be reviewed, and each one is checked as a path of its own through the recipe. */
export const CONDITIONS_MAX = 200;
/** Characters of all formulas as carried out; a twelve-day process has some 5,000. */
const FORMULAS_LENGTH_MAX = 50_000;

type Context = Readonly<{
  recipe: Recipe;
  units: Readonly<Record<string, UnitCode>>;
}>;
type IsDoneBefore = (step: string) => boolean;

/** A recipe with too many conditions or formulas is not followed along each of them. */
export function complexityFaults(recipe: Recipe): readonly RecipeFault[] {
  const lengths = allOperations(recipe).flatMap(({ when, steps }) => [
    lengthOf(when) * steps.length,
    ...steps.map((step) => lengthOf(step.when) + (step.kind === 'calculation' ? step.formula.length : 0)),
  ]);
  const length = lengths.reduce((sum, one) => sum + one, 0);
  if (length > FORMULAS_LENGTH_MAX) {
    return [
      fault(
        '/procedure',
        `The formulas of the recipe have ${length} characters, repetitions counted; at most ${FORMULAS_LENGTH_MAX}.`,
        `De formules van het recept hebben ${length} tekens, met herhalingen; hoogstens ${FORMULAS_LENGTH_MAX}.`,
      ),
    ];
  }
  const conditions = conditionsOf(recipe);
  const keys = allSteps(recipe).map(({ id }) => conditionsKey(conditions.own(id)));
  const count = new Set(keys.filter((key) => key !== '')).size;
  if (count <= CONDITIONS_MAX) return [];
  return [
    fault(
      '/procedure',
      `The recipe has ${count} different conditions; at most ${CONDITIONS_MAX}.`,
      `Het recept heeft ${count} verschillende voorwaarden; hoogstens ${CONDITIONS_MAX}.`,
    ),
  ];
}

const lengthOf = (when: Condition | undefined): number => (when && 'formula' in when ? when.formula.length : 0);

/** Conditions can be read, answer yes or no over what was settled before, and can hold. */
export function checkConditions(recipe: Recipe): readonly RecipeFault[] {
  const context = { recipe, units: unitsOf(recipe) };
  const ancestors = ancestorsOf(recipe);
  const conditions = conditionsOf(recipe);
  return locatedOperations(recipe).flatMap(({ thing: operation, path: at }) =>
    operation.steps.flatMap((step, index) => {
      const path = `${at}/steps/${index}`;
      const before: IsDoneBefore = (id) => ancestors.get(step.id)?.has(id) ?? false;
      const faults = [
        // The condition of an operation is asked by each of its steps.
        ...(operation.when ? conditionFaults(operation.when, `${at}/when`, context, before) : []),
        ...(step.when ? conditionFaults(step.when, `${path}/when`, context, before) : []),
      ];
      if (faults.length > 0 || !contradictEachOther(conditions.implied(step.id), context.units)) return faults;
      return [never(step.when ? `${path}/when` : `${at}/when`, step.id)];
    }),
  );
}

const never = (path: string, step: string): RecipeFault =>
  fault(
    path,
    `Step "${step}" can never be done: its conditions exclude each other.`,
    `Stap "${step}" kan nooit gedaan worden: de voorwaarden sluiten elkaar uit.`,
  );

const conditionFaults = (
  when: Condition,
  path: string,
  context: Context,
  before: IsDoneBefore,
): readonly RecipeFault[] =>
  'formula' in when ? formulaFaults(when.formula, path, context, before) : choiceFaults(when, path, context, before);

function formulaFaults(text: string, at: string, context: Context, before: IsDoneBefore): readonly RecipeFault[] {
  const path = `${at}/formula`;
  const parsed = parseFormula(text);
  if ('fault' in parsed) return [inFormula(parsed.fault, path)];
  const kind = kindOfFormula(parsed.formula, context.units);
  if ('fault' in kind) return [inFormula(kind.fault, path)];
  if (kind.of !== 'truth') {
    return [
      fault(
        path,
        'A condition asks yes or no, and this is a quantity. Compare it: "viability < 85 [%]".',
        'Een voorwaarde vraagt ja of nee, en dit is een hoeveelheid. Vergelijk: "viability < 85 [%]".',
      ),
    ];
  }
  const names = namesIn(parsed.formula);
  if (names.length === 0) {
    return [
      fault(
        path,
        'This condition names no recorded value, so its answer is always the same.',
        'Deze voorwaarde noemt geen vastgelegde waarde, dus het antwoord is altijd hetzelfde.',
      ),
    ];
  }
  return names
    .filter((name) => !before(recorderOf(context.recipe, name)?.id ?? ''))
    .map((name) => notBefore(name, path));
}

function choiceFaults(
  { step, is }: Extract<Condition, { step: string }>,
  path: string,
  { recipe }: Context,
  before: IsDoneBefore,
): readonly RecipeFault[] {
  const choice = stepOf(recipe, step);
  if (choice?.kind !== 'choice') {
    return [fault(`${path}/step`, `There is no choice step "${step}".`, `Er is geen keuzestap "${step}".`)];
  }
  const offered = new Set(choice.options.map(({ id }) => id));
  const unknown = is.flatMap((id, index) =>
    offered.has(id)
      ? []
      : [
          fault(
            `${path}/is/${index}`,
            `Step "${step}" does not offer "${id}".`,
            `Stap "${step}" biedt "${id}" niet aan.`,
          ),
        ],
  );
  const late = before(step)
    ? []
    : [
        fault(
          `${path}/step`,
          `Step "${step}" need not be done before this step.`,
          `Stap "${step}" hoeft niet vóór deze stap gedaan te zijn.`,
        ),
      ];
  const all =
    new Set(is).size === offered.size && unknown.length === 0
      ? [
          fault(
            `${path}/is`,
            'Every option counts, so nothing is asked.',
            'Elke optie telt, dus er wordt niets gevraagd.',
          ),
        ]
      : [];
  return [...unknown, ...late, ...all];
}
