import { namesIn, type Formula } from './expression/formula.js';
import { parseFormula } from './expression/parse.js';
import { allSteps, ownConditions, recorderOf } from './find.js';
import type { Condition, Recipe, Step } from './recipe.js';

/** A condition with its formula read once; undefined where it cannot be read. */
export type ReadCondition = Readonly<{ key: string; condition: Condition; formula?: Formula }>;
export type ConditionsByStep = Readonly<{
  /** What a step itself and its operation are done under. */
  own: (step: string) => readonly ReadCondition[];
  /**
   * All that is true whenever the step is done: its own conditions, and those of every step whose figure or choice they
   * rest on, for a condition over what was never recorded does not hold.
   */
  held: (step: string) => readonly ReadCondition[];
}>;

const READ = new WeakMap<Recipe, ConditionsByStep>();

/** What the conditions of a recipe make sure of. Made once per recipe. */
export function conditionsOf(recipe: Recipe): ConditionsByStep {
  const known = READ.get(recipe);
  if (known) return known;
  const made = readConditions(recipe);
  READ.set(recipe, made);
  return made;
}

function readConditions(recipe: Recipe): ConditionsByStep {
  const byKey = new Map<string, ReadCondition>();
  const own = new Map<string, readonly ReadCondition[]>();
  for (const step of allSteps(recipe)) {
    const conditions = ownConditions(recipe, step).map((condition) => readOne(condition, byKey));
    own.set(step.id, conditions);
  }
  const ownOf = (step: string): readonly ReadCondition[] => own.get(step) ?? [];
  const restsOn = ({ condition, formula }: ReadCondition): readonly string[] => {
    if ('step' in condition) return [condition.step];
    return formula ? namesIn(formula).flatMap((name) => recorderOf(recipe, name)?.id ?? []) : [];
  };
  const closed = new Map<string, readonly ReadCondition[]>();
  const held = (step: string): readonly ReadCondition[] => {
    const key = keyOf(ownOf(step));
    const before = closed.get(key);
    if (before) return before;
    const all = new Set(ownOf(step));
    // A set visits what is added while it is walked.
    for (const one of all) for (const other of restsOn(one)) for (const more of ownOf(other)) all.add(more);
    const result = [...all];
    closed.set(key, result);
    return result;
  };
  return { own: ownOf, held };
}

function readOne(condition: Condition, byKey: Map<string, ReadCondition>): ReadCondition {
  const key = JSON.stringify(
    'formula' in condition ? condition.formula : [condition.step, [...new Set(condition.is)].sort()],
  );
  const known = byKey.get(key);
  if (known) return known;
  const parsed = 'formula' in condition ? parseFormula(condition.formula) : undefined;
  const made = { key, condition, ...(parsed && 'formula' in parsed && { formula: parsed.formula }) };
  byKey.set(key, made);
  return made;
}

export const keyOf = (conditions: readonly ReadCondition[]): string =>
  conditions
    .map(({ key }) => key)
    .sort()
    .join('\n');

/** Whether one condition holds wherever all of these do: it is one of them, or a wider choice of the same step. */
export const implied = (wanted: ReadCondition, by: readonly ReadCondition[]): boolean =>
  by.some(({ key, condition }) => {
    if (key === wanted.key) return true;
    if (!('step' in condition) || !('step' in wanted.condition) || condition.step !== wanted.condition.step)
      return false;
    const { is } = wanted.condition;
    return condition.is.every((option) => is.includes(option));
  });

/** Whether an earlier step is surely done, and not left out, whenever the later one is. */
export const surelyDone = (conditions: ConditionsByStep, earlier: Step['id'], later: Step['id']): boolean =>
  conditions.own(earlier).every((wanted) => implied(wanted, conditions.held(later)));
