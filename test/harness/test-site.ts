import { randomBytes } from 'node:crypto';
import type { TestClient } from './test-client.ts';
import type { TestServer } from './test-server.ts';

const GOOD_UNTIL = '2036-06-30T21:59:59.000Z';

/** The people of a small site and its one effective recipe; each batch gets a room and a device of its own. */
export type TestSite = Readonly<{
  server: TestServer;
  recipe: string;
  planner: TestClient;
  technician: TestClient;
  witness: TestClient;
  quality: TestClient;
  certifier: TestClient;
}>;

export type TestBatch = Readonly<{ id: string; coi: string; room: string; device: string }>;

/** Creates what a batch of the recipe `yaml` needs, by commands over HTTP; only accounts are created directly. */
export async function createTestSite(server: TestServer, yaml: string): Promise<TestSite> {
  const engineer = await server.registerAndSignIn('engineer', 'process_engineer');
  const quality = await server.registerAndSignIn('quality', 'quality_officer');
  const recipe = idFromStream(await engineer.post('/api/recipes', { yaml }));
  await engineer.post(`/api/recipes/${recipe}/submit`, {});
  await quality.sign('approved', `/api/recipes/${recipe}/approve`, {});
  const planner = await server.registerAndSignIn('planner', 'planner');
  const lot = { material: 'MEDIUM-TEST', lotNumber: 'LOT-1', expiresAt: GOOD_UNTIL };
  await quality.post(`/api/lots/${idFromStream(await planner.post('/api/lots', lot))}/status`, { status: 'released' });
  return {
    server,
    recipe,
    planner,
    quality,
    technician: await server.registerAndSignIn('technician', 'technician'),
    witness: await server.registerAndSignIn('witness', 'technician'),
    certifier: await server.registerAndSignIn('certifier', 'qualified_person'),
  };
}

/** Orders and creates a batch, with a room and a device of its own. */
export async function createBatchWithPlace({ planner, recipe }: TestSite): Promise<TestBatch> {
  const coi = uniqueName('COI');
  const therapy = idFromStream(await planner.post('/api/therapies', { coi, orderNumber: uniqueName('ORDER') }));
  return {
    coi,
    room: idFromStream(await planner.post('/api/rooms', { code: uniqueName('ROOM') })),
    device: idFromStream(
      await planner.post('/api/equipment', { code: uniqueName('TCT'), capability: 'tct-processor' }),
    ),
    id: idFromStream(await planner.post('/api/batches', { therapy, recipe })),
  };
}

/** A batch in process; its first step is ready. */
export async function startedBatch(
  testSite: TestSite,
  technician: TestClient = testSite.technician,
): Promise<TestBatch> {
  const batch = await createBatchWithPlace(testSite);
  await technician.post(`/api/batches/${batch.id}/start`, { room: batch.room, device: batch.device });
  return batch;
}

export const idFromStream = ({ stream }: Readonly<{ stream: string }>): string => stream.slice(stream.indexOf('/') + 1);

const uniqueName = (what: string): string => `${what}-${randomBytes(4).toString('hex').toUpperCase()}`;
