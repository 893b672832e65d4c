import type { BatchesReply } from '@autolog/contract/batch';
import type { RecipeReply } from '@autolog/contract/recipe';
import type { PeopleReply } from '@autolog/contract/person';
import type { LotsReply } from '@autolog/contract/lot';
import type { EquipmentReply } from '@autolog/contract/equipment';
import type { RoomsReply } from '@autolog/contract/room';
import type { TherapiesReply } from '@autolog/contract/therapy';
import type { Material } from '@autolog/domain/recipe/recipe';
import type { BuiltInRecipe } from '@autolog/recipes/read-built-in-recipe';
import { DEMO_PEOPLE, DEMO_PEOPLE_LIST, type DemoPerson } from './people.js';
import { installDemoRecipe } from './install-demo-recipe.js';
import { DEMO_DEVICES, DEMO_ROOMS, DEMO_THERAPIES, demoDevices, demoLots, type DemoTherapy } from './inventory.js';
import { type Session, signIn } from '@autolog/simulation/http-client';

export type SiteAccess = Readonly<{
  address: string;
  stop: AbortSignal;
  report: (line: string) => void;
}>;

export type DemoSite = Readonly<{
  administrator: Session;
  rooms: readonly Readonly<{ id: string; code: string }>[];
  devices: readonly Readonly<{ equipment: string; code: string }>[];
  /** In the order of the request. */
  recipes: readonly RecipeReply[];
}>;

type FillContext = Readonly<{ access: SiteAccess; sessionOf: (person: DemoPerson) => Promise<Session> }>;

/** How many devices have a simulator, and which of the built-in recipes are in force. */
export type DemoContents = Readonly<{ devices: number; recipes: readonly BuiltInRecipe[] }>;

/**
 * Fills the demo site by commands over HTTP, as people would. What exists already is left as it is, and each command
 * has a fixed id, so an interrupted filling is completed by the next start.
 */
export async function fillDemoSite(access: SiteAccess, contents: DemoContents): Promise<DemoSite> {
  const { sessionOf, signOut } = openSessions(access);
  const administrator = await sessionOf(DEMO_PEOPLE.admin);
  await registerPeople(administrator, access);
  const context = { access, sessionOf };
  const rooms = await registerRooms(context);
  const active = await registerDevices(context, contents.devices);
  const recipes: RecipeReply[] = [];
  for (const seed of contents.recipes) recipes.push(await installDemoRecipe(seed, context.sessionOf, access.report));
  await registerLots(context, materialsOf(recipes));
  await signOut(DEMO_PEOPLE.admin);
  return { administrator, rooms, devices: active, recipes };
}

/** Orders the therapies of an empty demo, and creates a batch for the first of them. */
export async function createFirstBatch(access: SiteAccess, recipe: RecipeReply): Promise<void> {
  const { sessionOf, signOut } = openSessions(access);
  for (const therapy of DEMO_THERAPIES) await orderTherapy({ access, sessionOf }, therapy);
  await createBatch({ access, sessionOf }, DEMO_THERAPIES[0], recipe);
  await signOut();
}

/** Orders a therapy and creates its batch, which waits to be started. */
export async function createBatchFor(access: SiteAccess, therapy: DemoTherapy, recipe: RecipeReply): Promise<void> {
  const { sessionOf, signOut } = openSessions(access);
  await orderTherapy({ access, sessionOf }, therapy);
  await createBatch({ access, sessionOf }, therapy, recipe);
  await signOut();
}

type DemoSessions = Readonly<{
  sessionOf: (person: DemoPerson) => Promise<Session>;
  /** Signs everybody out except `stay`. */
  signOut: (...stay: readonly DemoPerson[]) => Promise<void>;
}>;

/** Sessions of people who sign in once, when first needed. */
function openSessions(access: SiteAccess): DemoSessions {
  const sessions = new Map<string, Promise<Session>>();
  return {
    sessionOf: (person) => {
      const session = sessions.get(person.userName) ?? signIn(access.address, person, access.stop);
      sessions.set(person.userName, session);
      return session;
    },
    signOut: async (...stay) => {
      for (const { userName } of stay) sessions.delete(userName);
      for (const session of sessions.values()) await (await session).signOut();
    },
  };
}

async function registerPeople(administrator: Session, { report }: SiteAccess): Promise<void> {
  const { people } = await administrator.get<PeopleReply>('/api/people');
  const known = new Set(people.map(({ userName }) => userName));
  const missing = DEMO_PEOPLE_LIST.filter(({ userName }) => !known.has(userName));
  if (missing.length > 0) report('Registering people …');
  for (const { userName, name, password, roles } of missing) {
    await administrator.post('/api/people', { userName, name, password, roles }, `register person ${userName}`);
  }
}

async function registerRooms({ access, sessionOf }: FillContext): Promise<DemoSite['rooms']> {
  const planner = await sessionOf(DEMO_PEOPLE.fatima);
  const list = async (): Promise<RoomsReply['rooms']> => (await planner.get<RoomsReply>('/api/rooms')).rooms;
  const before = await list();
  for (const code of DEMO_ROOMS.filter((wanted) => !before.some((room) => room.code === wanted))) {
    access.report(`Registering room ${code} …`);
    await planner.post('/api/rooms', { code }, `register room ${code}`);
  }
  const rooms = await list();
  return DEMO_ROOMS.map((code) => ({
    id: required(rooms.find((room) => room.code === code)?.id, `room ${code}`),
    code,
  }));
}

/** Registers every device of the demo. Returns those that have a simulator. */
async function registerDevices({ access, sessionOf }: FillContext, active: number): Promise<DemoSite['devices']> {
  const planner = await sessionOf(DEMO_PEOPLE.fatima);
  const list = async (): Promise<EquipmentReply['equipment']> =>
    (await planner.get<EquipmentReply>('/api/equipment')).equipment;
  const before = await list();
  const wanted = demoDevices(Math.max(active, DEMO_DEVICES.length));
  for (const device of wanted.filter(({ code }) => !before.some((line) => line.code === code))) {
    access.report(`Registering device ${device.code} …`);
    await planner.post('/api/equipment', device, `register equipment ${device.code}`);
  }
  const equipment = await list();
  return wanted.slice(0, active).map(({ code }) => ({
    equipment: required(equipment.find((line) => line.code === code)?.id, `equipment ${code}`),
    code,
  }));
}

async function registerLots({ access, sessionOf }: FillContext, materials: readonly Material[]): Promise<void> {
  const planner = await sessionOf(DEMO_PEOPLE.fatima);
  const list = async (): Promise<LotsReply['lots']> => (await planner.get<LotsReply>('/api/lots')).lots;
  const before = await list();
  const wanted = demoLots(materials);
  const missing = wanted.filter(
    ({ material, lotNumber }) => !before.some((lot) => lot.material === material && lot.lotNumber === lotNumber),
  );
  if (missing.length > 0) access.report('Registering lots …');
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
    const quality = await sessionOf(DEMO_PEOPLE.maaike);
    await quality.post(`/api/lots/${id}/status`, { status: 'released' }, `release lot ${material} ${lotNumber}`);
  }
}

const therapiesOf = async (planner: Session): Promise<TherapiesReply['therapies']> =>
  (await planner.get<TherapiesReply>('/api/therapies')).therapies;

async function orderTherapy({ access, sessionOf }: FillContext, therapy: DemoTherapy): Promise<void> {
  const planner = await sessionOf(DEMO_PEOPLE.fatima);
  if ((await therapiesOf(planner)).some(({ coi }) => coi === therapy.coi)) return;
  access.report(`Ordering therapy ${therapy.orderNumber} …`);
  await planner.post('/api/therapies', therapy, `order therapy ${therapy.orderNumber}`);
}

async function createBatch(
  { access, sessionOf }: FillContext,
  { coi, orderNumber }: DemoTherapy,
  recipe: RecipeReply,
): Promise<void> {
  const planner = await sessionOf(DEMO_PEOPLE.fatima);
  const { batches } = await planner.get<BatchesReply>('/api/batches');
  if (batches.some((batch) => batch.coi === coi)) return;
  access.report(`Creating the batch of ${orderNumber} …`);
  const therapy = required((await therapiesOf(planner)).find((one) => one.coi === coi)?.id, `therapy ${orderNumber}`);
  await planner.post('/api/batches', { therapy, recipe: recipe.id }, `create batch for ${orderNumber}`);
}

export const recipeByCode = (recipes: readonly RecipeReply[], wanted: string): RecipeReply =>
  required(
    recipes.find(({ code }) => code === wanted),
    `recipe ${wanted}`,
  );

/** Every material once, with the title of the first recipe that has it. */
export function materialsOf(recipes: readonly RecipeReply[]): readonly Material[] {
  const materials = new Map<string, Material>();
  for (const { content } of recipes) {
    for (const material of content.materials) {
      if (!materials.has(material.code)) materials.set(material.code, material);
    }
  }
  return [...materials.values()];
}

function required<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new Error(`the server accepted ${what} and does not list it`);
  return thing;
}
