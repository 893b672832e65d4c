import type { BatchReply, ReadingsReply, StepLine } from '@autolog/contract/batch';
import { SAMPLED_MS } from './device.js';
import { patiently } from './patience.js';
import { latest } from './step-work.js';
import { look, PlayFault, type Stage } from './stage.js';

/** How long what the device shows may take to reach the record. Real milliseconds. */
const ARRIVAL_MS_MAX = 60_000;
/** Where the device does not say when it will be ready, it is looked at so often. Site milliseconds. */
const STRETCH_MS = 5 * 60_000;
/** Readings older than this are not what the device says now. Site milliseconds. */
const FRESH_MS_MAX = 2 * 60_000;
const PROGRAM = 'TCT-12-day';

const programOf = ({ play }: Stage): string => play.program ?? PROGRAM;

const activityOf = ({ step }: StepLine): string => (step.kind === 'activity' ? step.activity : '');

/** What came of looking after the device: the record moved on, or when to look again, or it waits for a later step. */
type Tended = Readonly<{ moved: true } | { lookAgainAtMs: number } | { standsAt: string }>;

/** Does what the device asks for the steps that wait for it, of which there is at least one. */
export async function tendDevice(
  stage: Stage,
  seen: BatchReply,
  awaited: readonly [StepLine, ...StepLine[]],
): Promise<Tended> {
  const { device } = stage;
  const screen = await device.screen();
  const shown = awaited.find((line) => activityOf(line) === screen.activity);
  if (shown) {
    stage.doing(seen, `${screen.activity} on the device`);
    // Its prompt is answered as a part of the step that waits for it, never before that step was begun.
    if (screen.prompt !== '') await device.acknowledge();
    await arrival(stage, shown);
    return { moved: true };
  }
  if (stage.once('program')) {
    await device.startProgram(programOf(stage));
    return { moved: true };
  }
  const wanted = activityOf(awaited[0]);
  if (screen.deviceState === 'Complete') {
    throw new PlayFault(`the device's program has ended and never showed "${wanted}"`);
  }
  stage.doing(seen, `waiting for ${wanted}; the device is at ${screen.activity}`);
  if (screen.prompt === '') return { lookAgainAtMs: screen.endsAtMs ?? stage.now() + STRETCH_MS };
  if (isAwaitedLater(seen, screen.activity)) return { standsAt: `${screen.activity}: ${screen.prompt}` };
  await device.acknowledge();
  return { moved: true };
}

/** A prompt that belongs to a step still to come is left standing until that step is begun. */
const isAwaitedLater = ({ steps }: BatchReply, activity: string): boolean =>
  steps.some((line) => (line.status === 'locked' || line.status === 'ready') && activityOf(line) === activity);

/** Asks for the device's last words until they are those; only then for the whole batch. */
async function arrival(stage: Stage, line: StepLine): Promise<void> {
  const { step } = line;
  const arrived = await patiently(
    async () => {
      const shown = (await latest(stage)).find(({ signal }) => signal === 'activityName');
      if (shown?.value !== activityOf(line)) return undefined;
      return (await look(stage)).seenActivities.find((one) => one.step === step.id);
    },
    ARRIVAL_MS_MAX,
    stage.stop,
  );
  if (!arrived) throw new PlayFault(`the device shows what "${step.title.en}" waits for, and the record does not know`);
}

/** Whether the record shows that the device serves this batch: it was taken before. */
export const holdsDevice = async (stage: Stage): Promise<boolean> => (await takenAtMs(stage)) !== undefined;

/** When the device first said that it serves this batch, in site milliseconds. */
async function takenAtMs(stage: Stage): Promise<number | undefined> {
  const job = (await latest(stage)).find(({ signal }) => signal === 'supervisoryJobId');
  return job?.value === stage.batchNumber ? Date.parse(job.sourceTime) : undefined;
}

/** Whether the program of the process was started for this batch before, as its record or its device show. */
export async function isProgramBegun(stage: Stage, { steps }: BatchReply): Promise<boolean> {
  if (steps.some(({ step, status }) => step.kind === 'activity' && status === 'done')) return true;
  const { program, deviceState } = await stage.device.screen();
  return program === programOf(stage) && deviceState !== 'Complete';
}

/**
 * Tells the device which batch it serves, and waits until the record knows and has readings that are this batch's:
 * nothing is scanned or taken over before that.
 */
export async function takeDevice(stage: Stage): Promise<void> {
  await stage.device.donor(stage.play.seed);
  await stage.device.supervise(stage.batchNumber, '');
  const takenMs = await patiently(() => takenAtMs(stage), ARRIVAL_MS_MAX, stage.stop);
  if (takenMs === undefined) {
    throw new PlayFault(`no readings of ${stage.play.deviceCode} arrive: does its device adapter run?`);
  }
  await stage.seat.rest(takenMs + SAMPLED_MS);
  const own = await patiently(
    async () => ((await sampledAtMs(stage)) ?? -Infinity) > takenMs || undefined,
    ARRIVAL_MS_MAX,
    stage.stop,
  );
  if (!own) throw new PlayFault(`${stage.play.deviceCode} gives no readings since it was told of the batch`);
}

/** Waits until the record knows of an alarm, so that it stands there at the time at which it was raised. */
export async function alarmIsRecorded(stage: Stage): Promise<void> {
  const known = await patiently(
    async () => (await look(stage)).exceptions.find((one) => one.class === 'device_alarm'),
    ARRIVAL_MS_MAX,
    stage.stop,
  );
  if (!known) throw new PlayFault(`the alarm of ${stage.play.deviceCode} does not reach the record`);
}

/** Waits until the record knows of the cut that just ended, and whether its readings were recovered. */
export async function cutIsKnown(stage: Stage, { sinceMs, recovered }: Cut): Promise<void> {
  const path = `/api/batches/${stage.batch}/readings?signal=${SAMPLED_SIGNAL}&from=${new Date(sinceMs).toISOString()}`;
  const known = await patiently(
    async () => {
      const { gaps } = await (await stage.crew.technician()).get<ReadingsReply>(path);
      return gaps.some((gap) => gap.recovered === recovered) && (await isFresh(stage)) ? true : undefined;
    },
    ARRIVAL_MS_MAX,
    stage.stop,
  );
  if (known) return;
  const wanted = recovered ? 'was not filled from its history' : 'is not on record as a gap';
  throw new PlayFault(`the cut of ${stage.play.deviceCode} from the network ${wanted}`);
}

/** Site milliseconds before the cut, and whether the device's history is to fill it. */
export type Cut = Readonly<{ sinceMs: number; recovered: boolean }>;

/** A signal every device of this kind gives at short intervals. */
const SAMPLED_SIGNAL = 'tempActual';

const isFresh = async (stage: Stage): Promise<boolean> =>
  stage.now() - ((await sampledAtMs(stage)) ?? -Infinity) <= FRESH_MS_MAX;

/** When the newest reading on record was measured, in site milliseconds. */
async function sampledAtMs(stage: Stage): Promise<number | undefined> {
  const reading = (await latest(stage)).find(({ signal }) => signal === SAMPLED_SIGNAL);
  return reading && Date.parse(reading.sourceTime);
}
