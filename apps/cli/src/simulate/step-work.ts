import { randomUUID } from 'node:crypto';
import type { BatchReply, CommandReply, StepLine } from '@autolog/contract/batch';
import type { LotsReply } from '@autolog/contract/register';
import { stepOf } from '@autolog/domain/recipe/find';
import type { ActivityStep, Step } from '@autolog/domain/recipe/recipe';
import { RequestRefused, type Session } from '../start/http-client.js';
import { answerTo, type Answer, type Sight } from './answers.js';
import { SAMPLED_MS } from './device.js';
import { patiently } from './patience.js';
import { look, PlayFault, type Stage } from './stage.js';

/** How long a person goes on looking for a reading, or for the record to stand still, before they say so. */
const ANSWER_MS_MAX = 60_000;
const REASON = 'Measured again with the same result. Quality is told; this batch is simulated.';

/** What a careful person meets by looking again. */
const LOOK_AGAIN: ReadonlySet<string> = new Set([
  'READING_MOVED',
  'NO_READING',
  'BEHIND',
  'CONTENT_CHANGED',
  'CHALLENGE_EXPIRED',
  'TIMER_RUNNING',
  'UNAVAILABLE',
]);

type Latest = Readonly<{ readings: readonly Readonly<{ signal: string; value: string; sourceTime: string }>[] }>;

export const pathOf = (stage: Stage, step: string): string => `/api/batches/${stage.batch}/steps/${step}`;

/** Does with an open step what can be done with it now: starts, answers and signs it, or has it witnessed. */
export async function doStep(stage: Stage, seen: BatchReply, line: StepLine): Promise<void> {
  const { id, kind } = line.step;
  stage.doing(seen, line.step.title.en);
  if (line.status === 'awaiting_witness') return witness(stage, line.step, seen.asOf);
  let { asOf } = seen;
  if (line.status === 'ready') {
    const busyUntilMs = await deviceBusyUntil(stage, seen, line);
    if (busyUntilMs !== undefined) return stage.seat.rest(busyUntilMs);
    if (stage.once(`on ${line.operation}`)) await stage.device.supervise(stage.batchNumber, line.operation);
    const { position } = await (
      await performer(stage, line.step)
    ).post<CommandReply>(`${pathOf(stage, id)}/start`, { asOf }, randomUUID());
    asOf = position;
    // A timer runs and the device works while others go on.
    if (kind === 'timer' || kind === 'activity') return;
  }
  if (await stage.scenario.beforeAnswer?.(stage, seen, line)) return;
  if (line.step.kind === 'activity') await answerPrompt(stage, line.step);
  await perform(stage, seen, line.step, asOf);
}

/** Longer than this the device is at a culture, beside which people measure and sample. Site milliseconds. */
const BUSY_MS_MAX = 4 * 3_600_000;

/**
 * When the device will be ready with what the step before waited for. Nobody counts a fraction that is still being
 * eluted, or reads a volume while medium flows.
 */
async function deviceBusyUntil({ device, now }: Stage, seen: BatchReply, line: StepLine): Promise<number | undefined> {
  if (!MEASURED.has(line.step.kind)) return undefined;
  const own = seen.steps.filter(({ operation, status }) => operation === line.operation && status !== 'not_applicable');
  const before = own[own.indexOf(line) - 1]?.step;
  if (before?.kind !== 'activity') return undefined;
  const { activity, endsAtMs } = await device.screen();
  if (activity !== before.activity || endsAtMs === undefined) return undefined;
  return endsAtMs > now() && endsAtMs - now() <= BUSY_MS_MAX ? endsAtMs : undefined;
}

const MEASURED: ReadonlySet<Step['kind']> = new Set(['entry', 'sample', 'device']);

/** A device that asks before it works is answered as a part of the step that waits for it. */
async function answerPrompt({ device }: Stage, { activity }: ActivityStep): Promise<void> {
  const screen = await device.screen();
  if (screen.activity === activity && screen.prompt !== '') await device.acknowledge();
}

/** Whose step it is: the recipe may ask for an analyst. */
export const performer = (stage: Stage, { performer }: Step): Promise<Session> =>
  performer === 'qc_analyst' ? stage.crew.as('qc_analyst') : stage.crew.technician();

async function perform(stage: Stage, seen: BatchReply, step: Step, asOf: number): Promise<void> {
  let why = '';
  let reason: string | undefined;
  let position = asOf;
  const done = await patiently(
    async () => {
      // The look that led here holds for the first try; after that the person looks again.
      const now = why === '' ? seen : await look(stage);
      if (why !== '') position = now.asOf;
      const answer = answerTo(recipeStep(stage, step), await sightOf(stage, now, step));
      if (typeof answer === 'string') {
        why = answer;
        return undefined;
      }
      try {
        return await record(stage, step, { asOf: position, answer, ...(reason !== undefined && { reason }) });
      } catch (error) {
        if (!(error instanceof RequestRefused)) throw error;
        why = error.message;
        if (error.code === 'REASON_REQUIRED' && reason === undefined) reason = stage.scenario.reason ?? REASON;
        else if (!LOOK_AGAIN.has(error.code)) throw notDone(step, why);
        if (error.code === 'NO_READING' && step.kind === 'device') await nextReading(stage, step.signal);
        return undefined;
      }
    },
    ANSWER_MS_MAX,
    stage.stop,
  );
  if (!done) throw notDone(step, why);
  if (step.signature === 'performer+witness') await witness(stage, step, done.position);
}

/** What was measured before the step was begun is not taken: the next reading is a matter of site time. */
async function nextReading(stage: Stage, wanted: string): Promise<void> {
  const askedMs = stage.now();
  const isNew = ({ signal, sourceTime }: Latest['readings'][number]): boolean =>
    signal === wanted && Date.parse(sourceTime) > askedMs;
  await stage.seat.rest(askedMs + SAMPLED_MS);
  await patiently(async () => (await latest(stage)).find(isNew), ANSWER_MS_MAX, stage.stop);
}

const notDone = (step: Step, why: string): PlayFault =>
  new PlayFault(`the step "${step.title.en}" (${step.id}) could not be done: ${why}`);

/** Sends the answer, signed where the recipe asks for it. */
export async function record(
  stage: Stage,
  step: Step,
  body: Readonly<{ asOf: number; answer: Answer; reason?: string }>,
): Promise<CommandReply> {
  const session = await performer(stage, step);
  const path = `${pathOf(stage, step.id)}/perform`;
  return step.signature === 'none'
    ? session.post<CommandReply>(path, body, randomUUID())
    : session.sign<CommandReply>(path, body, 'performed', randomUUID());
}

async function witness(stage: Stage, step: Step, asOf: number): Promise<void> {
  const session = await performer(stage, step);
  const path = `${pathOf(stage, step.id)}/witness`;
  await session.sign(path, { asOf }, 'witnessed', randomUUID(), stage.crew.witness());
}

/** With every limit: those of a blind parameter do not leave the server before its entry. */
function recipeStep({ recipe }: Stage, { id }: Step): Step {
  const step = stepOf(recipe, id);
  if (!step) throw new Error(`the batch has a step ${id} that its recipe has not`);
  return step;
}

async function sightOf(stage: Stage, seen: BatchReply, step: Step): Promise<Sight> {
  const measured = step.kind === 'entry' && step.parameter.measures !== undefined;
  const lots = step.kind === 'scan' && step.scans === 'lot' ? await lotsOf(stage) : [];
  const reading = await readingFor(stage, seen, step);
  const choice = step.kind === 'choice' ? stage.scenario.chooses?.(step) : undefined;
  const figure = stage.play.figures?.[step.id];
  return {
    batch: seen,
    cells: measured ? await stage.device.cells() : {},
    lots,
    ...(reading && { reading: { value: reading.value, sourceTime: reading.sourceTime } }),
    siteTime: new Date(stage.now()).toISOString(),
    ...(figure !== undefined && { figure }),
    ...(choice !== undefined && { choice }),
  };
}

export const lotsOf = async ({ crew }: Stage): Promise<LotsReply['lots']> =>
  (await (await crew.technician()).get<LotsReply>('/api/lots')).lots;

async function readingFor(stage: Stage, seen: BatchReply, step: Step): Promise<Latest['readings'][number] | undefined> {
  if (step.kind === 'device') return (await latest(stage)).find(({ signal }) => signal === step.signal);
  const shown = step.kind === 'activity' ? seen.seenActivities.find((one) => one.step === step.id) : undefined;
  return shown && { signal: 'activityName', ...shown };
}

/** The newest reading of every signal of the batch's device, as the server has it. */
export const latest = async ({ crew, batch }: Stage): Promise<Latest['readings']> =>
  (await (await crew.technician()).get<Latest>(`/api/batches/${batch}/latest`)).readings;
