import { allSteps } from '../recipe/find.js';
import type { CalculationStep } from '../recipe/recipe.js';
import { refusal, type Refusal } from '../refusal.js';
import type { Outcome } from './event.js';
import type { Situation } from './situation.js';

type Asked = Pick<Situation, 'state' | 'facts' | 'language'>;

export function calculate(
  asked: Asked,
  step: CalculationStep,
): Refusal | Readonly<{ value: string; explained: string }> {
  recordedFigures(asked);
  return refusal('FORMULA_FAILED', { what: step.formula });
}

export const namesOf = (formula: string): readonly string[] => formula.match(/[A-Za-z][A-Za-z0-9_]*/g) ?? [];

/** Figures that formulas may name, by the parameter's id, of every step that recorded one. */
function recordedFigures({ state, facts }: Asked): ReadonlyMap<string, Outcome> {
  const figures = new Map<string, Outcome>();
  for (const step of allSteps(facts.recipe)) {
    const record = state.steps.get(step.id);
    if ('parameter' in step && record && record.status !== 'in_progress')
      figures.set(step.parameter.id, record.outcome);
  }
  return figures;
}
