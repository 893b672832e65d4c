import { figureOf, type FormulaContext } from './recorded-figure.js';
import { formulaOf } from '../../formula/formula-of.js';
import { performedOf } from './batch.js';
import type { Text } from '../../text.js';
import { orderedSteps } from '../../recipe/order.js';
import { evaluateTruth } from '../../formula/evaluate-formula.js';
import { namesIn, type Figure } from '../../formula/formula.js';
import { ownConditions, recorderOf, stepOf } from '../../recipe/recipe-index.js';
import type { Recipe, Step } from '../../recipe/recipe.js';
import type { Condition } from '../../step-kind/step-common.js';

/** Whether a condition holds, with the figures or the choice that decided it; undecided while they are missing. */
export type ConditionResult = Readonly<{ holds: boolean; because: string }> | Readonly<{ undecided: string }>;

const DOES_NOT_APPLY: Text = { en: 'does not apply', nl: 'is niet van toepassing' };
const NOT_RECORDED: Text = { en: 'is not recorded yet', nl: 'is nog niet vastgelegd' };
const YES: Text = { en: 'yes', nl: 'ja' };
const NO: Text = { en: 'no', nl: 'nee' };

/** All conditions of a step together: the first that does not hold decides. */
export function evaluateConditions(context: FormulaContext, step: Step): ConditionResult {
  const results = ownConditions(context.facts.recipe, step).map((condition) => evaluateCondition(context, condition));
  const decisive =
    results.find((result) => 'holds' in result && !result.holds) ?? results.find((result) => 'undecided' in result);
  return decisive ?? { holds: true, because: results.map((one) => ('because' in one ? one.because : '')).join('; ') };
}

const evaluateCondition = (context: FormulaContext, condition: Condition): ConditionResult =>
  'formula' in condition ? evaluateFormulaCondition(context, condition) : evaluateChoiceCondition(context, condition);

function evaluateFormulaCondition(
  context: FormulaContext,
  condition: Extract<Condition, { formula: string }>,
): ConditionResult {
  const { facts, language } = context;
  const formula = formulaOf(condition);
  const needed = namesIn(formula).map((name) => ({ name, step: recorderOf(facts.recipe, name) }));
  // A step that does not apply never records its figure, so the condition does not hold.
  const left = needed.find(({ step }) => step && isNotApplicable(context, step));
  if (left?.step) return { holds: false, because: `${left.step.title[language]} ${DOES_NOT_APPLY[language]}` };
  const figures: Record<string, Figure> = {};
  for (const { name, step } of needed) {
    const figure = figureOf(context, name);
    if (!figure) return { undecided: `${step?.title[language] ?? name} ${NOT_RECORDED[language]}` };
    figures[name] = figure;
  }
  const result = evaluateTruth(formula, figures);
  // Without an answer nobody may leave the step out, so it is done.
  if ('fault' in result) return { undecided: result.fault.message[language] };
  const answer = (result.holds ? YES : NO)[language];
  return { holds: result.holds, because: `${result.explained}: ${answer}` };
}

function evaluateChoiceCondition(
  context: FormulaContext,
  { step: id, is }: Extract<Condition, { step: string }>,
): ConditionResult {
  const { state, facts, language } = context;
  const step = stepOf(facts.recipe, id);
  const title = step?.title[language] ?? id;
  if (step && isNotApplicable(context, step)) return { holds: false, because: `${title} ${DOES_NOT_APPLY[language]}` };
  const outcome = performedOf(state.steps.get(id))?.outcome;
  if (outcome?.kind !== 'choice') return { undecided: `${title} ${NOT_RECORDED[language]}` };
  const chosen = step?.kind === 'choice' && step.options.find((option) => option.id === outcome.choice);
  return {
    holds: is.includes(outcome.choice),
    because: `${title}: ${chosen ? chosen.title[language] : outcome.choice}`,
  };
}

const isNotApplicable = ({ state }: FormulaContext, step: Step): boolean =>
  state.steps.get(step.id)?.status === 'not_applicable';

/** Whether a condition of `step` rests on what `other` recorded. */
export const conditionDependsOn = (recipe: Recipe, step: Step, other: Step): boolean =>
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
