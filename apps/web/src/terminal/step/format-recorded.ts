import type { StepOutcome } from '@autolog/domain/batch/event';
import { formatOutcome } from '@autolog/domain/batch/answer/format-outcome';
import type { Step } from '@autolog/domain/recipe/recipe';
import type { Language } from '@autolog/domain/text';
import { formatInstant } from '../../time/site-clock.js';

/** The outcome of a step in one line, with instants in site time. */
export function formatRecorded(step: Step, outcome: StepOutcome, language: Language): string {
  const at = (instant: string): string => formatInstant(instant, 'seconds', language);
  if (outcome.kind === 'timer') return `${at(outcome.startedAt)} – ${at(outcome.endedAt)}`;
  return outcome.kind === 'activity'
    ? `${outcome.activity} (${at(outcome.sourceTime)})`
    : formatOutcome(step, outcome, language);
}
