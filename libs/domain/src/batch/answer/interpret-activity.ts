import { qualityOf } from '../../device/signal.js';
import type { ActivityStep } from '../../recipe/recipe.js';
import { refusal } from '../../refusal.js';
import type { StepAnswer } from '../command.js';
import { deviceOnOtherBatch, readingForOtherBatch } from './device-batch.js';
import { acceptAnswer, rejectAnswer, type InterpretedAnswer } from './interpreted-answer.js';
import type { DecisionContext } from '../state/decision-context.js';

/**
 * Records that the device showed the activity, as the log of readings has it. However long ago: a device goes on by
 * itself, and what it did is recorded when somebody comes to look.
 */
export function interpretActivity(
  context: DecisionContext,
  { activity }: ActivityStep,
  answer: Extract<StepAnswer, { kind: 'activity' }>,
): InterpretedAnswer {
  const otherBatch = deviceOnOtherBatch(context) ?? readingForOtherBatch(context);
  if (otherBatch) return otherBatch;
  const { reading } = context.facts;
  const shown =
    reading?.signal === 'activityName' &&
    reading.device === context.state.device?.id &&
    reading.value === activity &&
    qualityOf(reading.statusCode) === 'good';
  if (!shown) return rejectAnswer(refusal('ACTIVITY_NOT_SHOWN', { activity }));
  if (answer.value !== activity || answer.sourceTime !== reading.sourceTime)
    return rejectAnswer(refusal('READING_MOVED'));
  const { device, sourceTime, receivedAt, statusCode } = reading;
  return acceptAnswer({ kind: 'activity', activity, device, sourceTime, receivedAt, statusCode });
}
