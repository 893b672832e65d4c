import type { BatchReply } from '@autolog/contract/batch';
import type { SignalName } from '@autolog/domain/device/signal';
import { levelOf, type Level } from '@autolog/domain/quantity/limits';
import type { Limits } from '@autolog/domain/recipe/recipe';

/** The three values a technician looks at, with the part of their range that is drawn when no limit says otherwise. */
export const WATCHED = [
  { signal: 'co2Actual', unit: '%', low: '3', high: '7', decimals: 1 },
  { signal: 'tempActual', unit: 'Cel', low: '34', high: '40', decimals: 1 },
  { signal: 'volumeEstimated', unit: 'mL', low: '0', high: '300', decimals: 0 },
] as const satisfies readonly Readonly<{
  signal: SignalName;
  unit: string;
  low: string;
  high: string;
  decimals: number;
}>[];

/** The limits the recipe gives a signal, from the step that takes it; undefined when none does. */
export function limitsOf(batch: Pick<BatchReply, 'steps'>, signal: SignalName): Limits | undefined {
  for (const { step } of batch.steps) {
    if (step.kind === 'device' && step.signal === signal) return step.parameter.limits;
  }
  return undefined;
}

/** What a device is in when it has no cells to look after: its chamber then follows the room. */
const AT_REST: ReadonlySet<string> = new Set(['Off', 'Idle', 'Complete']);

/** Which limit a value passes now; none while the device is at rest, for the limits of a culture are not for it then. */
export const levelNow = (limits: Limits, value: string, deviceState: string | undefined): Level | undefined =>
  deviceState !== undefined && AT_REST.has(deviceState) ? undefined : levelOf(limits, value);
