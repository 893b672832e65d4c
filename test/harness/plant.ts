import { randomBytes } from 'node:crypto';
import type { Client } from './client.ts';
import type { TestServer } from './server.ts';

const GOOD_UNTIL = '2036-06-30T21:59:59.000Z';

/** The people of a small plant and its one effective recipe; rooms and devices come with each batch. */
export type Plant = Readonly<{
  server: TestServer;
  recipe: string;
  planner: Client;
  technician: Client;
  witness: Client;
  quality: Client;
  certifier: Client;
}>;

export type PlantBatch = Readonly<{ id: string; coi: string; room: string; device: string }>;

/** Everything a batch of `yaml` needs, by commands over HTTP; only the accounts are made on the machine. */
export async function foundPlant(server: TestServer, yaml: string): Promise<Plant> {
  const engineer = await server.person('engineer', 'process_engineer');
  const quality = await server.person('quality', 'quality_officer');
  const recipe = idOf(await engineer.post('/api/recipes', { yaml }));
  await engineer.post(`/api/recipes/${recipe}/submit`, {});
  await quality.sign('approved', `/api/recipes/${recipe}/approve`, {});
  const planner = await server.person('planner', 'planner');
  const lot = { material: 'MEDIUM-TEST', lotNumber: 'LOT-1', expiresAt: GOOD_UNTIL };
  await quality.post(`/api/lots/${idOf(await planner.post('/api/lots', lot))}/status`, { status: 'released' });
  return {
    server,
    recipe,
    planner,
    quality,
    technician: await server.person('technician', 'technician'),
    witness: await server.person('witness', 'technician'),
    certifier: await server.person('certifier', 'qualified_person'),
  };
}

/** A batch that was ordered and created, with a room and a device nobody else wants. */
export async function orderBatch({ planner, recipe }: Plant): Promise<PlantBatch> {
  const coi = named('COI');
  const therapy = idOf(await planner.post('/api/therapies', { coi, orderNumber: named('ORDER') }));
  return {
    coi,
    room: idOf(await planner.post('/api/rooms', { code: named('ROOM') })),
    device: idOf(await planner.post('/api/equipment', { code: named('TCT'), capability: 'tct-processor' })),
    id: idOf(await planner.post('/api/batches', { therapy, recipe })),
  };
}

/** A batch in process, its first step ready. */
export async function runningBatch(plant: Plant, technician: Client = plant.technician): Promise<PlantBatch> {
  const batch = await orderBatch(plant);
  await technician.post(`/api/batches/${batch.id}/start`, { room: batch.room, device: batch.device });
  return batch;
}

export const idOf = ({ stream }: Readonly<{ stream: string }>): string => stream.slice(stream.indexOf('/') + 1);

const named = (what: string): string => `${what}-${randomBytes(4).toString('hex').toUpperCase()}`;
