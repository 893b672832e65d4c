import { figureOf, formulaOf, type Asked } from '../batch/calculate.js';
import { performedOf } from '../batch/state.js';
import type { Text } from '../text.js';
import { orderedSteps } from './check-order.js';
import { holds } from './expression/evaluate.js';
import { namesIn, type Figure } from './expression/formula.js';
import { ownConditions, recorderOf, stepOf } from './find.js';
import type { Condition, Recipe, Step } from './recipe.js';

/** Whether a condition holds, with the figures or the choice that decided it; undecided while they are missing. */
export type Verdict = Readonly<{ holds: boolean; because: string }> | Readonly<{ undecided: string }>;

const DOES_NOT_APPLY: Text = { en: 'does not apply', nl: 'is niet van toepassing' };
const NOT_RECORDED: Text = { en: 'is not recorded yet', nl: 'is nog niet vastgelegd' };
const HOLDS: Text = { en: 'yes', nl: 'ja' };
const HOLDS_NOT: Text = { en: 'no', nl: 'nee' };

/** All conditions of a step together: the first that does not hold decides. */
export function verdictOf(asked: Asked, step: Step): Verdict {
  const verdicts = ownConditions(asked.facts.recipe, step).map((condition) => verdictOn(asked, condition));
  const decisive =
    verdicts.find((verdict) => 'holds' in verdict && !verdict.holds) ??
    verdicts.find((verdict) => 'undecided' in verdict);
  return decisive ?? { holds: true, because: verdicts.map((one) => ('because' in one ? one.because : '')).join('; ') };
}

const verdictOn = (asked: Asked, condition: Condition): Verdict =>
  'formula' in condition ? verdictOnFigures(asked, condition) : verdictOnChoice(asked, condition);

function verdictOnFigures(asked: Asked, condition: Extract<Condition, { formula: string }>): Verdict {
  const { facts, language } = asked;
  const formula = formulaOf(condition);
  const needed = namesIn(formula).map((name) => ({ name, step: recorderOf(facts.recipe, name) }));
  // A figure that will never be is no reason to wait for ever.
  const left = needed.find(({ step }) => step && isNotApplicable(asked, step));
  if (left?.step) return { holds: false, because: `${left.step.title[language]} ${DOES_NOT_APPLY[language]}` };
  const figures: Record<string, Figure> = {};
  for (const { name, step } of needed) {
    const figure = figureOf(asked, name);
    if (!figure) return { undecided: `${step?.title[language] ?? name} ${NOT_RECORDED[language]}` };
    figures[name] = figure;
  }
  const result = holds(formula, figures);
  // Without an answer nobody may leave the step out, so it is done.
  if ('fault' in result) return { undecided: result.fault.says[language] };
  const answer = (result.holds ? HOLDS : HOLDS_NOT)[language];
  return { holds: result.holds, because: `${result.explained}: ${answer}` };
}

function verdictOnChoice(asked: Asked, { step: id, is }: Extract<Condition, { step: string }>): Verdict {
  const { state, facts, language } = asked;
  const step = stepOf(facts.recipe, id);
  const title = step?.title[language] ?? id;
  if (step && isNotApplicable(asked, step)) return { holds: false, because: `${title} ${DOES_NOT_APPLY[language]}` };
  const outcome = performedOf(state.steps.get(id))?.outcome;
  if (outcome?.kind !== 'choice') return { undecided: `${title} ${NOT_RECORDED[language]}` };
  const chosen = step?.kind === 'choice' && step.options.find((option) => option.id === outcome.choice);
  return {
    holds: is.includes(outcome.choice),
    because: `${title}: ${chosen ? chosen.title[language] : outcome.choice}`,
  };
}

const isNotApplicable = ({ state }: Asked, step: Step): boolean =>
  state.steps.get(step.id)?.status === 'not_applicable';

/** Whether a condition of `step` rests on what `other` recorded. */
export const restsOn = (recipe: Recipe, step: Step, other: Step): boolean =>
  ownConditions(recipe, step).some((condition) =>
    'formula' in condition
      ? namesIn(formulaOf(condition)).some((name) => recorderOf(recipe, name) === other)
      : condition.step === other.id,
  );

const CONDITIONAL = new WeakMap<Recipe, readonly Step[]>();

/** The steps with a condition, each after everything it waits for: one pass over them settles all. */
export function conditionalSteps(recipe: Recipe): readonly Step[] {
  const known = CONDITIONAL.get(recipe);
  if (known) return known;
  const steps = orderedSteps(recipe).filter((step) => ownConditions(recipe, step).length > 0);
  CONDITIONAL.set(recipe, steps);
  return steps;
}
