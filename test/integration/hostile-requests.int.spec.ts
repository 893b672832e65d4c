import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Problem } from '@autolog/contract/problem';
import { ROLES } from '@autolog/domain/role';
import type { TestClient } from '../harness/test-client.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

const SOME_ID = '0193b7e2-0000-7000-8000-000000000001';
const BODY_BYTES_MAX = 3 * 2 ** 20;
/** Uploads are for machines; telemetry.int.spec.ts tests what they may send. */
const FOR_MACHINES = '/api/telemetry/uploads';

type Operation = { requestBody?: { content: Record<string, { schema: { $ref?: string } }> } };
type Schema = { properties?: Record<string, { type?: string }>; required?: string[] };
type Write = Readonly<{ name: string; method: string; path: string; schema: Schema | undefined }>;

let server: TestServer;
let allRoles: TestClient;
let cookie = '';
let writes: readonly Write[];

beforeAll(async () => {
  server = await TestServer.start();
  allRoles = await server.registerAndSignIn('everybody', ...ROLES);
  cookie = await cookieOf('everybody');
  const document = (await (await fetch(`${server.internalAddress}/docs/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, Schema> };
  };
  writes = Object.entries(document.paths).flatMap(([pattern, operations]) =>
    Object.entries(operations)
      .filter(([verb]) => verb !== 'get' && pattern !== FOR_MACHINES)
      .map(([verb, operation]) => {
        const ref = Object.values(operation.requestBody?.content ?? {})[0]
          ?.schema.$ref?.split('/')
          .at(-1);
        const schema = ref === undefined ? undefined : document.components.schemas[ref];
        return {
          name: `${verb.toUpperCase()} ${pattern}`,
          method: verb.toUpperCase(),
          path: pattern.replaceAll(/\{\w+\}/g, SOME_ID),
          schema,
        };
      }),
  );
});
afterAll(() => server.remove());

async function cookieOf(userName: string): Promise<string> {
  const response = await fetch(`${server.address}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName, password: allRoles.credentials.password, at: 'desk' }),
  });
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}

async function send(
  write: Write,
  body: string,
  type = 'application/json',
): Promise<Partial<Problem> & { status: number }> {
  const response = await fetch(`${server.address}${write.path}`, {
    method: write.method,
    headers: { cookie, 'content-type': type, 'idempotency-key': randomUUID() },
    body,
  });
  const problem = (await response.json()) as Problem;
  return { ...problem, status: response.status };
}

const written = async (): Promise<number> => {
  const [row] = await server.query<{ n: number }>('select count(*)::int as n from event');
  return row?.n ?? NaN;
};

async function refusedEverywhere(
  what: string,
  bodyOf: (write: Write) => string | undefined,
  type?: string,
): Promise<void> {
  const before = await written();
  let tried = 0;
  for (const write of writes) {
    const body = bodyOf(write);
    if (body === undefined) continue;
    tried += 1;
    const answer = await send(write, body, type);
    expect([write.name, what, answer.status, answer.code]).toEqual([write.name, what, 400, 'BAD_REQUEST']);
    expect(answer.detail?.length ?? 0).toBeGreaterThan(10);
  }
  expect(tried).toBeGreaterThan(10);
  expect(await written()).toBe(before);
  expect(({} as { x?: unknown }).x).toBeUndefined();
}

test('[S28] an unknown field is refused on every command with a body', async () => {
  await refusedEverywhere(
    'unknown field',
    ({ schema }) => schema && JSON.stringify({ status: 'released', verifiedBy: SOME_ID, createdAt: '2026-01-01' }),
  );
  const write = writes.find(({ name }) => name === 'POST /api/rooms');
  const answer = await send(write as Write, JSON.stringify({ code: 'ROOM-1', status: 'released' }));
  expect(answer.facts?.['what']).toContain('status');
});

test('a field of the wrong type is refused on every command', async () => {
  await refusedEverywhere('wrong type', ({ schema }) => {
    const properties = Object.keys(schema?.properties ?? {});
    return properties.length === 0
      ? undefined
      : JSON.stringify(Object.fromEntries(properties.map((key) => [key, [[{}]]])));
  });
});

test.each(['{', '', '"text"', '[]', 'null', '17', '{"a":1}}'])(
  'the body %j is refused on every command with required fields',
  async (body) => {
    await refusedEverywhere(`body ${body}`, ({ schema }) => (schema?.required?.length ? body : undefined));
  },
);

test.each(['{"__proto__":{"role":"qualified_person","x":1}}', '{"constructor":{"prototype":{"x":1}}}'])(
  '[S27] the body %s is refused and changes no prototype',
  async (body) => {
    await refusedEverywhere('prototype', ({ schema }) => (schema ? body : undefined));
  },
);

test('[S19] a command sent as text/plain is refused', async () => {
  await refusedEverywhere(
    'text',
    ({ schema }) => (schema?.required?.length ? '{"code":"ROOM-9"}' : undefined),
    'text/plain',
  );
});

test('a body above the limit is refused', async () => {
  const [write] = writes.filter(({ name }) => name === 'POST /api/recipes');
  const answer = await send(write as Write, JSON.stringify({ yaml: 'x'.repeat(BODY_BYTES_MAX) }));
  expect([answer.status, answer.code]).toEqual([400, 'BAD_REQUEST']);
});

test('a command without an idempotency key, or with one that is no UUID, is refused', async () => {
  const before = await written();
  for (const key of [undefined, '', '1', "' or 1=1--"]) {
    const answer = await allRoles.request('POST', '/api/rooms', { code: 'ROOM-7' }, key);
    expect(answer.problem?.code).toBe('BAD_REQUEST');
  }
  expect(await written()).toBe(before);
});

test.each(['\u0000', '\ud800'])('text with %j is refused', async (sign) => {
  const body = { userName: 'new.person', name: `A${sign}B`, roles: ['technician'], password: 'a-long-enough-password' };
  const answer = await allRoles.request('POST', '/api/people', body, randomUUID());
  expect(answer.problem?.code).toBe('BAD_REQUEST');
});
