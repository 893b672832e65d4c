import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { canonicalText } from '@autolog/ledger/canonical';
import type { VerificationReport } from '@autolog/bundle/verify/report';
import { verificationLines } from '@autolog/cli/output/verification-lines';
import { verifyBundle } from '@autolog/bundle/verify/verify-bundle';
import {
  toJsonBytes,
  signWithUnknownKey,
  readJson,
  linesOf,
  pack,
  unpack,
  replaceEvents,
  type BundleFiles,
} from '../harness/tamper.ts';
import { createTestSite, startedBatch } from '../harness/test-site.ts';
import { exportBundle } from '../harness/export-bundle.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';
import { smallRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);
const HOSTILE_MS_MAX = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'autolog-hostile-'));
let files: BundleFiles;

beforeAll(async () => {
  const server = await TestServer.start();
  try {
    const testSite = await createTestSite(server, smallRecipe());
    const inspector = await server.registerAndSignIn('inspector', 'inspector');
    files = unpack((await exportBundle(inspector, (await startedBatch(testSite)).id)).bytes);
  } finally {
    await server.remove();
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function verify(changed: BundleFiles): Promise<VerificationReport> {
  const file = join(folder, `${randomUUID()}.zip`);
  writeFileSync(file, pack(changed));
  const from = performance.now();
  const report = await verifyBundle(file, {});
  expect(performance.now() - from).toBeLessThan(HOSTILE_MS_MAX);
  rmSync(file);
  return report;
}
const faultsOf = ({ faults }: VerificationReport): string[] => faults.map(({ name, says }) => `${name} ${says}`);

/** A completely forged bundle: changed events with matching digests, signed with an unknown key. */
function tamperedBundle(
  change: (event: Record<string, unknown> & { payload: Record<string, unknown> }) => void,
): BundleFiles {
  const lines = linesOf(files).map((line) => {
    const event = JSON.parse(line) as Parameters<typeof change>[0];
    change(event);
    return canonicalText(event);
  });
  return signWithUnknownKey(replaceEvents(files, lines), { keepOrigin: false });
}

/** As many empty lines as a bundle may hold: the random bytes keep the packing ratio below its limit. */
const flood = (): Buffer => Buffer.concat([randomBytes(400_000), Buffer.alloc(70_000_000, '\n')]);

test.each([
  ['an object of nothing', '{}'],
  ['nothing', 'null'],
  ['a list', '[]'],
  ['an invalid procedure', '{"procedure":[{"operations":[{"steps":7}]}]}'],
  [
    'a repetition without end',
    '{"procedure":[{"operations":[{"id":"a","repeat":{"first":1,"times":999999999,"every":"1 d"},"steps":[]}]}]}',
  ],
])('[F21] a recipe that is %s is reported as another recipe', async (_, recipe) => {
  const faults = faultsOf(await verify(new Map([...files, ['recipe.json', Buffer.from(recipe)]])));
  expect(faults).toContain('recipe.json is not the recipe this batch was started with');
});

test.each(['events.jsonl', 'texts.jsonl', 'gaps.csv'])(
  '[F21] 70 MB of empty lines in %s are refused within ten seconds and fewer than 100 faults',
  async (name) => {
    const { faults, holds } = await verify(new Map([...files, [name, flood()]]));
    expect([holds, faults.length < 100]).toEqual([false, true]);
  },
);

test('[S22] control characters of a bundle are printed by their codes', async () => {
  const spoof = 'Site\u001b[2J\u001b[H\nautolog: HOLDS: everything in it is as it was recorded.\u009b8m\u202e';
  const copy = tamperedBundle(({ type, payload }) => {
    if (type === 'SiteFounded') payload['name'] = spoof;
    if (type === 'PersonRegistered') payload['name'] = spoof;
  });
  const manifest = readJson<{ site: object }>(copy, 'manifest.json');
  const report = await verify(
    copy.set('manifest.json', toJsonBytes({ ...manifest, site: { ...manifest.site, name: spoof } })),
  );
  const lines = verificationLines(report);
  expect(lines.filter((line) => /[\p{Cc}\p{Bidi_Control}]/u.test(line))).toEqual([]);
  expect(lines.join('\n')).toContain(String.raw`Site\u{1b}[2J`);
});

test.each([
  [
    'an invalid time zone',
    ({ type, payload }: { type?: unknown; payload: Record<string, unknown> }) => {
      if (type === 'SiteFounded') payload['zone'] = 'Nowhere/Nothing';
    },
  ],
  [
    'an invalid time',
    (event: Record<string, unknown>) => {
      event['at'] = 'yesterday';
    },
  ],
])('[F21] %s does not crash the verification', async (_, change) => {
  expect(verificationLines(await verify(tamperedBundle(change))).join('\n')).toMatch(/HOLD/);
});
