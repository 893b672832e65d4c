import type { BatchesReply } from '@autolog/contract/batch';
import type { RecipeReply } from '@autolog/contract/recipe';
import type { EquipmentReply, LotsReply, PeopleReply, RoomsReply, TherapiesReply } from '@autolog/contract/register';
import { DEMO_PEOPLE, DEMO_PEOPLE_LIST, type DemoPerson } from './demo-people.js';
import { effectiveRecipe } from './demo-recipe.js';
import { DEMO_EQUIPMENT, DEMO_ROOMS, DEMO_THERAPIES, demoLots } from './demo-things.js';
import { type Session, signIn } from './http-client.js';

export type DemoDoor = Readonly<{
  address: string;
  stop: AbortSignal;
  say: (line: string) => void;
}>;

export type DemoSite = Readonly<{
  administrator: Session;
  equipment: string;
  recipe: RecipeReply;
  lots: LotsReply['lots'];
}>;

type Found = Readonly<{ door: DemoDoor; as: (person: DemoPerson) => Promise<Session> }>;

/**
 * Fills the demo site by commands over HTTP, as people would. Whatever is there already is left as it is, and every
 * command has an id of its own, so a site that was filled half-way is completed.
 */
export async function fillDemoSite(door: DemoDoor): Promise<DemoSite> {
  const sessions = new Map<string, Promise<Session>>();
  const as = (person: DemoPerson): Promise<Session> => {
    const session = sessions.get(person.userName) ?? signIn(door.address, person, door.stop);
    sessions.set(person.userName, session);
    return session;
  };
  const administrator = await as(DEMO_PEOPLE.admin);
  await registerPeople(administrator, door);
  const found = { door, as };
  const equipment = await registerPlant(found);
  const recipe = await effectiveRecipe(found.as, door.say);
  const lots = await registerLots(found, recipe);
  await orderTherapies(found, recipe);
  sessions.delete(DEMO_PEOPLE.admin.userName);
  for (const session of sessions.values()) await (await session).leave();
  return { administrator, equipment, recipe, lots };
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

async function registerPlant({ door, as }: Found): Promise<string> {
  const planner = await as(DEMO_PEOPLE.fatima);
  const { rooms } = await planner.get<RoomsReply>('/api/rooms');
  for (const code of DEMO_ROOMS.filter((wanted) => !rooms.some((room) => room.code === wanted))) {
    door.say(`Registering room ${code} …`);
    await planner.post('/api/rooms', { code }, `register room ${code}`);
  }
  const { code } = DEMO_EQUIPMENT;
  const there = (): Promise<string | undefined> =>
    planner
      .get<EquipmentReply>('/api/equipment')
      .then(({ equipment }) => equipment.find((line) => line.code === code)?.id);
  const id = await there();
  if (id !== undefined) return id;
  door.say(`Registering device ${code} …`);
  await planner.post('/api/equipment', DEMO_EQUIPMENT, `register equipment ${code}`);
  return demanded(await there(), `equipment ${code}`);
}

async function registerLots({ door, as }: Found, recipe: RecipeReply): Promise<LotsReply['lots']> {
  const planner = await as(DEMO_PEOPLE.fatima);
  const list = async (): Promise<LotsReply['lots']> => (await planner.get<LotsReply>('/api/lots')).lots;
  const before = await list();
  const wanted = demoLots(recipe.content.materials);
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
  if (waiting.length === 0) return lots;
  const quality = await as(DEMO_PEOPLE.maaike);
  for (const { id, material, lotNumber } of waiting) {
    await quality.post(`/api/lots/${id}/status`, { status: 'released' }, `release lot ${material} ${lotNumber}`);
  }
  return list();
}

async function orderTherapies({ door, as }: Found, recipe: RecipeReply): Promise<void> {
  const planner = await as(DEMO_PEOPLE.fatima);
  const list = async (): Promise<TherapiesReply['therapies']> =>
    (await planner.get<TherapiesReply>('/api/therapies')).therapies;
  const before = await list();
  for (const therapy of DEMO_THERAPIES.filter(({ coi }) => !before.some((line) => line.coi === coi))) {
    door.say(`Ordering therapy ${therapy.orderNumber} …`);
    await planner.post('/api/therapies', therapy, `order therapy ${therapy.orderNumber}`);
  }
  const { batches } = await planner.get<BatchesReply>('/api/batches');
  const [first] = DEMO_THERAPIES;
  if (batches.some(({ coi }) => coi === first.coi)) return;
  door.say('Creating the first batch …');
  const therapy = demanded((await list()).find(({ coi }) => coi === first.coi)?.id, `therapy ${first.orderNumber}`);
  await planner.post('/api/batches', { therapy, recipe: recipe.id }, `create batch for ${first.orderNumber}`);
}

function demanded<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new Error(`the server accepted ${what} and does not list it`);
  return thing;
}
