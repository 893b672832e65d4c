import { qualityOf } from '../device/signal.js';
import type { ActivityStep } from '../recipe/recipe.js';
import { refusal } from '../refusal.js';
import type { Answer } from './command.js';
import { deviceOnOtherBatch, shownForOtherBatch } from './device-batch.js';
import { readable, unreadable, type Reading } from './reading.js';
import type { Situation } from './situation.js';

/**
 * Records that the device showed the activity, as the log of readings has it. However long ago: a device goes on by
 * itself, and what it did is recorded when somebody comes to look.
 */
export function readActivity(
  situation: Situation,
  { activity }: ActivityStep,
  answer: Extract<Answer, { kind: 'activity' }>,
): Reading {
  const otherBatch = deviceOnOtherBatch(situation) ?? shownForOtherBatch(situation);
  if (otherBatch) return otherBatch;
  const { reading } = situation.facts;
  const shown =
    reading?.signal === 'activityName' &&
    reading.device === situation.state.device?.id &&
    reading.value === activity &&
    qualityOf(reading.statusCode) === 'good';
  if (!shown) return unreadable(refusal('ACTIVITY_NOT_SHOWN', { activity }));
  if (answer.value !== activity || answer.sourceTime !== reading.sourceTime)
    return unreadable(refusal('READING_MOVED'));
  const { device, sourceTime, receivedAt, statusCode } = reading;
  return readable({ kind: 'activity', activity, device, sourceTime, receivedAt, statusCode });
}
