import { randomUUID } from 'node:crypto';
import type { BatchesReply, BatchReply, StepLine } from '@autolog/contract/batch';
import type { CommandReply } from '@autolog/contract/reply';
import type { RecordReply } from '@autolog/contract/record';
import type { LotsReply } from '@autolog/contract/lot';
import type { EquipmentReply } from '@autolog/contract/equipment';
import type { RoomsReply } from '@autolog/contract/room';
import type { TherapiesReply } from '@autolog/contract/therapy';
import type { RecipesReply } from '@autolog/contract/recipe';
import type { SiteReply } from '@autolog/contract/site';
import { labelText } from '@autolog/domain/label/scan-code';
import { type AnswerBody, answerTo as simulatedAnswerTo } from '@autolog/simulation/answers';
import { ProblemError, type TestClient, type Credentials } from './test-client.ts';
import { waitUntil } from './wait-until.ts';

/** Eighteen site hours at the rate of "next event" are 45 s. */
const LONG_MS = 120_000;

/** Figures a good run of the seed recipe has; a test overrides the one it is about. */
const ENTRY_VALUES: Readonly<Record<string, string>> = {
  'apheresis-viability': '96,4',
  'seeded-cells': '100',
  'vector-titre': '50000000',
  'harvest-volume': '78,5',
  'final-viability': '91,2',
};

/** The demo's short recipe: from receipt to release in a few steps. */
const SHORT_PROCESS = 'CART-CD19-SHORT';

/** Orders a therapy and creates its batch. */
export async function createBatch(
  planner: TestClient,
  coi: string,
  orderNumber: string,
  code = SHORT_PROCESS,
): Promise<string> {
  await planner.post('/api/therapies', { coi, orderNumber });
  const { therapies } = await planner.get<TherapiesReply>('/api/therapies');
  const { recipes } = await planner.get<RecipesReply>('/api/recipes');
  const therapy = therapies.find((one) => one.orderNumber === orderNumber)?.id;
  const recipe = recipes.find((one) => one.code === code && one.status === 'effective')?.id;
  const { stream } = await planner.post('/api/batches', { therapy, recipe });
  return stream.slice('batch/'.length);
}

export async function startBatch(technician: TestClient, batch: string, roomCode: string): Promise<CommandReply> {
  const { room, device } = await roomAndDeviceOf(technician, roomCode);
  return technician.post(`/api/batches/${batch}/start`, { room, device });
}

export async function roomAndDeviceOf(client: TestClient, roomCode: string): Promise<{ room: string; device: string }> {
  const { rooms } = await client.get<RoomsReply>('/api/rooms');
  const { equipment } = await client.get<EquipmentReply>('/api/equipment');
  const room = rooms.find(({ code }) => code === roomCode)?.id;
  const device = equipment.find(({ code }) => code === 'PRODIGY-1')?.id;
  if (!room || !device) throw new Error(`there is no ${roomCode} or no device`);
  return { room, device };
}

export const getBatch = (client: TestClient, batch: string): Promise<BatchReply> => client.get(`/api/batches/${batch}`);
export const getRecord = (client: TestClient, batch: string): Promise<RecordReply> =>
  client.get(`/api/batches/${batch}/record`);
export const getBatches = (client: TestClient): Promise<BatchesReply> => client.get('/api/batches');

export async function getStep(client: TestClient, batch: string, step: string): Promise<StepLine & { asOf: number }> {
  const reply = await getBatch(client, batch);
  const line = reply.steps.find((one) => one.step.id === step);
  if (!line) throw new Error(`there is no step ${step}`);
  return { ...line, asOf: reply.asOf };
}

/** A lot that is scanned must still be usable then, whatever the site's clock shows now. */
const USABLE_AT = '2030-01-01T00:00:00.000Z';

/** What a technician of the simulation answers to this step, with the figures of this file. */
export async function answerTo(client: TestClient, batch: string, line: StepLine): Promise<AnswerBody> {
  const { step } = line;
  const seen = await getBatch(client, batch);
  const reading = await readingFor(client, batch, step);
  const answer = simulatedAnswerTo(step, {
    batch: seen,
    cells: {},
    lots: step.kind === 'scan' && step.scans === 'lot' ? await getLots(client) : [],
    siteTime: USABLE_AT,
    ...(reading && { reading: { value: reading.value, sourceTime: reading.sourceTime } }),
    ...(step.kind === 'entry' && { figure: ENTRY_VALUES[step.id] ?? fail(`no figure for ${step.id}`) }),
  });
  return typeof answer === 'string' ? fail(`step ${step.id}: ${answer}`) : answer;
}

type ShownReading = Readonly<{ value: string; sourceTime: string }>;

async function readingFor(
  client: TestClient,
  batch: string,
  step: StepLine['step'],
): Promise<ShownReading | undefined> {
  if (step.kind === 'device') {
    return waitUntil(`a reading of ${step.signal}`, async () => {
      const { readings } = await client.get<LatestReadings>(`/api/batches/${batch}/latest`);
      return readings.find(({ signal }) => signal === step.signal);
    });
  }
  if (step.kind !== 'activity') return undefined;
  return waitUntil(`the device to show ${step.activity}`, async () =>
    (await getBatch(client, batch)).seenActivities.find((one) => one.step === step.id),
  );
}

type LatestReadings = Readonly<{ readings: readonly (ShownReading & Readonly<{ signal: string }>)[] }>;

const getLots = async (client: TestClient): Promise<LotsReply['lots']> =>
  (await client.get<LotsReply>('/api/lots')).lots;

export async function lotLabel(
  client: TestClient,
  material: string,
  wanted: (lot: LotsReply['lots'][number]) => boolean,
): Promise<string> {
  const lot = (await getLots(client)).find((one) => one.material === material && wanted(one));
  return lot ? labelText.lot(material, lot.lotNumber) : fail(`no such lot of ${material}`);
}

/** Does one step as the recipe asks: starts it, answers, signs, and lets the second person witness. */
export async function doStep(client: TestClient, batch: string, step: string, witness: Credentials): Promise<void> {
  const line = await waitUntil(
    `step ${step} to be ready`,
    async () => {
      const found = await getStep(client, batch, step);
      if (found.status === 'locked') await runToNextEvent(client);
      return found.status === 'locked' ? undefined : found;
    },
    LONG_MS,
  );
  const path = `/api/batches/${batch}/steps/${step}`;
  if (line.status === 'ready') await client.post(`${path}/start`, { asOf: line.asOf });
  if (line.step.kind === 'timer') await waitForMinimumTime(client, batch, step);
  if (line.step.kind === 'device') return captureReading(client, batch, line, path);
  const answer = await answerTo(client, batch, line);
  const body = { asOf: (await getBatch(client, batch)).asOf, answer };
  if (line.step.signature === 'none') await client.post(`${path}/perform`, body);
  else await client.sign('performed', `${path}/perform`, body);
  if (line.step.signature === 'performer+witness') {
    await client.sign('witnessed', `${path}/witness`, { asOf: (await getBatch(client, batch)).asOf }, witness);
  }
}

/** After the clock ran fast the newest reading may be too old: the person tries again, as the screen says. */
async function captureReading(client: TestClient, batch: string, line: StepLine, path: string): Promise<void> {
  await waitUntil(`a recent reading for ${line.step.id}`, async () => {
    const body = { asOf: (await getBatch(client, batch)).asOf, answer: await answerTo(client, batch, line) };
    const { problem } = await client.request('POST', `${path}/perform`, body, crypto.randomUUID());
    if (problem && problem.code !== 'NO_READING') throw new Error(problem.detail);
    return problem ? undefined : true;
  });
}

const waitForMinimumTime = (client: TestClient, batch: string, step: string): Promise<true> =>
  waitUntil(
    `the minimum time of ${step}`,
    async () => {
      const { timers } = await getBatch(client, batch);
      const fired = timers.some(({ name, status }) => name === `${step}/minimum` && status === 'fired');
      if (!fired) await runToNextEvent(client);
      return fired ? true : undefined;
    },
    LONG_MS,
  );

/** Nobody waits eighteen hours: the demo clock runs fast to the next due time and stops there. */
async function runToNextEvent(client: TestClient): Promise<void> {
  const { clock } = await client.get<SiteReply>('/api/site');
  if (clock.untilNext) return;
  const { problem } = await client.request('POST', '/api/site/clock', { rate: 'next' }, randomUUID());
  // The timer may have become due between the two requests.
  if (problem && problem.code !== 'NOTHING_DUE') throw new ProblemError(problem);
}

function fail(why: string): never {
  throw new Error(why);
}
