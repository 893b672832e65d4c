import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { headerBytes } from '@autolog/bundle/container';
import type { VerificationReport } from '@autolog/bundle/verify/report';
import { verifyBundle } from '@autolog/bundle/verify/verify-bundle';
import { verifyByReadme } from '../harness/independent-verifier.ts';
import { containerEntriesOf } from '../harness/tamper.ts';

const BUNDLES = resolve(import.meta.dirname, '../fixtures/bundles');
const FLIPPED_FILES = [
  'events.jsonl',
  'recipe.json',
  'manifest.json',
  'proof.json',
  'checkpoint.txt',
  'readings/tempActual.csv',
];
const temporary = mkdtempSync(join(tmpdir(), 'autolog-old-bundles-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

type OldBundle = Readonly<{ witness?: string; report: object; signatures: number }>;

/** What each bundle proved when it was exported. It must prove the same for ever. */
const OLD_BUNDLES: Readonly<Record<string, OldBundle>> = {
  'B-2026-0001.autolog.zip': {
    witness: 'B-2026-0001.witness.txt',
    signatures: 24,
    report: {
      verdict: 'proven',
      digest: '58005d0b1cc6f1c65fd01f6c14f9c109a66b36dbd3bbc27cdec23aae53e98487',
      about: { number: 'B-2026-0001', coi: 'MX-7K4P-22', simulated: true, site: 'Autolog demo site' },
      log: {
        origin: 'autolog/911499c0d04bd7b5',
        size: 1138,
        root: 'c2a15169cbf70ff5a5de3ff044d2c34409f20b198da6069fee1f77bd48b1884b',
        events: 601,
      },
      key: {
        fingerprint: '911499c0d04bd7b594166afba9e43462b20ed46cb356aaf2d25145c1d5bed8af',
        compared: 'by witness',
      },
      witness: { found: 'this', checkpoints: 19, least: 94, greatest: 1139 },
      recipe: {
        code: 'CART-CD19-TCT-12D',
        version: '1',
        hash: 'd483eb6e9aed320f71f894ab062dace92e1cb522972a4808eec029b56caced42',
        started: true,
      },
      rules: { events: 550, broken: [] },
      readings: { files: 17, rows: 178_129, gaps: 0, unrecovered: 0 },
      texts: { present: 2, absent: 0, missing: [] },
      record: {
        events: 550,
        status: 'finished',
        held: false,
        stepsDone: 202,
        stepsOpen: [],
        exceptions: { all: 2, open: 2, critical: 0 },
        exports: 1,
      },
    },
  },
  'certified-short-process.autolog.zip': {
    signatures: 14,
    report: {
      verdict: 'key not compared',
      digest: '3f1656e840a35bf9d6b426264a0f21e57282cfac129801109a4576c664af39d0',
      about: { number: 'B-2026-0001', coi: 'SIM-A935AD-001', simulated: true, site: 'Autolog demo site' },
      log: {
        origin: 'autolog/c403dd2f7a2fb20f',
        size: 127,
        root: '0ccb421ae92a36da4641074c4cedf4393b4e76b679f751eac8d69659eeccfa5e',
        events: 78,
      },
      key: {
        fingerprint: 'c403dd2f7a2fb20f9e38113d8a48a81015e0415358f8d384020ceb6ab13d0fbd',
        compared: 'not compared',
      },
      recipe: {
        code: 'CART-CD19-SHORT',
        version: '1',
        hash: '6f889b5f6db957d889329f59ec7d47b42ed32fbc5e4d461c566103fc6bca53a6',
        started: true,
      },
      rules: { events: 56, broken: [] },
      readings: { files: 12, rows: 11_127, gaps: 0, unrecovered: 0 },
      texts: { present: 0, absent: 0, missing: [] },
      record: {
        events: 56,
        status: 'certified',
        held: false,
        stepsDone: 18,
        stepsOpen: [],
        exceptions: { all: 0, open: 0, critical: 0 },
        certificate: {
          number: 'C-2026-0001',
          signature: { meaning: 'certified', name: 'Ruben Smit', userName: 'ruben', role: 'qualified_person' },
        },
        exports: 1,
      },
    },
  },
};

const verify = (path: string, witness?: string): Promise<VerificationReport> =>
  verifyBundle(path, witness === undefined ? {} : { witness: join(BUNDLES, witness) });

test('[P11-10b] every bundle in the folder of old bundles is checked here', () => {
  const found = readdirSync(BUNDLES).filter((name) => name.endsWith('.autolog.zip'));
  expect(found.toSorted()).toEqual(Object.keys(OLD_BUNDLES).toSorted());
});

describe.each(Object.entries(OLD_BUNDLES))('the old bundle %s', (name, { witness, report: expected, signatures }) => {
  const path = join(BUNDLES, name);

  test('[P11-10b] still proves what it proved when it was exported', async () => {
    const report = await verify(path, witness);
    expect(report).toMatchObject({ holds: true, faults: [], ...expected });
    expect(report.record?.signatures).toHaveLength(signatures);
  });

  test('[P11-10b] is still verified by its own README, without our code', async () => {
    await verifyByReadme(readFileSync(path));
  });

  test('[P11-10b] fails when one byte is flipped in its events, recipe, manifest, proof, checkpoint or temperatures', async () => {
    const bundle = readFileSync(path);
    const changedPath = join(temporary, name);
    const members = containerEntriesOf(bundle).filter((member) => FLIPPED_FILES.includes(member.name));
    expect(members).toHaveLength(FLIPPED_FILES.length);
    for (const member of members) {
      const changed = Buffer.from(bundle);
      const place = member.offset + headerBytes(member) + Math.floor(member.packed / 2);
      changed[place] = (changed[place] ?? 0) ^ 0xff;
      writeFileSync(changedPath, changed);
      const { holds, verdict, faults } = await verify(changedPath, witness);
      expect([member.name, holds, verdict]).toEqual([member.name, false, 'does not hold']);
      expect(faults.map((fault) => fault.place)).toContain('container');
    }
  });
});
