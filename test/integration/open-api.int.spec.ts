import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { ReplyCheck, type ReceivedReply } from '../harness/reply-check.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

type Operation = Readonly<{
  responses: Readonly<Record<string, Readonly<{ content?: Readonly<Record<string, object>> }>>>;
}>;
type Document = Readonly<{
  openapi: string;
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: Readonly<{ schemas: Readonly<Record<string, object>> }>;
}>;

const ME = {
  person: '0193b7e2-0000-4000-8000-000000000001',
  name: 'Sanne',
  userName: 'sanne',
  roles: ['technician'],
  permissions: ['session.own'],
  language: 'nl',
};
const READ_ME: ReceivedReply = {
  method: 'GET',
  path: '/api/me',
  status: 200,
  contentType: 'application/json; charset=utf-8',
  body: ME,
};

let server: TestServer;
let document: Document;
let check: ReplyCheck;

beforeAll(async () => {
  server = await TestServer.start();
  document = (await (await fetch(`${server.internalAddress}/docs/openapi.json`)).json()) as Document;
  check = await ReplyCheck.fetch(server.internalAddress);
});
afterAll(() => server.remove());

const operations = (): readonly (readonly [string, Operation])[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  );

test('every reference in OpenAPI names a schema that is there', () => {
  const references = JSON.stringify(document).match(/"\$ref":"[^"]*"/g) ?? [];
  const known = new Set(
    Object.keys(document.components.schemas).map((name) => `"$ref":"#/components/schemas/${name}"`),
  );
  expect(references.length).toBeGreaterThan(200);
  expect(references.filter((reference) => !known.has(reference))).toEqual([]);
});

test('every route says with which status and content it answers, and that a refusal is a problem document', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(operations().length).toBeGreaterThan(40);
  for (const [name, { responses }] of operations()) {
    const { default: refused, ...answers } = responses;
    expect([name, Object.keys(refused?.content ?? {})]).toEqual([name, ['application/problem+json']]);
    const withContent = Object.entries(answers).filter(([, { content }]) => Object.keys(content ?? {}).length === 1);
    expect([name, withContent.length]).toEqual([name, name === 'post /api/sign-out' ? 0 : Object.keys(answers).length]);
  }
});

test('a reply as it is described passes the check of the tests', () => {
  expect(() => check.assertDescribed(READ_ME)).not.toThrow();
});

test.each<[string, Partial<ReceivedReply>, string]>([
  ['a field that is not described', { body: { ...ME, shoeSize: 42 } }, 'must NOT have additional properties'],
  ['a field that is missing', { body: { ...ME, name: undefined } }, "must have required property 'name'"],
  ['a word that is not in its list', { body: { ...ME, language: 'de' } }, 'must be equal to one of the allowed values'],
  ['a status that is not described', { status: 202 }, 'a status that OpenAPI does not describe'],
  ['a content type that is not described', { contentType: 'text/html' }, 'which OpenAPI does not describe'],
  ['a path that is not described', { path: '/api/you' }, 'OpenAPI has no such route'],
  [
    'a refusal that is no problem document',
    { status: 409, contentType: 'application/problem+json' },
    "must have required property 'type'",
  ],
])('a reply with %s does not pass the check of the tests', (_, change, message) => {
  expect(() => check.assertDescribed({ ...READ_ME, ...change })).toThrow(message);
});
