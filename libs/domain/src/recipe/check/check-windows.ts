import { durationInWords, parseDuration } from '../../quantity/duration.js';
import { orderedSteps, predecessorsOf } from '../order.js';
import { locatedSteps } from '../fault.js';
import { fault, type RecipeFault } from '../../recipe-fault.js';
import {
  conditionsOf,
  isImplied,
  conditionsKey,
  type ConditionsByStep,
  type ParsedCondition,
} from '../implied-conditions.js';
import type { Recipe, Step } from '../recipe.js';

/** A step with what decides its earliest moment. In the list, every step comes after all it waits for. */
type Node = Readonly<{
  step: Step;
  path: string;
  before: readonly number[];
  waits: number;
  window?: Readonly<{ setter: number; opens: number; closes: number }>;
}>;
/** Milliseconds after the anchor at the earliest, and the step that causes it; undefined before the anchor. */
type Earliest = Readonly<{ at: number; owedTo: number }> | undefined;

/**
 * Windows that can be met: no step is kept past the closing of its window by the waiting times and windows of the steps
 * before it. Followed from each anchor, once with every conditional step left out, and once for each condition with
 * what is done when it holds: steps that exclude each other are never added up.
 */
export function checkWindows(recipe: Recipe): readonly RecipeFault[] {
  const conditions = conditionsOf(recipe);
  const nodes = nodesOf(recipe);
  const anchors = new Set(nodes.flatMap(({ window }) => (window ? [window.setter] : [])));
  if (anchors.size === 0) return [];
  const conditionSets = new Map<string, readonly ParsedCondition[]>([['', []]]);
  for (const { step } of nodes) {
    const implied = conditions.implied(step.id);
    conditionSets.set(conditionsKey(implied), implied);
  }
  const faults = new Map<string, RecipeFault>();
  for (const conditionSet of conditionSets.values()) {
    const done = nodes.map(({ step }) => isDone(step, conditionSet, conditions));
    for (const anchor of anchors) {
      if (done[anchor] !== true) continue;
      // A window that cannot be reached is reported once, with the simplest case in which it cannot.
      for (const one of missedWindows(recipe, nodes, anchor, done))
        if (!faults.has(one.path)) faults.set(one.path, one);
    }
  }
  return [...faults.values()];
}

const isDone = (step: Step, conditionSet: readonly ParsedCondition[], conditions: ConditionsByStep): boolean =>
  conditions.own(step.id).every((condition) => isImplied(condition, conditionSet));

function nodesOf(recipe: Recipe): readonly Node[] {
  const paths = new Map(locatedSteps(recipe).map(({ thing, path }) => [thing.id, path]));
  const order = predecessorsOf(recipe);
  const steps = orderedSteps(recipe);
  const indexes = new Map(steps.map(({ id }, index) => [id, index]));
  const indexOf = (id: string): number => indexes.get(id) ?? -1;
  const setters = new Map(steps.map(({ sets }, index) => [sets, index]));
  return steps.map((step) => {
    const { window } = step;
    return {
      step,
      path: paths.get(step.id) ?? '',
      before: (order.get(step.id) ?? []).map(indexOf),
      waits: step.kind === 'timer' ? msOf(step.min) : 0,
      ...(window && {
        window: { setter: setters.get(window.from) ?? -1, opens: msOf(window.opens), closes: msOf(window.closes) },
      }),
    };
  });
}

function msOf(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new Error(`"${text}" was checked to be a duration`);
  return ms;
}

function missedWindows(
  recipe: Recipe,
  nodes: readonly Node[],
  anchor: number,
  done: readonly boolean[],
): readonly RecipeFault[] {
  const earliest: Earliest[] = [];
  const faults: RecipeFault[] = [];
  nodes.forEach((node, index) => {
    if (index === anchor) {
      earliest.push({ at: 0, owedTo: anchor });
      return;
    }
    const ready = latest(node.before.map((other) => earliest[other]));
    // A step that is left out is settled as soon as what it waits for is.
    if (!ready || done[index] !== true) {
      earliest.push(ready);
      return;
    }
    const { window } = node;
    if (window?.setter === anchor && ready.at > window.closes) {
      faults.push(tooLate(recipe, node, nodes[ready.owedTo]?.step, ready.at, window.closes));
      // The steps after it are checked as if this window could be met, so that one cause is reported once.
      earliest.push({ at: window.closes + node.waits, owedTo: index });
      return;
    }
    const opens = window ? opensAt(window, earliest) : 0;
    const begins = opens > ready.at ? { at: opens, owedTo: index } : ready;
    earliest.push(node.waits > 0 ? { at: begins.at + node.waits, owedTo: index } : begins);
  });
  return faults;
}

/** A window from an earlier anchor may be open already when this anchor is set. */
function opensAt({ setter, opens }: NonNullable<Node['window']>, earliest: readonly Earliest[]): number {
  const set = earliest[setter];
  return set ? set.at + opens : 0;
}

function latest(moments: readonly Earliest[]): Earliest {
  let last: Earliest;
  for (const moment of moments) if (moment && (last === undefined || moment.at > last.at)) last = moment;
  return last;
}

function tooLate(recipe: Recipe, node: Node, owedTo: Step | undefined, at: number, closes: number): RecipeFault {
  const anchor = recipe.anchors.find(({ id }) => id === node.step.window?.from)?.title;
  const [earliest, end, late] = [at, closes, at - closes].map(durationInWords);
  const by = owedTo?.id ?? '';
  return fault(
    `${node.path}/window`,
    `This window cannot be met: it closes ${end} after "${anchor?.en}", and step "${by}" is not done before ${earliest}: ${late} too late.`,
    `Dit venster is niet te halen: het sluit ${end} na "${anchor?.nl}", en stap "${by}" is niet klaar vóór ${earliest}: ${late} te laat.`,
  );
}
