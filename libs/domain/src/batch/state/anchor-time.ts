import type { Instant } from '../../brand.js';
import type { BatchEventOf, StepOutcome } from '../event.js';
import type { DecisionContext } from './decision-context.js';

/**
 * The moment of an anchor, when the device reached it by itself: the time at which the device did it, however much later
 * somebody recorded it, corrected for the deviation of its clock. It lies between the start of the batch and now; a time
 * outside of that comes from a wrong clock, and the nearer of the two is used. Undefined for what people do: its moment is
 * when they record it.
 */
export function deviceAnchorTime({ state, facts, now }: DecisionContext, outcome: StepOutcome): Instant | undefined {
  if (outcome.kind !== 'activity') return undefined;
  const moment = facts.reading?.begunAt ?? outcome.sourceTime;
  if (moment > now) return now;
  return state.startedAt !== undefined && moment < state.startedAt ? state.startedAt : moment;
}

/** The moment of the anchor that an event sets; events from before there was `setAt` set it when they were recorded. */
export const anchorTimeSetBy = ({ setAt }: BatchEventOf<'StepPerformed'>, recordedAt: Instant): Instant =>
  setAt ?? recordedAt;
