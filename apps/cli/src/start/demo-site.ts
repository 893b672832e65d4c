import type { BatchesReply } from '@autolog/contract/batch';
import type { RecipeReply } from '@autolog/contract/recipe';
import type { EquipmentReply, LotsReply, PeopleReply, RoomsReply, TherapiesReply } from '@autolog/contract/register';
import type { Material } from '@autolog/domain/recipe/recipe';
import type { SeedName } from '@autolog/recipes/read-seed';
import { DEMO_PEOPLE, DEMO_PEOPLE_LIST, type DemoPerson } from './demo-people.js';
import { layDemoRecipe } from './demo-recipe.js';
import { DEMO_DEVICES, DEMO_ROOMS, DEMO_THERAPIES, demoDevices, demoLots, type DemoTherapy } from './demo-things.js';
import { type Session, signIn } from './http-client.js';

export type DemoDoor = Readonly<{
  address: string;
  stop: AbortSignal;
  say: (line: string) => void;
}>;

export type DemoSite = Readonly<{
  administrator: Session;
  rooms: readonly Readonly<{ id: string; code: string }>[];
  devices: readonly Readonly<{ equipment: string; code: string }>[];
  /** In the order in which they were asked for. */
  recipes: readonly RecipeReply[];
}>;

type Found = Readonly<{ door: DemoDoor; as: (person: DemoPerson) => Promise<Session> }>;

/** How many of its devices are at work, and which of the recipes that come with Autolog are in force. */
export type DemoContents = Readonly<{ devices: number; recipes: readonly SeedName[] }>;

/**
 * Fills the demo site by commands over HTTP, as people would. Whatever is there already is left as it is, and every
 * command has an id of its own, so a site that was filled half-way is completed.
 */
export async function fillDemoSite(door: DemoDoor, contents: DemoContents): Promise<DemoSite> {
  const { as, leave } = signedIn(door);
  const administrator = await as(DEMO_PEOPLE.admin);
  await registerPeople(administrator, door);
  const found = { door, as };
  const rooms = await registerRooms(found);
  const atWork = await registerDevices(found, contents.devices);
  const recipes: RecipeReply[] = [];
  for (const seed of contents.recipes) recipes.push(await layDemoRecipe(seed, found.as, door.say));
  await registerLots(found, materialsOf(recipes));
  await leave(DEMO_PEOPLE.admin);
  return { administrator, rooms, devices: atWork, recipes };
}

/** The therapies of an empty demo, and a batch for the first of them. */
export async function createFirstBatch(door: DemoDoor, recipe: RecipeReply): Promise<void> {
  const { as, leave } = signedIn(door);
  for (const therapy of DEMO_THERAPIES) await orderTherapy({ door, as }, therapy);
  await createBatch({ door, as }, DEMO_THERAPIES[0], recipe);
  await leave();
}

/** Orders a therapy and creates its batch, which waits to be started. */
export async function createBatchFor(door: DemoDoor, therapy: DemoTherapy, recipe: RecipeReply): Promise<void> {
  const { as, leave } = signedIn(door);
  await orderTherapy({ door, as }, therapy);
  await createBatch({ door, as }, therapy, recipe);
  await leave();
}

type SignedIn = Readonly<{
  as: (person: DemoPerson) => Promise<Session>;
  /** Signs everybody out but those who stay. */
  leave: (...stay: readonly DemoPerson[]) => Promise<void>;
}>;

/** Everybody signs in once, when first needed. */
function signedIn(door: DemoDoor): SignedIn {
  const sessions = new Map<string, Promise<Session>>();
  return {
    as: (person) => {
      const session = sessions.get(person.userName) ?? signIn(door.address, person, door.stop);
      sessions.set(person.userName, session);
      return session;
    },
    leave: async (...stay) => {
      for (const { userName } of stay) sessions.delete(userName);
      for (const session of sessions.values()) await (await session).leave();
    },
  };
}

async function registerPeople(administrator: Session, { say }: DemoDoor): Promise<void> {
  const { people } = await administrator.get<PeopleReply>('/api/people');
  const known = new Set(people.map(({ userName }) => userName));
  const missing = DEMO_PEOPLE_LIST.filter(({ userName }) => !known.has(userName));
  if (missing.length > 0) say('Registering people …');
  for (const { userName, name, password, roles } of missing) {
    await administrator.post('/api/people', { userName, name, password, roles }, `register person ${userName}`);
  }
}

async function registerRooms({ door, as }: Found): Promise<DemoSite['rooms']> {
  const planner = await as(DEMO_PEOPLE.fatima);
  const list = async (): Promise<RoomsReply['rooms']> => (await planner.get<RoomsReply>('/api/rooms')).rooms;
  const before = await list();
  for (const code of DEMO_ROOMS.filter((wanted) => !before.some((room) => room.code === wanted))) {
    door.say(`Registering room ${code} …`);
    await planner.post('/api/rooms', { code }, `register room ${code}`);
  }
  const rooms = await list();
  return DEMO_ROOMS.map((code) => ({
    id: demanded(rooms.find((room) => room.code === code)?.id, `room ${code}`),
    code,
  }));
}

/** Every device that stands there is registered; those at work are answered. */
async function registerDevices({ door, as }: Found, atWork: number): Promise<DemoSite['devices']> {
  const planner = await as(DEMO_PEOPLE.fatima);
  const list = async (): Promise<EquipmentReply['equipment']> =>
    (await planner.get<EquipmentReply>('/api/equipment')).equipment;
  const before = await list();
  const wanted = demoDevices(Math.max(atWork, DEMO_DEVICES.length));
  for (const device of wanted.filter(({ code }) => !before.some((line) => line.code === code))) {
    door.say(`Registering device ${device.code} …`);
    await planner.post('/api/equipment', device, `register equipment ${device.code}`);
  }
  const equipment = await list();
  return wanted.slice(0, atWork).map(({ code }) => ({
    equipment: demanded(equipment.find((line) => line.code === code)?.id, `equipment ${code}`),
    code,
  }));
}

async function registerLots({ door, as }: Found, materials: readonly Material[]): Promise<void> {
  const planner = await as(DEMO_PEOPLE.fatima);
  const list = async (): Promise<LotsReply['lots']> => (await planner.get<LotsReply>('/api/lots')).lots;
  const before = await list();
  const wanted = demoLots(materials);
  const missing = wanted.filter(
    ({ material, lotNumber }) => !before.some((lot) => lot.material === material && lot.lotNumber === lotNumber),
  );
  if (missing.length > 0) door.say('Registering lots …');
  for (const { material, lotNumber, expiresAt } of missing) {
    await planner.post('/api/lots', { material, lotNumber, expiresAt }, `register lot ${material} ${lotNumber}`);
  }
  const lots = await list();
  const waiting = lots.filter(
    (lot) =>
      lot.status === 'quarantine' &&
      wanted.some((w) => w.released && w.material === lot.material && w.lotNumber === lot.lotNumber),
  );
  for (const { id, material, lotNumber } of waiting) {
    const quality = await as(DEMO_PEOPLE.maaike);
    await quality.post(`/api/lots/${id}/status`, { status: 'released' }, `release lot ${material} ${lotNumber}`);
  }
}

const therapiesOf = async (planner: Session): Promise<TherapiesReply['therapies']> =>
  (await planner.get<TherapiesReply>('/api/therapies')).therapies;

async function orderTherapy({ door, as }: Found, therapy: DemoTherapy): Promise<void> {
  const planner = await as(DEMO_PEOPLE.fatima);
  if ((await therapiesOf(planner)).some(({ coi }) => coi === therapy.coi)) return;
  door.say(`Ordering therapy ${therapy.orderNumber} …`);
  await planner.post('/api/therapies', therapy, `order therapy ${therapy.orderNumber}`);
}

async function createBatch({ door, as }: Found, { coi, orderNumber }: DemoTherapy, recipe: RecipeReply): Promise<void> {
  const planner = await as(DEMO_PEOPLE.fatima);
  const { batches } = await planner.get<BatchesReply>('/api/batches');
  if (batches.some((batch) => batch.coi === coi)) return;
  door.say(`Creating the batch of ${orderNumber} …`);
  const therapy = demanded((await therapiesOf(planner)).find((one) => one.coi === coi)?.id, `therapy ${orderNumber}`);
  await planner.post('/api/batches', { therapy, recipe: recipe.id }, `create batch for ${orderNumber}`);
}

export const recipeOf = (recipes: readonly RecipeReply[], wanted: string): RecipeReply =>
  demanded(
    recipes.find(({ code }) => code === wanted),
    `recipe ${wanted}`,
  );

/** Every material once, as the first recipe that names it calls it. */
export function materialsOf(recipes: readonly RecipeReply[]): readonly Material[] {
  const materials = new Map<string, Material>();
  for (const { content } of recipes) {
    for (const material of content.materials) {
      if (!materials.has(material.code)) materials.set(material.code, material);
    }
  }
  return [...materials.values()];
}

function demanded<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new Error(`the server accepted ${what} and does not list it`);
  return thing;
}
