import { recorderOf, allSteps } from '../../recipe/recipe-index.js';
import type { RecordedFigure, StepContext } from '../../step-kind/step-context.js';
import { startedAtOf } from '../state/batch.js';
import type { DecisionContext } from '../state/decision-context.js';
import { isSettled } from '../state/readiness.js';
import { figureOf } from '../state/recorded-figure.js';

/** What the rules of a step kind see of a decision. */
export function stepContextOf(context: DecisionContext): StepContext {
  const { state, facts, now, language } = context;
  const { number, coi, room, device, opened } = state;
  return {
    now,
    language,
    batch: { id: facts.batch, number, coi, opened, ...(room && { room }), ...(device && { device }) },
    recipe: facts.recipe,
    facts,
    startedAtOf: (step) => startedAtOf(state, step),
    figureOf: (parameter) => recordedFigureOf(context, parameter),
    openSteps: () => allSteps(facts.recipe).filter(({ id }) => !isSettled(state, id)),
  };
}

function recordedFigureOf(context: DecisionContext, parameter: string): RecordedFigure {
  const figure = figureOf(context, parameter);
  if (figure) return { figure };
  const step = recorderOf(context.facts.recipe, parameter);
  const isNotApplicable = step && context.state.steps.get(step.id)?.status === 'not_applicable';
  return {
    missing: isNotApplicable ? 'not applicable' : 'not recorded',
    title: step?.title ?? { en: parameter, nl: parameter },
  };
}
