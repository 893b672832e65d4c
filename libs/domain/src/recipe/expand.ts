import { parseDuration } from '../quantity/duration.js';
import { rulesOf } from '../step-kind/step-kinds.js';
import type { Text } from '../text.js';
import type { Operation, Recipe, Repetition, Step, UnitProcedure } from './recipe.js';
import type { Condition, TimeWindow } from '../step-kind/step-common.js';
import type { Parameter } from '../quantity/parameter.js';

/** An operation as it is carried out, where its author wrote it, and which repetition it is, counted from 0. */
export type ExpandedOperation = Readonly<{
  operation: Operation;
  unit: UnitProcedure;
  path: string;
  repetition: number;
}>;

const EXPANDED = new WeakMap<Recipe, readonly ExpandedOperation[]>();

/**
 * The operations as they are carried out, in document order: a repetition is listed as often as it is done, each time with
 * ids of its own. Everything that follows a recipe works on these; only its hash and its author see the shorter form.
 */
export function expandedOperations(recipe: Recipe): readonly ExpandedOperation[] {
  const known = EXPANDED.get(recipe);
  if (known) return known;
  const last = lastRepetitions(recipe);
  const expanded = recipe.procedure.flatMap((unit, at) =>
    unit.operations.flatMap((operation, index) =>
      repetitionsOf(operation, last).map((one, repetition) => ({
        operation: one,
        unit,
        path: `/procedure/${at}/operations/${index}`,
        repetition,
      })),
    ),
  );
  EXPANDED.set(recipe, expanded);
  return expanded;
}

/** Ids of repeated operations and steps to the ids of their last repetition, which is what others wait for. */
function lastRepetitions(recipe: Recipe): ReadonlyMap<string, string> {
  const last = new Map<string, string>();
  for (const operation of recipe.procedure.flatMap((unit) => unit.operations)) {
    if (!operation.repeat) continue;
    const number = operation.repeat.first + operation.repeat.times - 1;
    for (const id of [operation.id, ...operation.steps.map((step) => step.id)]) last.set(id, `${id}-${number}`);
  }
  return last;
}

function repetitionsOf(operation: Operation, last: ReadonlyMap<string, string>): readonly Operation[] {
  const behind = (ids: readonly string[]): readonly string[] => ids.map((id) => last.get(id) ?? id);
  const { repeat, ...once } = operation;
  if (!repeat) return [waiting(once, behind)];
  return Array.from({ length: repeat.times }, (_, index) => {
    const number = repeat.first + index;
    const before = index === 0 ? once.after && behind(once.after) : [`${once.id}-${number - 1}`];
    return {
      ...once,
      id: `${once.id}-${number}`,
      title: numbered(once.title, number),
      ...(before && { after: before }),
      ...(once.day !== undefined && { day: once.day + daysLater(repeat, index) }),
      ...(once.when && { when: conditionOf(once.when, once, number) }),
      steps: once.steps.map((step) => repeated(step, once, repeat, index, behind)),
    };
  });
}

const waiting = (operation: Operation, behind: (ids: readonly string[]) => readonly string[]): Operation => ({
  ...operation,
  ...(operation.after && { after: behind(operation.after) }),
  steps: operation.steps.map((step) => (step.after ? { ...step, after: behind(step.after) } : step)),
});

function repeated(
  step: Step,
  operation: Operation,
  repeat: Repetition,
  index: number,
  behind: (ids: readonly string[]) => readonly string[],
): Step {
  const number = repeat.first + index;
  const own = new Set(operation.steps.map(({ id }) => id));
  const common = {
    ...step,
    id: `${step.id}-${number}`,
    title: numbered(step.title, number),
    instruction: numbered(step.instruction, number),
    ...(step.after && {
      after: step.after.flatMap((id) => (own.has(id) ? [`${id}-${number}`] : behind([id]))),
    }),
    ...(step.window && { window: shiftedWindow(step.window, repeat, index) }),
    ...(step.when && { when: conditionOf(step.when, operation, number) }),
  };
  return rulesOf(common.kind).numbered(common, {
    text: (text) => numbered(text, number),
    line: (line) => line.replaceAll('{n}', String(number)),
    formula: (formula) => renamed(formula, operation, number),
    parameter: (parameter) => numberedParameter(parameter, number),
  });
}

const numberedParameter = (parameter: Parameter, number: number): Parameter => ({
  ...parameter,
  id: `${parameter.id}_${number}`,
  title: numbered(parameter.title, number),
});

function conditionOf(condition: Condition, operation: Operation, number: number): Condition {
  if ('formula' in condition) return { formula: renamed(condition.formula, operation, number) };
  const own = operation.steps.some(({ id }) => id === condition.step);
  return own ? { ...condition, step: `${condition.step}-${number}` } : condition;
}

// Units stand in brackets and are no names, however they are spelt.
const NAMES = /\[[^\]]*\]|[A-Za-z][A-Za-z0-9_]*/g;

/** A formula inside a repetition means the figures of the same repetition. */
function renamed(formula: string, operation: Operation, number: number): string {
  const own = new Set(operation.steps.flatMap((step) => ('parameter' in step ? [step.parameter.id] : [])));
  return formula.replace(NAMES, (name) => (own.has(name) ? `${name}_${number}` : name));
}

const numbered = ({ en, nl }: Text, number: number): Text => ({
  en: en.replaceAll('{n}', String(number)),
  nl: nl.replaceAll('{n}', String(number)),
});

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Whole days from the first repetition to one; twice a day is twice the same day. */
function daysLater({ every }: Repetition, index: number): number {
  const ms = parseDuration(every);
  return ms === undefined ? index : Math.floor((index * ms) / DAY_MS);
}

/** A duration that cannot be parsed is left as it is: checkRecipe reports it where it is written. */
function shiftedWindow(window: TimeWindow, repeat: Repetition, index: number): TimeWindow {
  const every = parseDuration(repeat.every);
  const later = (text: string): string => {
    const ms = parseDuration(text);
    return ms === undefined || every === undefined ? text : `${(ms + index * every) / MINUTE_MS} min`;
  };
  return { ...window, opens: later(window.opens), closes: later(window.closes) };
}
