import type { Instant } from '../../brand.js';
import type { BatchEventOf, StepOutcome } from '../event.js';
import type { DecisionContext } from './decision-context.js';

/**
 * When that took place which a performance records and an anchor stands for. What the device did by itself was when the
 * device did it, however much later somebody came to record it; its time is corrected by what its clock is off. It lies
 * between the start of the batch and now: a clock outside of that is wrong, and then the nearer of the two is used.
 * Undefined for everything that people do: that is when they say so.
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
