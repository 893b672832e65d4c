import { exceededLevel, type LimitLevel, type Limits } from '../../quantity/limits.js';
import type { Step } from '../../recipe/recipe.js';
import type { SignalName } from '../../device/signal.js';

type StepProgress = Readonly<{ step: Step; status: string }>;

const isAhead = ({ status }: StepProgress): boolean => status === 'locked' || status === 'not_applicable';

/**
 * The limits the recipe gives a signal now: those of the step that took it last or can take it, and before any such
 * step those of the first that will. Undefined when no step takes it, or when its limits must not be seen yet.
 */
export function currentLimitsOf(lines: readonly StepProgress[], signal: SignalName): Limits | undefined {
  const taking = lines.filter(({ step }) => step.kind === 'device' && step.signal === signal);
  const step = (taking.findLast((line) => !isAhead(line)) ?? taking[0])?.step;
  return step?.kind === 'device' && !step.parameter.blind ? step.parameter.limits : undefined;
}

/** States of a device without cells: the temperature of its chamber then follows the room. */
const INACTIVE_DEVICE_STATES: ReadonlySet<string> = new Set(['Off', 'Idle', 'Complete']);

/** Which limit a value passes now; none while the device holds no cells, since the limits are those of a culture. */
export const exceededLevelNow = (
  limits: Limits,
  value: string,
  deviceState: string | undefined,
): LimitLevel | undefined =>
  deviceState !== undefined && INACTIVE_DEVICE_STATES.has(deviceState) ? undefined : exceededLevel(limits, value);
