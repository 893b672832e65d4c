import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { CommandReply } from '@autolog/contract/reply';
import type { RecipeReply, RecipesReply } from '@autolog/contract/recipe';
import type { PeopleReply } from '@autolog/contract/person';
import { canonicalBytes } from '@autolog/ledger/canonical';
import { digestOf } from '@autolog/bundle/sha256';
import type { TestClient } from '../harness/test-client.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);
const RECIPE_YAML = readFileSync(
  resolve(import.meta.dirname, '../../libs/recipes/src/receipt-to-release.yaml'),
  'utf8',
);
let server: TestServer;
let engineer: TestClient;
let quality: TestClient;

beforeAll(async () => {
  server = await TestServer.start();
  engineer = await server.registerAndSignIn('engineer', 'process_engineer');
  quality = await server.registerAndSignIn('quality', 'quality_officer');
});
afterAll(() => server.remove());

/** The built-in recipe with another code and version. */
const version = (code: string, number: string): string =>
  RECIPE_YAML.replace(/^code: .*$/m, `code: ${code}`).replace(/^version: .*$/m, `version: '${number}'`);
const imported = async (yaml: string, by: TestClient = engineer): Promise<string> => {
  const { stream } = await by.post('/api/recipes', { yaml });
  return stream.slice('recipe/'.length);
};
const submitted = async (yaml: string): Promise<string> => {
  const recipe = await imported(yaml);
  await engineer.post(`/api/recipes/${recipe}/submit`, {});
  return recipe;
};
const read = (recipe: string): Promise<RecipeReply> => engineer.get(`/api/recipes/${recipe}`);
const approve = (recipe: string): Promise<CommandReply> =>
  quality.sign('approved', `/api/recipes/${recipe}/approve`, {});

test('a recipe is stored by the hash of its content and its file by its digest', async () => {
  const yaml = version('KEPT', '1');
  const recipe = await imported(yaml);
  const reply = await read(recipe);
  expect(reply).toMatchObject({
    stream: `recipe/${recipe}`,
    asOf: 1,
    code: 'KEPT',
    version: '1',
    status: 'draft',
    authors: ['engineer of the test'],
  });
  expect(reply.hash).toBe(digestOf(canonicalBytes(reply.content)));
  const [event] = await server.events(`recipe/${recipe}`);
  expect(event).toMatchObject({ type: 'RecipeImported', payload: { hash: reply.hash, yaml: digestOf(yaml) } });
  const [kept] = await server.query<{ text: string }>(
    `select convert_from(bytes, 'UTF8') as text from content where digest = $1 and media = 'application/yaml'`,
    [digestOf(yaml)],
  );
  expect(kept?.text).toBe(yaml);
});

test('[INV-7] approval is signed over exactly what was shown, and makes the recipe effective', async () => {
  const recipe = await submitted(version('SIGNED', '1'));
  const path = `/api/recipes/${recipe}/approve`;
  expect(await quality.refusalCode(path, {})).toBe('SIGNATURE_REQUIRED');
  const challenge = await quality.challenge('approved', path, {});
  const { hash, title } = await read(recipe);
  expect(challenge.shown.map(({ value }) => value)).toEqual(['Approved', 'SIGNED 1', title.en, hash]);
  const signed = { signature: { challenge: challenge.challenge, ...quality.credentials } };
  const key = randomUUID();
  const reply = await quality.post(path, signed, key);
  expect(await quality.post(path, signed, key)).toEqual(reply);
  const { status, approval } = await read(recipe);
  expect(status).toBe('effective');
  expect(approval).toMatchObject({ name: 'quality of the test', meaning: 'approved', content: challenge.content });
  expect(await quality.refusalCode(path, signed)).toBe('CHALLENGE_EXPIRED');
});

test('a wrong password does not approve a recipe', async () => {
  const recipe = await submitted(version('WRONG', '1'));
  const wrong = { ...quality.credentials, password: 'not-the-right-password' };
  expect(await quality.signRefusalCode('approved', `/api/recipes/${recipe}/approve`, {}, wrong)).toBe(
    'SIGNATURE_FAILED',
  );
  expect((await read(recipe)).status).toBe('in_review');
});

test('another person at the same screen cannot sign in the approver’s place', async () => {
  const recipe = await submitted(version('OTHER', '1'));
  const second = await server.registerAndSignIn('second', 'quality_officer');
  const path = `/api/recipes/${recipe}/approve`;
  expect(await quality.signRefusalCode('approved', path, {}, second.credentials)).toBe('SIGNATURE_REQUIRED');
  expect((await read(recipe)).status).toBe('in_review');
});

test('the author of a recipe cannot approve it, whatever their roles', async () => {
  const both = await server.registerAndSignIn('both', 'process_engineer', 'quality_officer');
  const recipe = await imported(version('OWN', '1'), both);
  await both.post(`/api/recipes/${recipe}/submit`, {});
  expect(await both.signRefusalCode('approved', `/api/recipes/${recipe}/approve`, {})).toBe('AUTHOR_MAY_NOT_APPROVE');
  expect((await read(recipe)).status).toBe('in_review');
});

test('approving a new version supersedes the effective one in the same transaction', async () => {
  const first = await submitted(version('NEXT', '1'));
  await approve(first);
  const second = await submitted(version('NEXT', '2'));
  await approve(second);
  const { recipes, asOf } = await engineer.get<RecipesReply>('/api/recipes');
  const states = recipes.filter(({ code }) => code === 'NEXT').map((line) => [line.version, line.status]);
  expect(states).toEqual([
    ['2', 'effective'],
    ['1', 'superseded'],
  ]);
  expect(asOf).toBeGreaterThanOrEqual(7);
  const transactions = await server.query<{ txid: string }>(
    `select distinct txid::text as txid from event
      where (stream = $1 and type = 'RecipeSuperseded') or (stream = $2 and type = 'RecipeApproved')`,
    [`recipe/${first}`, `recipe/${second}`],
  );
  expect(transactions).toHaveLength(1);
});

test('two versions approved at once leave one effective', async () => {
  const versions = [await submitted(version('RACE', '1')), await submitted(version('RACE', '2'))];
  await Promise.all(versions.map(approve));
  const states = await Promise.all(versions.map(async (recipe) => (await read(recipe)).status));
  expect([...states].sort()).toEqual(['effective', 'superseded']);
});

test('a recipe is approved only after it was submitted, and submitted once', async () => {
  const recipe = await imported(version('ORDER', '1'));
  const path = `/api/recipes/${recipe}/approve`;
  expect(await quality.signRefusalCode('approved', path, {})).toBe('RECIPE_STATUS');
  await engineer.post(`/api/recipes/${recipe}/submit`, {});
  expect(await engineer.refusalCode(`/api/recipes/${recipe}/submit`, {})).toBe('RECIPE_STATUS');
  expect(await engineer.refusalCode(`/api/recipes/${randomUUID()}/submit`, {})).toBe('NOT_FOUND');
});

test('a recipe with faults is refused with all faults and their lines, and nothing is stored', async () => {
  const before = await server.query('select count(*)::int as kept from content');
  const broken = version('BROKEN', '1')
    .replace('signature: performer', 'signature: anybody')
    .replace("version: '1'", 'version: 1');
  const { problem } = await engineer.request('POST', '/api/recipes', { yaml: broken }, randomUUID());
  expect(problem?.code).toBe('RECIPE_NOT_VALID');
  const lineOf = (text: string): number => broken.slice(0, broken.indexOf(text)).split('\n').length;
  const faults = problem?.facts['faults']?.split('\n') ?? [];
  expect(faults).toEqual([
    expect.stringContaining(`line ${lineOf('version: 1')}: `),
    expect.stringContaining(`line ${lineOf('signature: anybody')}: `),
  ]);
  expect(problem?.facts).toMatchObject({ count: '2', fault: faults[0] });
  expect(await server.query('select count(*)::int as kept from content')).toEqual(before);
});

test('a version is created once, also when imported four times at once', async () => {
  const yaml = version('TWINS', '1');
  const attempts = Array.from({ length: 4 }, () => engineer.request('POST', '/api/recipes', { yaml }, randomUUID()));
  const answered = await Promise.all(attempts);
  expect(answered.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  expect(await quality.refusalCode('/api/recipes', { yaml })).toBe('NOT_ALLOWED');
});

test('[P11-10g] who loses a role cannot sign any more, even with a challenge given before', async () => {
  const admin = await server.registerAndSignIn('administrator', 'administrator');
  const leaver = await server.registerAndSignIn('leaver', 'quality_officer');
  const recipe = await submitted(version('LEAVER', '1'));
  const path = `/api/recipes/${recipe}/approve`;
  const { challenge } = await leaver.challenge('approved', path, {});
  const { people } = await admin.get<PeopleReply>('/api/people');
  const person = people.find(({ userName }) => userName === 'leaver')?.id ?? '';
  const roles = await admin.request('PUT', `/api/people/${person}/roles`, { roles: ['inspector'] }, randomUUID());
  expect(roles.status).toBe(200);
  const signed = { signature: { challenge, ...leaver.credentials } };
  expect(await leaver.refusalCode(path, signed)).toBe('NOT_SIGNED_IN');
  // Signed in again, the permission is checked at use; in the session of a colleague, at signing.
  await leaver.signIn();
  expect(await leaver.refusalCode(path, signed)).toBe('NOT_ALLOWED');
  expect(await quality.refusalCode(path, signed)).toBe('NOT_ALLOWED');
  expect((await read(recipe)).status).toBe('in_review');
  await approve(recipe);
  expect((await read(recipe)).status).toBe('effective');
});
