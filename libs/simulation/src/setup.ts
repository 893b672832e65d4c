import { hash, randomUUID } from 'node:crypto';
import type { BatchesReply } from '@autolog/contract/batch';
import type { CommandReply } from '@autolog/contract/reply';
import type { RecipeReply, RecipesReply } from '@autolog/contract/recipe';
import type { LotsReply } from '@autolog/contract/lot';
import type { EquipmentReply } from '@autolog/contract/equipment';
import type { RoomsReply } from '@autolog/contract/room';
import type { TherapiesReply } from '@autolog/contract/therapy';
import { canonicalBytes } from '@autolog/ledger/canonical';
import { loadRecipe } from '@autolog/recipes/load-recipe';
import { installRecipe } from './install-recipe.js';
import { isExpired, isUsableLot, type Lot } from './answers.js';
import type { Staff } from './staff.js';
import type { BatchRunPlan } from './batch-run-plan.js';
import { RunError } from './run-context.js';

const DAY_MS = 86_400_000;
/** A batch takes weeks: a lot must be usable for longer. */
const USABLE_FOR_MS = 90 * DAY_MS;
const LOT_LIFE_MS = 730 * DAY_MS;
const EXPIRED_FOR_MS = 30 * DAY_MS;

type ReportLine = (line: string) => void;

/** Brings the recipe of a file into force on the server and returns its code. Throws RunError where the server has another recipe of that name. */
export async function installRecipeFile(staff: Staff, yaml: string, report: ReportLine): Promise<string> {
  const read = loadRecipe(yaml);
  if ('faults' in read) throw new RunError(`the recipe is not valid: ${read.faults[0]?.en ?? ''}`);
  const { code, version } = read.recipe;
  const options = {
    engineer: () => staff.withRole('process_engineer'),
    quality: () => staff.withRole('quality_officer'),
    report,
    commandName: () => randomUUID(),
  };
  const { hash: recipeHash, status } = await installRecipe({ yaml, code, version }, options);
  const name = `recipe ${code} ${version}`;
  // The simulation must be of this file, not of another with the same code and version.
  if (recipeHash !== hash('sha256', canonicalBytes(read.recipe)))
    throw new RunError(`the server's ${name} differs from this file; give the file another version`);
  if (status !== 'effective') throw new RunError(`${name} is ${status.replaceAll('_', ' ')} on this server`);
  return code;
}

/** The effective version of a recipe, with every limit. */
export async function effectiveRecipe(staff: Staff, code: string): Promise<RecipeReply> {
  const planner = await staff.withRole('planner');
  const { recipes } = await planner.get<RecipesReply>('/api/recipes');
  const line = recipes.find((one) => one.code === code && one.status === 'effective');
  if (!line) throw new RunError(`the server has no effective recipe ${code}`);
  return planner.get<RecipeReply>(`/api/recipes/${line.id}`);
}

/** Registers a released lot of every material where there is none; with `expired` also an expired one of each. */
export async function registerMissingLots(
  staff: Staff,
  { content }: RecipeReply,
  { nowMs, expired }: Readonly<{ nowMs: number; expired: boolean }>,
): Promise<void> {
  const planner = await staff.withRole('planner');
  const { lots } = await planner.get<LotsReply>('/api/lots');
  for (const { code } of content.materials) {
    const own = lots.filter(({ material }) => material === code);
    if (!own.some((lot) => isUsableLot(lot, instantAt(nowMs + USABLE_FOR_MS)))) {
      await registerLot(staff, { material: code, kind: 'G', expiresAt: instantAt(nowMs + LOT_LIFE_MS) });
    }
    if (expired && !own.some((lot) => isExpired(lot, instantAt(nowMs)))) {
      await registerLot(staff, { material: code, kind: 'E', expiresAt: instantAt(nowMs - EXPIRED_FOR_MS) });
    }
  }
}

const instantAt = (ms: number): string => new Date(ms).toISOString();

type NewLot = Readonly<Pick<Lot, 'material' | 'expiresAt'> & { kind: 'G' | 'E' }>;

async function registerLot(staff: Staff, { material, kind, expiresAt }: NewLot): Promise<void> {
  const digits = hash('sha256', `${material} ${expiresAt}`).slice(0, 7).toUpperCase();
  const lotNumber = `SIM${kind}${digits}`;
  const planner = await staff.withRole('planner');
  const { stream } = await planner.post<CommandReply>('/api/lots', { material, lotNumber, expiresAt }, randomUUID());
  const quality = await staff.withRole('quality_officer');
  await quality.post(`/api/lots/${stream.slice('lot/'.length)}/status`, { status: 'released' }, randomUUID());
}

/** Orders the therapy and creates its batch; or finds the batch that exists already. */
export async function createBatch(staff: Staff, plan: BatchRunPlan, recipe: RecipeReply): Promise<string> {
  const { coi, orderNumber } = plan;
  const planner = await staff.withRole('planner');
  const findTherapy = async (): Promise<TherapiesReply['therapies'][number] | undefined> =>
    (await planner.get<TherapiesReply>('/api/therapies')).therapies.find((one) => one.orderNumber === orderNumber);
  if (!(await findTherapy())) await planner.post('/api/therapies', { coi, orderNumber }, randomUUID());
  const therapy = await findTherapy();
  if (!therapy) throw new Error(`the server accepted order ${orderNumber} and does not list it`);
  if (therapy.batch !== undefined) return existingBatch(staff, therapy.batch, plan);
  const body = { therapy: therapy.id, recipe: recipe.id };
  const { stream } = await planner.post<CommandReply>('/api/batches', body, randomUUID());
  return stream.slice('batch/'.length);
}

/** An existing batch that was not started; a started one only where the plan resumes it. */
async function existingBatch(staff: Staff, batch: string, { orderNumber, resume }: BatchRunPlan): Promise<string> {
  if (resume) return batch;
  const { batches } = await (await staff.withRole('planner')).get<BatchesReply>('/api/batches');
  if (batches.find(({ id }) => id === batch)?.status === 'created') return batch;
  throw new RunError(`order ${orderNumber} has a batch already, and it was started`);
}

/** A technician starts the batch in its room, on its device. */
export async function startBatch(staff: Staff, batch: string, { roomCode, deviceCode }: BatchRunPlan): Promise<void> {
  const technician = await staff.technician();
  const { rooms } = await technician.get<RoomsReply>('/api/rooms');
  const { equipment } = await technician.get<EquipmentReply>('/api/equipment');
  const room = rooms.find(({ code }) => code === roomCode)?.id;
  const device = equipment.find(({ code }) => code === deviceCode)?.id;
  if (!room || !device) throw new RunError(`there is no room ${roomCode} or no device ${deviceCode}`);
  await technician.post(`/api/batches/${batch}/start`, { room, device }, randomUUID());
}
