import { figureLine } from './described-outcome.js';
import type { Instant } from '../brand.js';
import { durationInFigures, durationMs, type DurationText } from '../quantity/duration.js';
import { refusal } from '../refusal.js';
import type { Text } from '../text.js';
import { elapsedMs, later } from '../time.js';
import { rejection } from './interpreted-answer.js';
import { signedLine } from './signed-line.js';
import type { StepCommon } from './step-common.js';
import type { StepKindRules } from './step-kind.js';

/** A step that waits, from its start, for `min` at least and `max` at most. */
export type TimerStep = StepCommon & Readonly<{ kind: 'timer'; min: DurationText; max?: DurationText }>;
export type TimerKind = Readonly<{
  step: TimerStep;
  answer: Readonly<{ kind: 'timer' }>;
  outcome: Readonly<{ kind: 'timer'; startedAt: Instant; endedAt: Instant }>;
}>;

const STARTED: Text = { en: 'Started at', nl: 'Begonnen op' };
const MINIMUM: Text = { en: 'Minimum time', nl: 'Minimale tijd' };

export const TIMER: StepKindRules<TimerKind> = {
  expectedAnswer: { en: 'it asks to end a waiting time.', nl: 'gevraagd is een wachttijd af te sluiten.' },
  identifies: false,
  isAnsweredByDevice: () => false,
  neededLabel: undefined,
  isSameOutcome: undefined,
  outcomeFields: { startedAt: 'instant', endedAt: 'instant' },
  parseAnswer: () => ({ kind: 'timer' }),
  reasonNeededFor: () => undefined,
  /** A minimum time cannot be ended early, whatever any other clock shows (INV-4e). */
  interpret: ({ startedAtOf, now, language }, step) => {
    const startedAt = startedAtOf(step.id);
    const lines = [signedLine(STARTED, startedAt ?? '–', language), signedLine(MINIMUM, step.min, language)];
    if (startedAt === undefined) return { ...rejection(refusal('STEP_NOT_STARTED')), lines };
    const due = later(startedAt, durationMs(step.min));
    if (now < due) return { ...rejection(refusal('TIMER_RUNNING', { due })), lines };
    return { outcome: { kind: 'timer', startedAt, endedAt: now }, findings: [], lines };
  },
  formatOutcome: (_step, { startedAt, endedAt }) => `${startedAt} – ${endedAt}`,
  describeOutcome: (_step, { startedAt, endedAt }) => ({
    lines: [figureLine(durationInFigures(elapsedMs(startedAt, endedAt)))],
    notes: [],
  }),
  faults: () => [],
  numbered: (step) => step,
};
