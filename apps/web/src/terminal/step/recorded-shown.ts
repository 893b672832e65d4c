import type { Outcome } from '@autolog/domain/batch/event';
import { outcomeShown } from '@autolog/domain/batch/outcome-shown';
import type { Step } from '@autolog/domain/recipe/recipe';
import type { Language } from '@autolog/domain/text';
import { shownAt } from '../../live/clock.js';

/** What a step recorded, in one line for the glass: the two ends of a time in site time, all else as the record has it. */
export const recordedShown = (step: Step, outcome: Outcome, language: Language): string =>
  outcome.kind === 'timer'
    ? `${shownAt(outcome.startedAt, 'seconds', language)} – ${shownAt(outcome.endedAt, 'seconds', language)}`
    : outcomeShown(step, outcome, language);
