import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { BATCH_COMMANDS } from '@autolog/server/batch/command-table';
import { RECIPE_COMMANDS } from '@autolog/server/recipe/command-table';
import { ROLES } from '@autolog/domain/role';
import type { TestClient } from '../harness/test-client.ts';
import { createTestSite, startedBatch } from '../harness/test-site.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';
import { smallRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

const COMMANDS = [...BATCH_COMMANDS, ...RECIPE_COMMANDS];
const SIGNABLE = COMMANDS.flatMap(({ meaning, ...command }) => (meaning === undefined ? [] : { ...command, meaning }));
const UNSIGNABLE = COMMANDS.filter(({ meaning }) => meaning === undefined);
const ANSWER = { asOf: 1, answer: { kind: 'check', states: { surface: 'empty' } } };
/** A body that the command takes. */
const BODIES: Readonly<Record<string, object>> = {
  performStep: ANSWER,
  correctStep: { ...ANSWER, reason: 'A reason' },
  witnessStep: { asOf: 1 },
  assessException: { disposition: 'no_impact', assessment: 'A reason' },
  rejectBatch: { reason: 'A reason' },
};

type Operation = Readonly<{
  requestBody?: Readonly<{ content: Readonly<Record<string, { schema: { $ref: string } }>> }>;
}>;
let server: TestServer;
let anyRole: TestClient;
let reader: TestClient;
let ids: Readonly<{ batch: string; recipe: string }>;
let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;

beforeAll(async () => {
  server = await TestServer.start();
  const testSite = await createTestSite(server, smallRecipe());
  ids = { batch: (await startedBatch(testSite)).id, recipe: testSite.recipe };
  anyRole = await server.registerAndSignIn('anyrole', ...ROLES);
  reader = await server.registerAndSignIn('reader', 'privacy_officer');
  const document = await fetch(`${server.internalAddress}/docs/openapi.json`);
  ({ paths } = (await document.json()) as { paths: typeof paths });
});
afterAll(() => server.remove());

const pathOf = ({ path }: Readonly<{ path: string }>): string =>
  path
    .replace(':batch', ids.batch)
    .replace(':recipe', ids.recipe)
    .replace(':step', 'line-clearance')
    .replace(':exception', 'X-1');

test('each command has a name and a path of its own', () => {
  expect(new Set(COMMANDS.map(({ name }) => name)).size).toBe(COMMANDS.length);
  expect(new Set(COMMANDS.map(({ path }) => path)).size).toBe(COMMANDS.length);
});

test.each(COMMANDS)('[P11-10d] the command $name has a route for its permission alone', async (command) => {
  const { permission } = command;
  const { problem } = await reader.request('POST', pathOf(command), {}, randomUUID());
  expect(problem).toMatchObject({ code: 'NOT_ALLOWED', facts: { permission } });
});

test.each(COMMANDS)('the command $name is described in OpenAPI with its body', ({ path, body }) => {
  const operation = paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.['post'];
  const schema = operation?.requestBody?.content['application/json']?.schema;
  expect([operation !== undefined, schema?.$ref]).toEqual([true, body && `#/components/schemas/${body.name}`]);
});

test.each(SIGNABLE)('[P11-70] the command $name can be challenged, for its own meaning alone', async (command) => {
  const body = BODIES[command.name] ?? {};
  const { challenge, meaning, shown } = await anyRole.challenge(command.meaning, pathOf(command), body);
  expect(challenge).toMatch(/^[0-9a-f-]{36}$/);
  expect(meaning).toBe(command.meaning);
  expect(shown.length).toBeGreaterThan(1);
  const other = command.meaning === 'certified' ? 'rejected' : 'certified';
  const asked = { meaning: other, path: pathOf(command), body: JSON.stringify(body) };
  expect(await anyRole.refusalCode('/api/signature-challenges', asked)).toBe('BAD_REQUEST');
  expect(await reader.refusalCode('/api/signature-challenges', { ...asked, meaning })).toBe('NOT_ALLOWED');
});

test.each(UNSIGNABLE)('[P11-70] the command $name, which nobody signs, cannot be challenged', async (command) => {
  const asked = { meaning: 'performed', path: pathOf(command), body: '{}' };
  const { problem } = await anyRole.request('POST', '/api/signature-challenges', asked, randomUUID());
  expect(problem).toMatchObject({ code: 'BAD_REQUEST', facts: { what: '`path` is no command that can be signed' } });
});

test.each(['[]', '1', 'null', '"text"', 'no JSON'])('a challenge over the body %s is refused', async (body) => {
  const asked = { meaning: 'performed', path: `/api/batches/${ids.batch}/steps/line-clearance/perform`, body };
  expect(await anyRole.refusalCode('/api/signature-challenges', asked)).toBe('BAD_REQUEST');
});
