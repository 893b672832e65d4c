import { EXCEPTION_CLASSES } from '@autolog/domain/batch/exception';
import type { Played } from './play.js';

/** What a script reads: one object for each batch. */
export function reportJson(recipe: string, played: readonly Played[]): string {
  const batches = played.map((one) => ({
    seed: one.play.seed,
    scenario: one.play.scenario,
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
  return `${JSON.stringify({ recipe, asPromised: played.every(isAsPromised), batches }, undefined, 2)}\n`;
}

export const isAsPromised = ({ differences }: Played): boolean => differences.length === 0;

/** What a person reads. */
export function reportText(played: readonly Played[]): string {
  return played.map(paragraphOf).join('\n');
}

function paragraphOf(one: Played): string {
  const { play, batchNumber, status, stepsDone, stepsTotal, siteDays, realSeconds, exceptions, differences } = one;
  const took = `${stepsDone} of ${stepsTotal} steps, ${siteDays.toFixed(1)} days in ${realSeconds.toFixed(0)} s`;
  return [
    `${batchNumber}, seed ${play.seed}, ${play.scenario}: ${status}; ${took}`,
    ...exceptions.map(
      ({ id, class: kind, severity, step, found }) =>
        `  ${id} ${severity}: ${EXCEPTION_CLASSES[kind].en}${step === undefined ? '' : ` (${step})`}; ${found}`,
    ),
    differences.length === 0 ? '  As the scenario promises.' : '  Not as the scenario promises:',
    ...differences.map((difference) => `    ${difference}`),
  ].join('\n');
}
