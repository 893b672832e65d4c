import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Problem } from '@autolog/contract/problem';
import type { TokenReply } from '@autolog/contract/machine-token';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

/** The only routes that need no sign-in; /api/demo exists in the demo profile only. */
const PUBLIC_ROUTES = ['GET /livez', 'GET /readyz', 'GET /api/door', 'GET /api/demo', 'POST /api/sign-in'];
/** The only routes for a device adapter. */
const MACHINE_ROUTES = ['GET /api/site/clock', 'POST /api/telemetry/uploads'];

type Route = Readonly<{ name: string; method: string; path: string }>;
let server: TestServer;
let routes: readonly Route[];

beforeAll(async () => {
  server = await TestServer.start();
  const document = (await (await fetch(`${server.internalAddress}/docs/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  routes = Object.entries(document.paths).flatMap(([pattern, operations]) =>
    Object.keys(operations).map((verb) => ({
      name: `${verb.toUpperCase()} ${pattern}`,
      method: verb.toUpperCase(),
      path: pattern.replaceAll(/\{\w+\}/g, '0193b7e2-0000-7000-8000-000000000001'),
    })),
  );
});
afterAll(() => server.remove());

async function ask({ method, path }: Route, headers: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(`${server.address}${path}`, {
    method,
    headers: { 'idempotency-key': randomUUID(), 'content-type': 'application/json', ...headers },
    ...(method !== 'GET' && { body: '{}' }),
  });
  if (response.ok) return 'done';
  return ((await response.json()) as Problem).code;
}

test('[P11-10d] every route except health, landing page and sign-in needs a session', async () => {
  expect(routes.length).toBeGreaterThan(30);
  expect(routes.map(({ name }) => name)).toEqual(expect.arrayContaining(PUBLIC_ROUTES));
  for (const route of routes.filter(({ name }) => !PUBLIC_ROUTES.includes(name))) {
    expect([route.name, await ask(route, {})]).toEqual([route.name, 'NOT_SIGNED_IN']);
    const unknownCredentials = {
      cookie: `autolog_session=${'x'.repeat(43)}`,
      authorization: `Bearer ${'y'.repeat(43)}`,
    };
    expect([route.name, await ask(route, unknownCredentials)]).toEqual([route.name, 'NOT_SIGNED_IN']);
  }
});

test('[S17] a device adapter token is accepted on its two routes and no other', async () => {
  const admin = await server.registerAndSignIn('admin', 'administrator');
  const minted = { name: 'adapter', part: 'device-adapter', devices: [] };
  const { token } = await admin.post<TokenReply>('/api/machine-tokens', minted);
  const headers = { authorization: `Bearer ${token}` };
  for (const route of routes.filter(({ name }) => !PUBLIC_ROUTES.includes(name) && !MACHINE_ROUTES.includes(name))) {
    expect([route.name, await ask(route, headers)]).toEqual([route.name, 'NOT_ALLOWED']);
  }
  const own = await Promise.all(
    routes.filter(({ name }) => MACHINE_ROUTES.includes(name)).map((route) => ask(route, headers)),
  );
  expect(own.sort()).toEqual(['BAD_REQUEST', 'done']);
});

test('an administrator is refused every GMP command, an inspector every write', async () => {
  const password = 'een-wachtwoord-voor-de-proef';
  const cookieOf = async (userName: string): Promise<string> => {
    const body = JSON.stringify({ userName, password, at: 'desk' });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${server.address}/api/sign-in`, { method: 'POST', headers, body });
    return response.headers.getSetCookie()[0]!.split(';', 1)[0]!;
  };
  await server.registerAndSignIn('inspector', 'inspector');
  await server.registerAndSignIn('administrator', 'administrator');
  const writes = routes.filter(({ method, name }) => method !== 'GET' && !PUBLIC_ROUTES.includes(name));
  // An export is allowed: it reads the record, and the export itself is recorded.
  const own =
    /^(PUT \/api\/me\/language|POST \/api\/(sign-out|site\/clock|signature-challenges|batches\/\{batch\}\/exports))$/;
  const manages = /^(POST \/api\/(people|machine-tokens)|PUT \/api\/people\/\{person\}\/roles)$/;
  const [inspector, administrator] = [await cookieOf('inspector'), await cookieOf('administrator')];
  for (const route of writes.filter(({ name }) => !own.test(name))) {
    expect([route.name, await ask(route, { cookie: inspector })]).toEqual([route.name, 'NOT_ALLOWED']);
    if (manages.test(route.name)) continue;
    expect([route.name, await ask(route, { cookie: administrator })]).toEqual([route.name, 'NOT_ALLOWED']);
  }
});
