import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { TokenReply } from '@autolog/contract/machine-token';
import type { TestClient } from '../harness/test-client.ts';
import { createTestSite, startedBatch, type TestBatch } from '../harness/test-site.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';
import { waitingRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);
const MAIN = resolve(import.meta.dirname, '../../apps/cli/dist/main.js');
const folder = mkdtempSync(join(tmpdir(), 'autolog-export-'));
const PEOPLE_FILE = join(folder, 'people.json');

let server: TestServer;
let inspector: TestClient;
let admin: TestClient;
let batch: TestBatch;

beforeAll(async () => {
  server = await TestServer.start({ environment: { AUTOLOG_DEMO_PEOPLE_FILE: PEOPLE_FILE } });
  inspector = await server.registerAndSignIn('inspector', 'inspector');
  admin = await server.registerAndSignIn('admin', 'administrator');
  batch = await startedBatch(await createTestSite(server, waitingRecipe({ min: '1 s', max: '2 h' })));
});
afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

type CommandResult = Readonly<{ code: number | null; output: string }>;

/** Runs the command line; `typed` is the standard input. */
async function run(words: readonly string[], typed = ''): Promise<CommandResult> {
  const child = spawn(process.execPath, [MAIN, ...words], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  child.stdin.end(typed);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}
const exporting = (file: string, ...more: string[]): string[] => [
  'export',
  'B-2026-0001',
  '--out',
  join(folder, file),
  '--server',
  server.address,
  ...more,
];

test('[P11-10b] a person exports by batch number and password, and the file verifies against the witness', async () => {
  const { userName, password } = inspector.credentials;
  const made = await run(exporting('mine.zip', '--user-name', userName), `${password}\n`);
  expect(made).toEqual({ code: 0, output: expect.stringContaining('B-2026-0001.autolog.zip is in') });
  expect(made.output).not.toContain(password);
  const found = await run(['verify', join(folder, 'mine.zip'), '--witness', join(server.dir, 'witness.txt')]);
  expect(found).toEqual({
    code: 0,
    output: expect.stringMatching(/HOLDS[\s\S]*B-2026-0001[\s\S]*It holds this checkpoint/),
  });
  expect(existsSync(join(folder, 'mine.zip.part'))).toBe(false);
});

test('an archive exports with a machine token', async () => {
  const { token } = await admin.post<TokenReply>('/api/machine-tokens', {
    name: 'archive',
    part: 'archive',
    devices: [],
  });
  writeFileSync(join(folder, 'token'), `${token}\n`, { mode: 0o600 });
  const words = ['export', batch.id, '--out', join(folder, 'archived.zip'), '--server', server.address];
  expect((await run([...words, '--token', join(folder, 'token')])).code).toBe(0);
  expect((await run(['verify', join(folder, 'archived.zip')])).output).toContain('by system/archive');
});

test('in a demo export signs in as the inspector of the landing page', async () => {
  const nobody = await run(exporting('demo.zip'));
  expect(nobody).toEqual({ code: 64, output: expect.stringContaining('--user-name') });
  writeFileSync(
    PEOPLE_FILE,
    JSON.stringify([{ name: 'Ida Inspector', ...inspector.credentials, roles: ['inspector'] }]),
  );
  const made = await run(exporting('demo.zip'));
  expect(made).toEqual({ code: 0, output: expect.stringContaining('This is a demo: signed in as Ida Inspector') });
});

test('an existing file is overwritten only with --force', async () => {
  writeFileSync(join(folder, 'kept.zip'), 'the thesis');
  expect(await run(exporting('kept.zip'))).toEqual({ code: 64, output: expect.stringContaining('exists already') });
  expect(readFileSync(join(folder, 'kept.zip'), 'utf8')).toBe('the thesis');
  expect((await run(exporting('kept.zip', '--force'))).code).toBe(0);
  expect((await run(['verify', join(folder, 'kept.zip')])).code).toBe(0);
});

test('every failure has its own exit code and leaves no file', async () => {
  const { userName } = inspector.credentials;
  const before = readdirSync(folder);
  expect(await run(exporting('a.zip', '--user-name', userName), 'not the password\n')).toMatchObject({ code: 77 });
  expect(
    await run(exporting('a.zip', '--user-name', admin.credentials.userName), `${admin.credentials.password}\n`),
  ).toMatchObject({
    code: 77,
  });
  expect(await run(['export', 'B-2026-9999', ...exporting('a.zip').slice(2)])).toEqual({
    code: 64,
    output: expect.stringContaining('The newest are B-2026-0001'),
  });
  expect(
    await run(['export', 'B-2026-0001', '--out', join(folder, 'a.zip'), '--server', 'http://127.0.0.1:9']),
  ).toMatchObject({
    code: 69,
  });
  expect(await run(exporting('absent/a.zip'))).toMatchObject({ code: 66 });
  expect((await run(['export', 'B-2026-0001'])).code).toBe(64);
  expect(readdirSync(folder)).toEqual(before);
});
