import type { EquipmentId, Instant } from '../brand.js';
import { qualityOf } from '../device/signal.js';
import { refusal } from '../refusal.js';
import type { Text } from '../text.js';
import type { ReadingFact } from '../device/reading-fact.js';
import { deviceOnOtherBatch, readingForOtherBatch } from './device-batch.js';
import { rejection, type Rejection } from './interpreted-answer.js';
import { recordedLine, signedLine } from './signed-line.js';
import type { StepCommon } from './step-common.js';
import type { StepContext } from './step-context.js';
import type { StepKindRules } from './step-kind.js';

/** Awaits the device to show this activity: what it showed, and since when, is recorded from the log of readings. */
export type ActivityStep = StepCommon & Readonly<{ kind: 'activity'; activity: string }>;
export type ActivityKind = Readonly<{
  step: ActivityStep;
  /** The activity the person saw the device show, and since when. */
  answer: Readonly<{ kind: 'activity'; value: string; sourceTime: Instant }>;
  outcome: Readonly<{
    kind: 'activity';
    activity: string;
    device: EquipmentId;
    sourceTime: Instant;
    receivedAt: Instant;
    statusCode: number;
  }>;
}>;

const SHOWN: Text = { en: 'Shown by the device at', nl: 'Getoond door het apparaat op' };

export const ACTIVITY: StepKindRules<ActivityKind> = {
  expectedAnswer: {
    en: 'it asks for the activity that the device showed.',
    nl: 'gevraagd is de activiteit die het apparaat toonde.',
  },
  identifies: true,
  isAnsweredByDevice: () => true,
  neededLabel: undefined,
  isSameOutcome: undefined,
  outcomeFields: {
    activity: 'text',
    device: 'id',
    sourceTime: 'instant',
    receivedAt: 'instant',
    statusCode: 'whole number',
  },
  parseAnswer: ({ value, sourceTime }) =>
    value === undefined || sourceTime === undefined
      ? 'a reading needs `value` and `sourceTime`'
      : { kind: 'activity', value, sourceTime },
  reasonNeededFor: () => undefined,
  interpret: (context, step, answer) => {
    const { language } = context;
    const lines = [recordedLine(answer.value, language), signedLine(SHOWN, answer.sourceTime, language)];
    const reading = readingToRecord(context, step, answer);
    if ('refused' in reading) return { ...reading, lines };
    const { device, sourceTime, receivedAt, statusCode } = reading;
    const outcome = { kind: 'activity', activity: step.activity, device, sourceTime, receivedAt, statusCode } as const;
    return { outcome, findings: [], lines };
  },
  formatOutcome: (_step, { activity, sourceTime }) => `${activity} (${sourceTime})`,
  // That no two steps await the same activity is a check of the whole recipe, and so is how one is written.
  describeOutcome: (_step, { activity, sourceTime }) => ({
    lines: [{ text: activity, figure: false }],
    notes: [{ kind: 'shownSince', at: sourceTime }],
  }),
  faults: () => [],
  numbered: (step, { line }) => ({ ...step, activity: line(step.activity) }),
};

/** The reading of the log that shows the activity, however old: what a device did by itself is recorded when it is seen. */
function readingToRecord(
  context: StepContext,
  { activity }: ActivityStep,
  answer: ActivityKind['answer'],
): ReadingFact | Rejection {
  const { batch, facts } = context;
  const otherBatch = deviceOnOtherBatch(context) ?? readingForOtherBatch(context);
  if (otherBatch) return otherBatch;
  const { reading } = facts;
  const isShown =
    reading?.signal === 'activityName' &&
    reading.device === batch.device?.id &&
    reading.value === activity &&
    qualityOf(reading.statusCode) === 'good';
  if (!isShown) return rejection(refusal('ACTIVITY_NOT_SHOWN', { activity }));
  return answer.value === activity && answer.sourceTime === reading.sourceTime
    ? reading
    : rejection(refusal('READING_MOVED'));
}
