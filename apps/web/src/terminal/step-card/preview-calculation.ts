import type { StepLine } from '@autolog/contract/batch';
import { roundedTo } from '@autolog/domain/quantity/decimal';
import { evaluateFormula } from '@autolog/domain/formula/evaluate-formula';
import { namesIn, type Figure } from '@autolog/domain/formula/formula';
import { parseFormula } from '@autolog/domain/formula/parse-formula';
import type { CalculationStep } from '@autolog/domain/step-kind/calculation';
import type { Text } from '@autolog/domain/text';

export type CalculationPreview = Readonly<{ value: string; explained: string }> | Readonly<{ missing: Text }>;

/**
 * The result that the server will calculate, by the same rules, so that Confirm can repeat it. The server calculates
 * again when it records, and its result is shown afterwards.
 */
export function previewCalculation(step: CalculationStep, lines: readonly StepLine[]): CalculationPreview {
  const parsed = parseFormula(step.formula);
  if ('fault' in parsed) return { missing: parsed.fault.message };
  const figures: Record<string, Figure> = {};
  for (const name of namesIn(parsed.formula)) {
    const line = lines.find(({ step: each }) => 'parameter' in each && each.parameter.id === name);
    if (line?.outcome === undefined || !('unit' in line.outcome))
      return { missing: line?.step.title ?? { en: name, nl: name } };
    figures[name] = { value: line.outcome.value, unit: line.outcome.unit };
  }
  const result = evaluateFormula(parsed.formula, figures, step.parameter.unit);
  if ('fault' in result) return { missing: result.fault.message };
  return { value: roundedTo(result.value, step.parameter.decimals), explained: result.explained };
}
