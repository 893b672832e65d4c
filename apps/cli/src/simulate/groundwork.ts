import { randomUUID } from 'node:crypto';
import type { BatchesReply, CommandReply } from '@autolog/contract/batch';
import type { RecipeReply, RecipesReply } from '@autolog/contract/recipe';
import type { EquipmentReply, LotsReply, RoomsReply, TherapiesReply } from '@autolog/contract/register';
import { canonicalBytes } from '@autolog/ledger/canonical';
import { loadRecipe } from '@autolog/recipes/load-recipe';
import { digestOf } from '@autolog/store/sha256';
import { layRecipe } from '../start/lay-recipe.js';
import { isExpired, usable, type Lot } from './answers.js';
import type { Crew } from './people.js';
import type { Play } from './play.js';
import { PlayFault } from './stage.js';

const DAY_MS = 86_400_000;
/** A batch takes weeks: a lot must be good for longer than that. */
const GOOD_FOR_MS = 90 * DAY_MS;
const LOT_LIFE_MS = 730 * DAY_MS;
const EXPIRED_FOR_MS = 30 * DAY_MS;

type Say = (line: string) => void;

/** Brings the recipe of a file into force on the server. Gives its code. Throws PlayFault where the server has another. */
export async function layRecipeFile(crew: Crew, yaml: string, say: Say): Promise<string> {
  const read = loadRecipe(yaml);
  if ('faults' in read) throw new PlayFault(`the recipe is not valid: ${read.faults[0]?.en ?? ''}`);
  const { code, version } = read.recipe;
  const hands = {
    engineer: () => crew.as('process_engineer'),
    quality: () => crew.as('quality_officer'),
    say,
    named: () => randomUUID(),
  };
  const { hash, status } = await layRecipe({ yaml, code, version }, hands);
  const name = `recipe ${code} ${version}`;
  // What is played is what is proven: never another text under the same name.
  if (hash !== digestOf(canonicalBytes(read.recipe)))
    throw new PlayFault(`the server's ${name} is another than this file; give the file a version of its own`);
  if (status !== 'effective') throw new PlayFault(`${name} is ${status.replaceAll('_', ' ')} on this server`);
  return code;
}

/** The effective version of a recipe, with every limit. */
export async function effectiveRecipe(crew: Crew, code: string): Promise<RecipeReply> {
  const planner = await crew.as('planner');
  const { recipes } = await planner.get<RecipesReply>('/api/recipes');
  const line = recipes.find((one) => one.code === code && one.status === 'effective');
  if (!line) throw new PlayFault(`the server has no effective recipe ${code}`);
  return planner.get<RecipeReply>(`/api/recipes/${line.id}`);
}

/** A released lot of every material; an expired one of each where somebody is to scan it by mistake. */
export async function layLots(
  crew: Crew,
  { content }: RecipeReply,
  { nowMs, expired }: Readonly<{ nowMs: number; expired: boolean }>,
): Promise<void> {
  const planner = await crew.as('planner');
  const { lots } = await planner.get<LotsReply>('/api/lots');
  for (const { code } of content.materials) {
    const own = lots.filter(({ material }) => material === code);
    if (!own.some((lot) => usable(lot, at(nowMs + GOOD_FOR_MS)))) {
      await registerLot(crew, { material: code, kind: 'G', expiresAt: at(nowMs + LOT_LIFE_MS) });
    }
    if (expired && !own.some((lot) => isExpired(lot, at(nowMs)))) {
      await registerLot(crew, { material: code, kind: 'E', expiresAt: at(nowMs - EXPIRED_FOR_MS) });
    }
  }
}

const at = (ms: number): string => new Date(ms).toISOString();

type NewLot = Readonly<Pick<Lot, 'material' | 'expiresAt'> & { kind: 'G' | 'E' }>;

async function registerLot(crew: Crew, { material, kind, expiresAt }: NewLot): Promise<void> {
  const mark = digestOf(`${material} ${expiresAt}`).slice(0, 7).toUpperCase();
  const lotNumber = `SIM${kind}${mark}`;
  const planner = await crew.as('planner');
  const { stream } = await planner.post<CommandReply>('/api/lots', { material, lotNumber, expiresAt }, randomUUID());
  const quality = await crew.as('quality_officer');
  await quality.post(`/api/lots/${stream.slice('lot/'.length)}/status`, { status: 'released' }, randomUUID());
}

/** Orders the therapy and creates its batch, or takes up the one that is there. */
export async function createBatch(crew: Crew, play: Play, recipe: RecipeReply): Promise<string> {
  const { coi, orderNumber } = play;
  const planner = await crew.as('planner');
  const ordered = async (): Promise<TherapiesReply['therapies'][number] | undefined> =>
    (await planner.get<TherapiesReply>('/api/therapies')).therapies.find((one) => one.orderNumber === orderNumber);
  if (!(await ordered())) await planner.post('/api/therapies', { coi, orderNumber }, randomUUID());
  const therapy = await ordered();
  if (!therapy) throw new Error(`the server accepted order ${orderNumber} and does not list it`);
  if (therapy.batch !== undefined) return existingBatch(crew, therapy.batch, play);
  const body = { therapy: therapy.id, recipe: recipe.id };
  const { stream } = await planner.post<CommandReply>('/api/batches', body, randomUUID());
  return stream.slice('batch/'.length);
}

/** One that waits for a technician; one that was begun only where the play says so. */
async function existingBatch(crew: Crew, batch: string, { orderNumber, takeUp }: Play): Promise<string> {
  if (takeUp) return batch;
  const { batches } = await (await crew.as('planner')).get<BatchesReply>('/api/batches');
  if (batches.find(({ id }) => id === batch)?.status === 'created') return batch;
  throw new PlayFault(`order ${orderNumber} has a batch already, and it was begun`);
}

/** A technician takes the batch to its room and device. */
export async function startBatch(crew: Crew, batch: string, { roomCode, deviceCode }: Play): Promise<void> {
  const technician = await crew.technician();
  const { rooms } = await technician.get<RoomsReply>('/api/rooms');
  const { equipment } = await technician.get<EquipmentReply>('/api/equipment');
  const room = rooms.find(({ code }) => code === roomCode)?.id;
  const device = equipment.find(({ code }) => code === deviceCode)?.id;
  if (!room || !device) throw new PlayFault(`there is no room ${roomCode} or no device ${deviceCode}`);
  await technician.post(`/api/batches/${batch}/start`, { room, device }, randomUUID());
}
