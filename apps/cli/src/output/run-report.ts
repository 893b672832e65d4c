import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import type { RunResult } from '@autolog/simulation/batch-run-plan';

/** The report for scripts: one object for each batch. */
export function reportJson(recipe: string, results: readonly RunResult[]): string {
  const batches = results.map((one) => ({
    seed: one.plan.seed,
    scenario: one.plan.scenario,
    batchNumber: one.batchNumber,
    batch: one.batch,
    outcome: one.status,
    asPromised: one.differences.length === 0,
    differences: one.differences,
    exceptions: one.exceptions,
    steps: { done: one.stepsDone, total: one.stepsTotal },
    duration: { siteDays: Number(one.siteDays.toFixed(3)), realSeconds: Number(one.realSeconds.toFixed(1)) },
    figures: one.figures,
  }));
  return `${JSON.stringify({ recipe, asPromised: results.every(isAsExpected), batches }, undefined, 2)}\n`;
}

export const isAsExpected = ({ differences }: RunResult): boolean => differences.length === 0;

/** The report for people. */
export function reportText(results: readonly RunResult[]): string {
  return results.map(paragraphOf).join('\n');
}

function paragraphOf(one: RunResult): string {
  const { plan, batchNumber, status, stepsDone, stepsTotal, siteDays, realSeconds, exceptions, differences } = one;
  const took = `${stepsDone} of ${stepsTotal} steps, ${siteDays.toFixed(1)} days in ${realSeconds.toFixed(0)} s`;
  return [
    `${batchNumber}, seed ${plan.seed}, ${plan.scenario}: ${status}; ${took}`,
    ...exceptions.map(
      ({ id, class: kind, severity, step, found }) =>
        `  ${id} ${severity}: ${EXCEPTION_CLASSES[kind].en}${step === undefined ? '' : ` (${step})`}; ${found}`,
    ),
    differences.length === 0 ? '  As the scenario expects.' : '  Not as the scenario expects:',
    ...differences.map((difference) => `    ${difference}`),
  ].join('\n');
}
