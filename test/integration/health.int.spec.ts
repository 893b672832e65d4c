import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { waitUntil } from '../harness/wait-until.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);
let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.remove());

const get = (url: string): Promise<Response> => fetch(url, { signal: AbortSignal.timeout(20_000) });

test('live and ready are answered without a session', async () => {
  expect(await (await get(`${server.address}/livez`)).json()).toEqual({ live: true });
  const ready = await get(`${server.address}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, reasons: [] }]);
});

test('an unknown database schema makes the server unready with a code and no detail', async () => {
  await server.query(`insert into migrations (timestamp, name) values (9999999999999, 'FromTheFuture')`);
  const ready = await get(`${server.address}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([503, { ready: false, reasons: ['SCHEMA_UNKNOWN'] }]);
  await server.query(`delete from migrations where name = 'FromTheFuture'`);
  expect((await get(`${server.address}/readyz`)).status).toBe(200);
});

test('a record that is no longer sequenced makes the server unready; a fast site clock does not', async () => {
  const administrator = await server.registerAndSignIn('administrator', 'administrator');
  await administrator.post('/api/site/clock', { rate: '1440' });
  const blocker = new pg.Client({ connectionString: server.database.runtimeUrl });
  await blocker.connect();
  try {
    // An open transaction keeps all newer events from being sequenced.
    await blocker.query('begin');
    await blocker.query('select pg_current_xact_id()');
    await administrator.post('/api/site/clock', { rate: '60' });
    await new Promise((done) => setTimeout(done, 2_000));
    expect((await get(`${server.address}/readyz`)).status).toBe(200);
    const late = await waitUntil('the server to be unready', async () => {
      const ready = await get(`${server.address}/readyz`);
      return ready.status === 503 ? ready : undefined;
    });
    expect(await late.json()).toEqual({ ready: false, reasons: ['RECORD_NOT_ORDERED'] });
  } finally {
    await blocker.end();
  }
  await waitUntil('the server to be ready', async () =>
    (await get(`${server.address}/readyz`)).status === 200 ? true : undefined,
  );
});

test('[S45] metrics and OpenAPI are on the internal port only', async () => {
  for (const path of ['/metrics', '/docs/openapi.json', '/docs']) {
    expect((await get(`${server.address}${path}`)).status).toBe(404);
  }
  await get(`${server.address}/api/batches/0193b7e2-0000-7000-8000-000000000001`);
  await get(`${server.address}/wp-admin/0193b7e2`);
  const metrics = await (await get(`${server.internalAddress}/metrics`)).text();
  for (const name of [
    'autolog_http_request_seconds',
    'autolog_timer_late_seconds',
    'autolog_readings_stored_total',
    'autolog_record_events',
    'autolog_record_leaves',
    'autolog_record_unplaced_age_seconds',
    'autolog_record_checkpoint_age_seconds',
    'autolog_sign_ins_failed_total',
    'autolog_live_streams',
  ]) {
    expect(metrics).toContain(`# TYPE ${name} `);
  }
  expect(metrics).toMatch(/autolog_record_events [1-9]/);
  expect((await get(`${server.internalAddress}/docs`)).status).toBe(404);
});

test('[S15] metrics contain route patterns and no ids', async () => {
  await get(`${server.address}/api/batches/0193b7e2-0000-7000-8000-000000000002`);
  const metrics = await (await get(`${server.internalAddress}/metrics`)).text();
  expect(metrics).toContain('route="/api/batches/:batch"');
  expect(metrics).toContain('route="other"');
  expect(metrics).not.toContain('0193b7e2');
  expect(metrics).not.toContain('wp-admin');
});

test('OpenAPI 3.1 describes a default refusal for each route it has', async () => {
  const document = (await (await get(`${server.internalAddress}/docs/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
    components: { schemas: Record<string, unknown> };
  };
  expect(document.openapi).toBe('3.1.0');
  const { paths } = document;
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['/api/sign-in', '/api/recipes/{recipe}/approve', '/api/lots/{lot}/status', '/livez']),
  );
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
    expect(operation.responses['default']).toBeDefined();
  }
  expect(document.components.schemas).toHaveProperty('Problem');
  expect(document.components.schemas).toHaveProperty('SignInBody');
});
