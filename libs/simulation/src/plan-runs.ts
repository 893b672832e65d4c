import { randomBytes } from 'node:crypto';
import type { BatchRunPlan, ScenarioName } from './batch-run-plan.js';

/** A simulated device by its code in Autolog, and where its simulator is controlled. */
export type ControlledDevice = Readonly<{ code: string; control: string }>;

/** Which batches are wanted: every scenario with every seed. */
export type WantedRuns = Readonly<{
  seeds: readonly number[];
  scenarios: readonly ScenarioName[];
  /** The device's program; that of the twelve days where left out. */
  program?: string;
}>;

/** A plan for every scenario with every seed, distributed over the devices; each device has a room of its own. */
export function planRuns(
  { seeds, scenarios, program }: WantedRuns,
  recipeCode: string,
  devices: readonly ControlledDevice[],
  rooms: readonly string[],
): readonly BatchRunPlan[] {
  // An order number and a chain of identity exist once on a site: every simulation has its own.
  const runCode = randomBytes(3).toString('hex').toUpperCase();
  const wanted = scenarios.flatMap((scenario) => seeds.map((seed) => ({ scenario, seed })));
  return wanted.map((one, n) => {
    const device = devices[n % devices.length];
    const roomCode = rooms[n % devices.length];
    if (!device || roomCode === undefined) throw new Error('there is no room or no device for a run');
    const number = String(n + 1).padStart(3, '0');
    return {
      ...one,
      control: device.control,
      deviceCode: device.code,
      roomCode,
      recipeCode,
      ...(program !== undefined && { program }),
      coi: `SIM-${runCode}-${number}`,
      orderNumber: `S-${runCode}-${number}`,
    };
  });
}
