import { namesIn, type Formula } from '../formula/formula.js';
import { parseFormula } from '../formula/parse-formula.js';
import { allSteps, ownConditions, recorderOf } from './recipe-index.js';
import type { Recipe, Step } from './recipe.js';
import type { Condition } from '../step-kind/step-common.js';

/** A condition with its formula read once; undefined where it cannot be read. */
export type ParsedCondition = Readonly<{ key: string; condition: Condition; formula?: Formula }>;
export type ConditionsByStep = Readonly<{
  /** What a step itself and its operation are done under. */
  own: (step: string) => readonly ParsedCondition[];
  /**
   * All that is true whenever the step is done: its own conditions, and those of every step whose figure or choice they
   * rest on, for a condition over what was never recorded does not hold.
   */
  implied: (step: string) => readonly ParsedCondition[];
}>;

const PARSED = new WeakMap<Recipe, ConditionsByStep>();

/** What the conditions of a recipe make sure of. Made once per recipe. */
export function conditionsOf(recipe: Recipe): ConditionsByStep {
  const known = PARSED.get(recipe);
  if (known) return known;
  const made = parseConditions(recipe);
  PARSED.set(recipe, made);
  return made;
}

function parseConditions(recipe: Recipe): ConditionsByStep {
  const byKey = new Map<string, ParsedCondition>();
  const own = new Map<string, readonly ParsedCondition[]>();
  for (const step of allSteps(recipe)) {
    const conditions = ownConditions(recipe, step).map((condition) => parseCondition(condition, byKey));
    own.set(step.id, conditions);
  }
  const ownOf = (step: string): readonly ParsedCondition[] => own.get(step) ?? [];
  const dependsOn = ({ condition, formula }: ParsedCondition): readonly string[] => {
    if ('step' in condition) return [condition.step];
    return formula ? namesIn(formula).flatMap((name) => recorderOf(recipe, name)?.id ?? []) : [];
  };
  const impliedByKey = new Map<string, readonly ParsedCondition[]>();
  const implied = (step: string): readonly ParsedCondition[] => {
    const key = conditionsKey(ownOf(step));
    const before = impliedByKey.get(key);
    if (before) return before;
    const all = new Set(ownOf(step));
    // A set visits what is added while it is walked.
    for (const one of all) for (const other of dependsOn(one)) for (const more of ownOf(other)) all.add(more);
    const result = [...all];
    impliedByKey.set(key, result);
    return result;
  };
  return { own: ownOf, implied };
}

function parseCondition(condition: Condition, byKey: Map<string, ParsedCondition>): ParsedCondition {
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

export const conditionsKey = (conditions: readonly ParsedCondition[]): string =>
  conditions
    .map(({ key }) => key)
    .sort()
    .join('\n');

/** Whether one condition holds wherever all of these do: it is one of them, or a wider choice of the same step. */
export const isImplied = (wanted: ParsedCondition, by: readonly ParsedCondition[]): boolean =>
  by.some(({ key, condition }) => {
    if (key === wanted.key) return true;
    if (!('step' in condition) || !('step' in wanted.condition) || condition.step !== wanted.condition.step)
      return false;
    const { is } = wanted.condition;
    return condition.is.every((option) => is.includes(option));
  });

/** Whether an earlier step is surely done, and not left out, whenever the later one is. */
export const surelyDone = (conditions: ConditionsByStep, earlier: Step['id'], later: Step['id']): boolean =>
  conditions.own(earlier).every((wanted) => isImplied(wanted, conditions.implied(later)));
