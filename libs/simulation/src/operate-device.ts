import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { ReadingsReply } from '@autolog/contract/reading';
import { SAMPLING_INTERVAL_MS } from './device-control.js';
import { pollUntilFound } from './poll-until-found.js';
import { latestReadings } from './carry-out-step.js';
import { readBatch, RunError, type RunContext } from './run-context.js';

/** How long a reading may take from the device to the record. Real milliseconds. */
const ARRIVAL_MS_MAX = 60_000;
/** How often a device is checked whose activity has no known end. Site milliseconds. */
const CHECK_INTERVAL_MS = 5 * 60_000;
/** Older readings are not current. Site milliseconds. */
const FRESH_MS_MAX = 2 * 60_000;
const DEFAULT_PROGRAM = 'TCT-12-day';

const deviceProgram = ({ plan }: RunContext): string => plan.program ?? DEFAULT_PROGRAM;

const awaitedActivity = ({ step }: StepLine): string => (step.kind === 'activity' ? step.activity : '');

/** Either the record may have advanced, or the device is to be checked again later, or its prompt belongs to a later step. */
type DeviceOutcome = Readonly<{ recordAdvanced: true } | { checkAgainAtMs: number } | { unansweredPrompt: string }>;

/** Does what the device needs for the steps that wait for it. */
export async function operateDevice(
  context: RunContext,
  seen: BatchReply,
  awaited: readonly [StepLine, ...StepLine[]],
): Promise<DeviceOutcome> {
  const { device } = context;
  const screen = await device.readScreen();
  const shown = awaited.find((line) => awaitedActivity(line) === screen.activity);
  if (shown) {
    context.reportAction(seen, `${screen.activity} on the device`);
    // The step that waits for this activity was started, so its prompt is acknowledged now.
    if (screen.prompt !== '') await device.acknowledge();
    await waitUntilRecorded(context, shown);
    return { recordAdvanced: true };
  }
  if (context.isFirstTime('program')) {
    await device.startProgram(deviceProgram(context));
    return { recordAdvanced: true };
  }
  const wanted = awaitedActivity(awaited[0]);
  if (screen.deviceState === 'Complete') {
    throw new RunError(`the device's program has ended and never showed "${wanted}"`);
  }
  context.reportAction(seen, `waiting for ${wanted}; the device is at ${screen.activity}`);
  if (screen.prompt === '') return { checkAgainAtMs: screen.endsAtMs ?? context.now() + CHECK_INTERVAL_MS };
  if (isAwaitedLater(seen, screen.activity)) return { unansweredPrompt: `${screen.activity}: ${screen.prompt}` };
  await device.acknowledge();
  return { recordAdvanced: true };
}

/** Whether the prompt of this activity belongs to a step that was not started yet. */
const isAwaitedLater = ({ steps }: BatchReply, activity: string): boolean =>
  steps.some((line) => (line.status === 'locked' || line.status === 'ready') && awaitedActivity(line) === activity);

/** Polls the device's latest readings for the activity, and only then reads the whole batch. */
async function waitUntilRecorded(context: RunContext, line: StepLine): Promise<void> {
  const { step } = line;
  const recorded = await pollUntilFound(
    async () => {
      const shown = (await latestReadings(context)).find(({ signal }) => signal === 'activityName');
      if (shown?.value !== awaitedActivity(line)) return undefined;
      return (await readBatch(context)).seenActivities.find((one) => one.step === step.id);
    },
    ARRIVAL_MS_MAX,
    context.stop,
  );
  if (!recorded)
    throw new RunError(`the device shows what "${step.title.en}" waits for, and it does not reach the record`);
}

/** Whether an earlier run has assigned the device to this batch, by its record. */
export const isDeviceAssigned = async (context: RunContext): Promise<boolean> =>
  (await assignedAtMs(context)) !== undefined;

/** When the device first reported this batch as its job, in site milliseconds. */
async function assignedAtMs(context: RunContext): Promise<number | undefined> {
  const job = (await latestReadings(context)).find(({ signal }) => signal === 'supervisoryJobId');
  return job?.value === context.batchNumber ? Date.parse(job.sourceTime) : undefined;
}

/** Whether the program of the process was started for this batch before, by its record or its device. */
export async function isProgramStarted(context: RunContext, { steps }: BatchReply): Promise<boolean> {
  if (steps.some(({ step, status }) => step.kind === 'activity' && status === 'done')) return true;
  const { program, deviceState } = await context.device.readScreen();
  return program === deviceProgram(context) && deviceState !== 'Complete';
}

/**
 * Tells the device its batch, and waits until the record has this and a reading after it: before that no reading
 * belongs to the batch.
 */
export async function assignDevice(context: RunContext): Promise<void> {
  await context.device.setDonor(context.plan.seed);
  await context.device.setSupervisoryJob(context.batchNumber, '');
  const assignedMs = await pollUntilFound(() => assignedAtMs(context), ARRIVAL_MS_MAX, context.stop);
  if (assignedMs === undefined) {
    throw new RunError(`no readings of ${context.plan.deviceCode} arrive: does its device adapter run?`);
  }
  await context.clockActor.waitUntil(assignedMs + SAMPLING_INTERVAL_MS);
  const own = await pollUntilFound(
    async () => ((await sampledAtMs(context)) ?? -Infinity) > assignedMs || undefined,
    ARRIVAL_MS_MAX,
    context.stop,
  );
  if (!own) throw new RunError(`${context.plan.deviceCode} gives no readings since it was assigned to the batch`);
}

/** Waits until the alarm is in the record, so that it is recorded at the time at which it was raised. */
export async function waitForRecordedAlarm(context: RunContext): Promise<void> {
  const known = await pollUntilFound(
    async () => (await readBatch(context)).exceptions.find((one) => one.class === 'device_alarm'),
    ARRIVAL_MS_MAX,
    context.stop,
  );
  if (!known) throw new RunError(`the alarm of ${context.plan.deviceCode} does not reach the record`);
}

/** Waits until the network cut that just ended is in the record as a gap, recovered or not. */
export async function waitForRecordedCut(context: RunContext, { sinceMs, recovered }: NetworkCut): Promise<void> {
  const path = `/api/batches/${context.batch}/readings?signal=${SAMPLED_SIGNAL}&from=${new Date(sinceMs).toISOString()}`;
  const known = await pollUntilFound(
    async () => {
      const { gaps } = await (await context.staff.technician()).get<ReadingsReply>(path);
      return gaps.some((gap) => gap.recovered === recovered) && (await isFresh(context)) ? true : undefined;
    },
    ARRIVAL_MS_MAX,
    context.stop,
  );
  if (known) return;
  const problem = recovered ? 'was not filled from its history' : 'is not in the record';
  throw new RunError(`the gap of ${context.plan.deviceCode} during the network cut ${problem}`);
}

/** A site instant before the cut, in milliseconds, and whether the device's history is to fill the gap. */
export type NetworkCut = Readonly<{ sinceMs: number; recovered: boolean }>;

/** A signal every device of this kind gives at short intervals. */
const SAMPLED_SIGNAL = 'tempActual';

const isFresh = async (context: RunContext): Promise<boolean> =>
  context.now() - ((await sampledAtMs(context)) ?? -Infinity) <= FRESH_MS_MAX;

/** When the newest reading on record was measured, in site milliseconds. */
async function sampledAtMs(context: RunContext): Promise<number | undefined> {
  const reading = (await latestReadings(context)).find(({ signal }) => signal === SAMPLED_SIGNAL);
  return reading && Date.parse(reading.sourceTime);
}
