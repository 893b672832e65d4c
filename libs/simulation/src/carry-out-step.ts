import { randomUUID } from 'node:crypto';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { CommandReply } from '@autolog/contract/reply';
import type { LotsReply } from '@autolog/contract/lot';
import { stepOf } from '@autolog/domain/recipe/recipe-index';
import type { Step } from '@autolog/domain/recipe/recipe';
import type { ActivityStep } from '@autolog/domain/step-kind/activity';
import { RequestRefused, type Session } from './http-client.js';
import { answerTo, type AnswerBody, type TechnicianView, MEASURED_KINDS } from './answers.js';
import { SAMPLING_INTERVAL_MS } from './device-control.js';
import { pollUntilFound } from './poll-until-found.js';
import { readBatch, RunError, type RunContext } from './run-context.js';

/** How long a person tries to answer a step before the run fails. Real milliseconds. */
const ANSWER_MS_MAX = 60_000;
const DEFAULT_REASON = 'Measured again with the same result. Quality has been informed; this batch is simulated.';

/** After these refusals the person reads the batch again and retries. */
const RETRIED_REFUSALS: ReadonlySet<string> = new Set([
  'READING_MOVED',
  'NO_READING',
  'STALE_VIEW',
  'CONTENT_CHANGED',
  'CHALLENGE_EXPIRED',
  'TIMER_RUNNING',
  'UNAVAILABLE',
]);

type LatestReadings = Readonly<{
  readings: readonly Readonly<{ signal: string; value: string; sourceTime: string }>[];
}>;

const stepPath = (context: RunContext, step: string): string => `/api/batches/${context.batch}/steps/${step}`;

/** Does what can be done with an open step now: starts, answers and signs it, or has it witnessed. */
export async function carryOutStep(context: RunContext, seen: BatchReply, line: StepLine): Promise<void> {
  const { id, kind } = line.step;
  context.reportAction(seen, line.step.title.en);
  if (line.status === 'awaiting_witness') return witnessStep(context, line.step, seen.asOf);
  let { asOf } = seen;
  if (line.status === 'ready') {
    const busyUntilMs = await deviceBusyUntil(context, seen, line);
    if (busyUntilMs !== undefined) return context.clockActor.waitUntil(busyUntilMs);
    if (context.isFirstTime(`on ${line.operation}`))
      await context.device.setSupervisoryJob(context.batchNumber, line.operation);
    const { position } = await (
      await performer(context, line.step)
    ).post<CommandReply>(`${stepPath(context, id)}/start`, { asOf }, randomUUID());
    asOf = position;
    // Other steps go on while a timer runs or the device works.
    if (kind === 'timer' || kind === 'activity') return;
  }
  if (await context.scenario.beforeAnswer?.(context, seen, line)) return;
  if (line.step.kind === 'activity') await answerPrompt(context, line.step);
  await performStep(context, seen, line.step, asOf);
}

/** An activity that takes longer is a culture: people measure and sample beside it. Site milliseconds. */
const BUSY_MS_MAX = 4 * 3_600_000;

/**
 * When the device will end the activity of the step before. Nobody counts a fraction that is still being eluted, or
 * reads a volume while medium flows.
 */
async function deviceBusyUntil(
  { device, now }: RunContext,
  seen: BatchReply,
  line: StepLine,
): Promise<number | undefined> {
  if (!MEASURED_KINDS.has(line.step.kind)) return undefined;
  const own = seen.steps.filter(({ operation, status }) => operation === line.operation && status !== 'not_applicable');
  const before = own[own.indexOf(line) - 1]?.step;
  if (before?.kind !== 'activity') return undefined;
  const { activity, endsAtMs } = await device.readScreen();
  if (activity !== before.activity || endsAtMs === undefined) return undefined;
  return endsAtMs > now() && endsAtMs - now() <= BUSY_MS_MAX ? endsAtMs : undefined;
}

/** Acknowledges the prompt of a device as a part of the step that waits for it. */
async function answerPrompt({ device }: RunContext, { activity }: ActivityStep): Promise<void> {
  const screen = await device.readScreen();
  if (screen.activity === activity && screen.prompt !== '') await device.acknowledge();
}

/** The session of the person whose step it is: a technician, or the analyst. */
const performer = (context: RunContext, { performer }: Step): Promise<Session> =>
  performer === 'qc_analyst' ? context.staff.withRole('qc_analyst') : context.staff.technician();

async function performStep(context: RunContext, seen: BatchReply, step: Step, asOf: number): Promise<void> {
  let lastProblem = '';
  let reason: string | undefined;
  let position = asOf;
  const done = await pollUntilFound(
    async () => {
      // The first attempt uses the batch as it was read; each retry reads it again.
      const current = lastProblem === '' ? seen : await readBatch(context);
      if (lastProblem !== '') position = current.asOf;
      const answer = answerTo(recipeStep(context, step), await technicianView(context, current, step));
      if (typeof answer === 'string') {
        lastProblem = answer;
        return undefined;
      }
      try {
        return await submitAnswer(context, step, { asOf: position, answer, ...(reason !== undefined && { reason }) });
      } catch (error) {
        if (!(error instanceof RequestRefused)) throw error;
        lastProblem = error.message;
        if (error.code === 'REASON_REQUIRED' && reason === undefined)
          reason = context.scenario.outOfLimitReason ?? DEFAULT_REASON;
        else if (!RETRIED_REFUSALS.has(error.code)) throw stepNotDone(step, lastProblem);
        if (error.code === 'NO_READING' && step.kind === 'device') await waitForNextReading(context, step.signal);
        return undefined;
      }
    },
    ANSWER_MS_MAX,
    context.stop,
  );
  if (!done) throw stepNotDone(step, lastProblem);
  if (step.signature === 'performer+witness') await witnessStep(context, step, done.position);
}

/** A device step takes only readings after its start: the clock runs until the next sampling. */
async function waitForNextReading(context: RunContext, wanted: string): Promise<void> {
  const askedMs = context.now();
  const isNew = ({ signal, sourceTime }: LatestReadings['readings'][number]): boolean =>
    signal === wanted && Date.parse(sourceTime) > askedMs;
  await context.clockActor.waitUntil(askedMs + SAMPLING_INTERVAL_MS);
  await pollUntilFound(async () => (await latestReadings(context)).find(isNew), ANSWER_MS_MAX, context.stop);
}

const stepNotDone = (step: Step, why: string): RunError =>
  new RunError(`the step "${step.title.en}" (${step.id}) could not be done: ${why}`);

/** Sends the answer, signed where the recipe asks for it. */
export async function submitAnswer(
  context: RunContext,
  step: Step,
  body: Readonly<{ asOf: number; answer: AnswerBody; reason?: string }>,
): Promise<CommandReply> {
  const session = await performer(context, step);
  const path = `${stepPath(context, step.id)}/perform`;
  return step.signature === 'none'
    ? session.post<CommandReply>(path, body, randomUUID())
    : session.sign<CommandReply>(path, body, 'performed', randomUUID());
}

async function witnessStep(context: RunContext, step: Step, asOf: number): Promise<void> {
  const session = await performer(context, step);
  const path = `${stepPath(context, step.id)}/witness`;
  await session.sign(path, { asOf }, 'witnessed', randomUUID(), context.staff.witness());
}

/** The step of the recipe, with every limit: the batch view hides the limits of a blind parameter before its entry. */
function recipeStep({ recipe }: RunContext, { id }: Step): Step {
  const step = stepOf(recipe, id);
  if (!step) throw new Error(`the batch has a step ${id} that its recipe does not have`);
  return step;
}

async function technicianView(context: RunContext, seen: BatchReply, step: Step): Promise<TechnicianView> {
  const measured = step.kind === 'entry' && step.parameter.measures !== undefined;
  const lots = step.kind === 'scan' && step.scans === 'lot' ? await lotsOf(context) : [];
  const reading = await readingFor(context, seen, step);
  const choice = step.kind === 'choice' ? context.scenario.chooses?.(step) : undefined;
  const figure = context.plan.figures?.[step.id];
  return {
    batch: seen,
    cells: measured ? await context.device.readCells() : {},
    lots,
    ...(reading && { reading: { value: reading.value, sourceTime: reading.sourceTime } }),
    siteTime: new Date(context.now()).toISOString(),
    ...(figure !== undefined && { figure }),
    ...(choice !== undefined && { choice }),
  };
}

export const lotsOf = async ({ staff }: RunContext): Promise<LotsReply['lots']> =>
  (await (await staff.technician()).get<LotsReply>('/api/lots')).lots;

async function readingFor(
  context: RunContext,
  seen: BatchReply,
  step: Step,
): Promise<LatestReadings['readings'][number] | undefined> {
  if (step.kind === 'device') return (await latestReadings(context)).find(({ signal }) => signal === step.signal);
  const shown = step.kind === 'activity' ? seen.seenActivities.find((one) => one.step === step.id) : undefined;
  return shown && { signal: 'activityName', ...shown };
}

/** The newest reading of every signal of the batch's device, as the server has it. */
export const latestReadings = async ({ staff, batch }: RunContext): Promise<LatestReadings['readings']> =>
  (await (await staff.technician()).get<LatestReadings>(`/api/batches/${batch}/latest`)).readings;
