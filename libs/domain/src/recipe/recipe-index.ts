import type { UnitCode } from '../quantity/unit.js';
import { expandedOperations } from './expand.js';
import type { Operation, Recipe, Step } from './recipe.js';
import type { Condition } from '../step-kind/step-common.js';
import type { Parameter } from '../quantity/parameter.js';

type StepPosition = Readonly<{ step: Step; operation: Operation; number: number }>;
type RecipeIndex = Readonly<{
  steps: readonly Step[];
  operations: readonly Operation[];
  places: ReadonlyMap<string, StepPosition>;
  /** By anchor: the step that sets it. */
  setters: ReadonlyMap<string, Step>;
  /** By parameter: the step that records it. */
  recorders: ReadonlyMap<string, Step>;
}>;

/** A recipe never changes once it is read, so its index is made once per object. */
const INDEXES = new WeakMap<Recipe, RecipeIndex>();

function indexOf(recipe: Recipe): RecipeIndex {
  const known = INDEXES.get(recipe);
  if (known) return known;
  const operations = expandedOperations(recipe).map(({ operation }) => operation);
  const places = new Map<string, StepPosition>();
  const steps: Step[] = [];
  const setters = new Map<string, Step>();
  const recorders = new Map<string, Step>();
  for (const operation of operations) {
    for (const step of operation.steps) {
      steps.push(step);
      if (step.sets !== undefined) setters.set(step.sets, step);
      if ('parameter' in step) recorders.set(step.parameter.id, step);
      places.set(step.id, { step, operation, number: steps.length });
    }
  }
  const index = { steps, operations, places, setters, recorders };
  INDEXES.set(recipe, index);
  return index;
}

/** Every step in document order. */
export const allSteps = (recipe: Recipe): readonly Step[] => indexOf(recipe).steps;
/** Every operation in document order, across unit procedures. */
export const allOperations = (recipe: Recipe): readonly Operation[] => indexOf(recipe).operations;
export const stepOf = (recipe: Recipe, id: string): Step | undefined => indexOf(recipe).places.get(id)?.step;
export const operationOf = (recipe: Recipe, step: string): Operation | undefined =>
  indexOf(recipe).places.get(step)?.operation;
/** "Step n of m" counts from 1 in document order; 0 when the recipe has no such step. */
export const stepNumber = (recipe: Recipe, id: string): number => indexOf(recipe).places.get(id)?.number ?? 0;

export const setterOf = (recipe: Recipe, anchor: string): Step | undefined => indexOf(recipe).setters.get(anchor);
export const recorderOf = (recipe: Recipe, parameter: string): Step | undefined =>
  indexOf(recipe).recorders.get(parameter);

export const parameterOf = (step: Step): Parameter | undefined => ('parameter' in step ? step.parameter : undefined);

/** In which unit each parameter is recorded. */
export const unitsOf = (recipe: Recipe): Readonly<Record<string, UnitCode>> =>
  Object.fromEntries(
    allSteps(recipe).flatMap((step) =>
      'parameter' in step ? [[step.parameter.id, step.parameter.unit] as const] : [],
    ),
  );

/** What a step is done under: the condition of its operation, and its own beside it. */
export const ownConditions = (recipe: Recipe, step: Step): readonly Condition[] =>
  [operationOf(recipe, step.id)?.when, step.when].filter((condition) => condition !== undefined);
