import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Manifest } from '@autolog/bundle/format';
import type { ExportReply } from '@autolog/contract/export';
import type { TokenReply } from '@autolog/contract/machine-token';
import { runVerify } from '@autolog/cli/commands/verify';
import { verificationLines } from '@autolog/cli/output/verification-lines';
import { verifyBundle, type TrustAnchors } from '@autolog/bundle/verify/verify-bundle';
import type { VerificationReport } from '@autolog/bundle/verify/report';
import { digestOf } from '@autolog/bundle/sha256';
import { canonicalText } from '@autolog/ledger/canonical';
import {
  toJsonBytes,
  signWithUnknownKey,
  toLines,
  readJson,
  containerEntriesOf,
  linesOf,
  pack,
  unpack,
  replaceEvents,
  replaceFile,
  type BundleFiles,
} from '../harness/tamper.ts';
import { ProblemError, type TestClient } from '../harness/test-client.ts';
import {
  createTestSite,
  createBatchWithPlace,
  startedBatch,
  type TestSite,
  type TestBatch,
} from '../harness/test-site.ts';
import { doStep, getBatch } from '../harness/batch-actions.ts';
import { exportBundle } from '../harness/export-bundle.ts';
import { uploadReadings } from '../harness/upload-readings.ts';
import { seededRandom } from '../harness/seeded-random.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';
import { verifyByReadme } from '../harness/independent-verifier.ts';
import { smallRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

let server: TestServer;
let testSite: TestSite;
let inspector: TestClient;
let admin: TestClient;
let batch: TestBatch;
let otherBatch: TestBatch;
let bundle: Buffer;
let files: BundleFiles;
let folder: string;
const READINGS = 900;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'autolog-bundle-'));
  server = await TestServer.start();
  testSite = await createTestSite(server, smallRecipe());
  inspector = await server.registerAndSignIn('inspector', 'inspector');
  admin = await server.registerAndSignIn('admin', 'administrator');
  otherBatch = await startedBatch(testSite);
  batch = await startedBatch(testSite);
  await uploadReadings(testSite, admin, batch, READINGS);
  await certifyBatch(batch);
  // Another bundle before it, so that the log has an older checkpoint.
  await exportBundle(inspector, (await createBatchWithPlace(testSite)).id);
  ({ bytes: bundle } = await exportBundle(inspector, batch.id));
  files = unpack(bundle);
});
afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

const HOLD_REASON = 'The pressure in the room fell';

/** Every step done, one figure corrected with a reason, a hold, the exceptions assessed, reviewed and certified. */
async function certifyBatch({ id }: TestBatch): Promise<void> {
  const { technician, witness, quality, certifier } = testSite;
  for (const { step } of (await getBatch(technician, id)).steps)
    await doStep(technician, id, step.id, witness.credentials);
  const path = `/api/batches/${id}/steps/apheresis-viability/correct`;
  const { asOf } = await getBatch(technician, id);
  await technician.post(path, { asOf, answer: { kind: 'entry', typed: '95,2' }, reason: 'Read from the wrong line' });
  await quality.post(`/api/batches/${id}/hold`, { reason: HOLD_REASON });
  await quality.post(`/api/batches/${id}/resume`, {});
  await technician.post(`/api/batches/${id}/finish`, {});
  for (const { id: exception } of (await getBatch(quality, id)).exceptions) {
    const body = { disposition: 'no_impact', assessment: 'The sheet shows the right figure' };
    await quality.sign('assessed', `/api/batches/${id}/exceptions/${exception}/assess`, body);
  }
  await quality.sign('reviewed', `/api/batches/${id}/review`, {});
  await certifier.sign('certified', `/api/batches/${id}/certify`, {});
}

async function verify(bytes: Buffer, trusted: TrustAnchors = {}): Promise<VerificationReport> {
  const file = join(folder, `${randomUUID()}.zip`);
  writeFileSync(file, bytes);
  try {
    return await verifyBundle(file, trusted);
  } finally {
    rmSync(file);
  }
}
const faultsOf = async (changed: BundleFiles, trusted: TrustAnchors = {}): Promise<string[]> =>
  (await verify(pack(changed), trusted)).faults.map(({ place, name, says }) => `${place}: ${name} ${says}`);
/** The exit code of the command, and the verdict that a script reads first. */
async function exitOf(changed: BundleFiles): Promise<[number, string | undefined]> {
  const file = join(folder, `${randomUUID()}.zip`);
  writeFileSync(file, pack(changed));
  const printed: string[] = [];
  const code = await runVerify({ file, json: true }, (line) => printed.push(line));
  return [code, /^\{\s*"verdict": "([^"]+)"/.exec(printed.join('\n'))?.[1]];
}
const lineOf = (type: string): number => linesOf(files).findIndex((line) => line.includes(`"type":"${type}"`));

describe('the bundle of a certified record', () => {
  test('[P11-10b] verifies, and its report has every event, signature, reading, gap and text', async () => {
    const report = await verify(bundle);
    expect(report.faults).toEqual([]);
    const [counted] = await server.query<{ events: number }>(
      'select count(*)::int as events from event where stream = $1',
      [`batch/${batch.id}`],
    );
    expect(report).toMatchObject({
      holds: true,
      about: { number: 'B-2026-0002', coi: batch.coi, simulated: true, exportedBy: 'inspector of the test' },
      record: { events: counted?.events, status: 'certified', stepsOpen: [], exports: 1, exceptions: { open: 0 } },
      readings: { rows: READINGS + 2, files: 3, gaps: 1, unrecovered: 0 },
      texts: { present: 3, absent: 0, missing: [] },
      key: { compared: 'not compared' },
    });
    expect(report.record?.certificate).toMatchObject({
      number: 'C-2026-0002',
      signature: { name: 'certifier of the test' },
    });
    const meanings = report.record?.signatures.map(({ signature }) => `${signature.meaning} ${signature.userName}`);
    expect(meanings).toEqual(
      expect.arrayContaining(['performed technician', 'witnessed witness', 'reviewed quality', 'certified certifier']),
    );
  });

  test('[P11-10b] has the reason of a hold; a missing text is reported with its event', async () => {
    expect(linesOf(files, 'texts.jsonl').filter((line) => line.includes(HOLD_REASON))).toHaveLength(1);
    const held = await startedBatch(testSite);
    await testSite.quality.post(`/api/batches/${held.id}/hold`, { reason: 'Removed afterwards' });
    const events = await server.events(`batch/${held.id}`);
    const { cause } = events.at(-1)?.payload as { cause: string };
    await server.query('delete from content where digest = $1', [cause]);
    const report = await verify((await exportBundle(inspector, held.id)).bytes);
    const event = `BatchHeld (batch/${held.id} number ${String(events.length)})`;
    expect([report.faults, report.texts]).toEqual([[], { present: 0, absent: 1, missing: [{ event, sha256: cause }] }]);
    expect(verificationLines(report).join('\n')).toContain(`the text that ${event} names`);
  });

  test('has the readings in order of time, and the gap', () => {
    const lines = linesOf(files, 'readings/tempActual.csv');
    expect(lines[0]).toBe('source_time,server_time,aligned_time,received_at,status_code,value');
    expect(lines).toHaveLength(READINGS + 1);
    expect(lines.slice(1)).toEqual(lines.slice(1).toSorted());
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z,,[^,]+,[^,]+,0,36\.5$/);
    expect(linesOf(files, 'readings/promptText.csv')[1]).toMatch(/,0,"Connect the bag, then press ""OK"""$/);
    expect(linesOf(files, 'gaps.csv')[1]).toMatch(/^[0-9a-f-]{36},co2Actual,.*,connection_lost,true$/);
  });

  test('[S21] a text that begins with = is written so that it stays text', () => {
    expect(linesOf(files, 'readings/alarmText.csv')[1]).toMatch(/,0,'=cmd\|calc$/);
  });

  test('[S15] contains nothing of the batch of another patient', () => {
    const everything = Buffer.concat([...files.values()]).toString('utf8');
    for (const secret of [otherBatch.id, otherBatch.coi, otherBatch.room, otherBatch.device, 'B-2026-0001']) {
      expect(everything).not.toContain(secret);
    }
    expect(everything).toContain(batch.coi);
  });

  test('[P11-10b] can be verified by its README with an unzip program, SHA-256 and Ed25519', async () => {
    expect(files.get('README.txt')?.toString('utf8')).toMatch(/HOW TO CHECK IT WITHOUT AUTOLOG[\s\S]*HOE U HET NAGAAT/);
    await verifyByReadme(bundle);
    const lines = linesOf(files);
    const at = lineOf('StepPerformed');
    lines[at] = (lines[at] ?? '').replace('"language":"en"', '"language":"nl"');
    await expect(verifyByReadme(pack(replaceEvents(files, lines)))).rejects.toThrow('step 3');
  });

  test('[INV-6] its checkpoint is found in the witness file, and a fingerprint given by hand is compared with its key', async () => {
    const witness = join(server.dir, 'witness.txt');
    const fingerprint = (await verify(bundle)).key?.fingerprint ?? '';
    expect((await verify(bundle, { witness })).witness).toMatchObject({ found: 'this' });
    const known = await verify(bundle, { witness });
    expect([known.key, known.verdict]).toEqual([{ fingerprint, compared: 'by witness' }, 'proven']);
    expect(verificationLines(known)[0]).toMatch(/ HOLDS: .* the key that signed it was compared\.$/);
    expect((await verify(bundle, { fingerprints: [fingerprint] })).key).toEqual({ fingerprint, compared: 'equal' });
    const other = await verify(bundle, { fingerprints: ['0'.repeat(64)] });
    expect([other.holds, other.faults[0]?.place]).toEqual([false, 'key']);
  });

  test('[F20] a witness with another root at that size contradicts it; one with other sizes does not decide', async () => {
    const notes = readFileSync(join(server.dir, 'witness.txt'), 'utf8');
    const [origin = '', size = '', root = ''] = (files.get('checkpoint.txt') ?? '').toString('utf8').split('\n');
    const file = join(folder, 'witness.txt');
    writeFileSync(file, notes.replace(`${size}\n${root}`, `${size}\n${Buffer.alloc(32, 7).toString('base64')}`));
    const report = await verify(bundle, { witness: file });
    expect(report.faults).toMatchObject([{ place: 'witness', says: expect.stringContaining('another root') }]);
    writeFileSync(file, notes.replace(`${origin}\n${size}\n`, `${origin}\n${String(Number(size) + 1_000)}\n`));
    const unsure = await verify(bundle, { witness: file });
    expect([unsure.holds, unsure.witness?.found, unsure.key?.compared]).toEqual([true, 'other sizes', 'not compared']);
    writeFileSync(file, 'nothing of this log\n');
    expect((await verify(bundle, { witness: file })).faults).toMatchObject([{ place: 'witness' }]);
  });
});

describe('[F21] a changed bundle', () => {
  test('200 single-bit changes are all found, and all but two are located', async () => {
    const random = seededRandom(20_261_123);
    const layout = containerEntriesOf(bundle);
    let unnamed = 0;
    for (let n = 0; n < 200; n += 1) {
      const at = Math.floor(random() * bundle.length);
      const changed = Buffer.from(bundle);
      changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      const { holds, faults } = await verify(changed);
      expect([at, holds, faults[0]?.place]).toEqual([at, false, 'container']);
      const hit = layout.find(({ offset, name, packed }) => at >= offset && at < offset + 30 + name.length + packed);
      if (!hit) continue;
      const inHeader = at < hit.offset + 30 + hit.name.length;
      const lines = { 'events.jsonl': 'event', 'readings/tempActual.csv': 'readings' }[hit.name] ?? 'file';
      const within = inHeader ? 'container' : lines;
      const isNamed = faults.some(({ name }) => name === hit.name) && faults.some(({ place }) => place === within);
      if (!isNamed) unnamed += 1;
    }
    // A bit of the compressed data that does not change the unpacked file is found by the container's digest alone.
    expect(unnamed).toBeLessThanOrEqual(2);
  });

  test('a changed event and a changed reading are named', async () => {
    const at = lineOf('StepPerformed');
    const lines = linesOf(files);
    lines[at] = (lines[at] ?? '').replace('"language":"en"', '"language":"nl"');
    const event = JSON.parse(lines[at] ?? '') as { seq: number; stream: string };
    expect(await faultsOf(new Map([...files, ['events.jsonl', toLines(lines)]]))).toEqual([
      `event: StepPerformed (${event.stream} number ${String(event.seq)}, line ${String(at + 1)} of events.jsonl) was changed: its hash is not its leaf in proof.json`,
    ]);
    const readings = Buffer.from(
      files.get('readings/tempActual.csv')?.toString('utf8').replace(',36.7\n', ',36.8\n') ?? '',
    );
    const [index] = readJson<Manifest>(files, 'manifest.json').readings.filter(({ signal }) => signal === 'tempActual');
    expect(await faultsOf(new Map([...files, ['readings/tempActual.csv', readings]]))).toEqual([
      `readings: tempActual of ${index?.deviceCode ?? ''}, ${index?.days[0]?.day ?? ''} was changed: its readings do not have their digest`,
    ]);
  });

  test('a changed event with matching digests does not lead to the signed root', async () => {
    const lines = linesOf(files);
    const at = lineOf('StepPerformed');
    lines[at] = (lines[at] ?? '').replace('"language":"en"', '"language":"nl"');
    expect(await faultsOf(replaceEvents(files, lines))).toEqual([
      expect.stringContaining('does not lead from these events to the signed root'),
    ]);
  });

  test('a removed, moved or doubled event is found, also with matching digests', async () => {
    const lines = linesOf(files);
    const proof = readJson<{ leaves: { index: number }[] }>(files, 'proof.json').leaves.map(({ index }) => index);
    const middle = lineOf('StepWitnessed');
    const person = lineOf('PersonRegistered');
    const tail = lines.length - 2;
    const swap = <Item>(all: readonly Item[], at: number): Item[] =>
      all.with(at, all[at + 1] as Item).with(at + 1, all[at] as Item);
    const cases: Record<string, [string[], number[]]> = {
      middle: [lines.toSpliced(middle, 1), proof.toSpliced(middle, 1)],
      tail: [lines.toSpliced(tail, 1), proof.toSpliced(tail, 1)],
      'export event': [lines.slice(0, -1), proof.slice(0, -1)],
      person: [lines.toSpliced(person, 1), proof.toSpliced(person, 1)],
      order: [swap(lines, middle), swap(proof, middle)],
      twice: [lines.toSpliced(middle, 0, lines[middle] ?? ''), proof.toSpliced(middle, 0, proof[middle] ?? 0)],
    };
    for (const [what, [events, indexes]] of Object.entries(cases)) {
      const faults = await faultsOf(replaceEvents(files, events, indexes));
      expect([what, faults.length > 0]).toEqual([what, true]);
    }
    // If the export event itself is not adapted, the digests that it names show the change.
    const dropped = new Map([...files, ['events.jsonl', toLines(lines.toSpliced(middle, 1))]]);
    const all = readJson<{ leaves: object[] }>(files, 'proof.json');
    dropped.set('proof.json', toJsonBytes({ ...all, leaves: all.leaves.toSpliced(middle, 1) }));
    expect(await faultsOf(dropped)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^event: BatchExported .* names other events than those before it/),
        expect.stringMatching(/^event: .* does not follow the one before it/),
      ]),
    );
  });

  test('readings, recipe, texts, gaps and README are checked against the export event, not the manifest', async () => {
    for (const name of [
      'readings/tempActual.csv',
      'recipe.json',
      'recipe.yaml',
      'texts.jsonl',
      'gaps.csv',
      'README.txt',
    ]) {
      const content = Buffer.from(files.get(name)?.toString('utf8').replace(/[1-9]/, '0') ?? '');
      const faults = await faultsOf(replaceFile(files, name, content));
      expect([name, faults]).toEqual([
        name,
        expect.arrayContaining([expect.stringMatching(/is not what the export event says/)]),
      ]);
    }
    const more = await faultsOf(new Map([...files, ['notes.txt', Buffer.from('x')]]));
    expect(more).toEqual(['file: notes.txt is in the bundle but not in its export event']);
    const less = new Map(files);
    less.delete('readings/tempActual.csv');
    expect(await faultsOf(less)).toEqual([expect.stringContaining('readings/tempActual.csv is missing')]);
  });

  test('a completely forged bundle is consistent, and is found by the key or the witness', async () => {
    const [own, posing] = [
      signWithUnknownKey(files, { keepOrigin: false }),
      signWithUnknownKey(files, { keepOrigin: true }),
    ];
    const alone = await verify(pack(own));
    expect([alone.faults, alone.key?.compared, alone.verdict]).toEqual([[], 'not compared', 'key not compared']);
    const [first, second, ...more] = verificationLines(alone);
    expect(first).toMatch(/HOLDS IN ITSELF\. ITS SIGNING KEY WAS NOT COMPARED/);
    expect(second).toMatch(/--key .* --witness/);
    expect(more.join('\n')).toMatch(/What this check does not show\n {2}- that this is the site's own record/);
    expect(more).not.toContain('Proven');
    expect(await exitOf(own)).toEqual([0, 'key not compared']);
    const fingerprint = (await verify(bundle)).key?.fingerprint ?? '';
    const witness = join(server.dir, 'witness.txt');
    expect(await faultsOf(own, { fingerprints: [fingerprint] })).toEqual([
      expect.stringContaining('is not a key you gave'),
    ]);
    expect(await faultsOf(own, { witness })).toEqual([expect.stringContaining('holds no checkpoint of the log')]);
    expect(await faultsOf(posing)).toEqual([
      expect.stringContaining('is not the name of the log that belongs to the signing key'),
    ]);
  });

  test('[INV-11] a consistent record that breaks a rule is reported with the event and the rule', async () => {
    expect((await verify(bundle)).rules?.broken).toEqual([]);
    const unreviewed = linesOf(files).toSpliced(lineOf('BatchReviewed'), 1);
    let seq = 0;
    const lines = unreviewed.map((line) => {
      const event = JSON.parse(line) as { stream: string; seq: number };
      return event.stream === `batch/${batch.id}` ? canonicalText({ ...event, seq: ++seq }) : line;
    });
    const copy = signWithUnknownKey(replaceEvents(files, lines), { keepOrigin: false });
    const report = await verify(pack(copy));
    expect(report).toMatchObject({ faults: [], holds: true, verdict: 'rules broken' });
    const [broken] = report.rules?.broken ?? [];
    expect(broken).toMatchObject({
      event: expect.stringMatching(/^BatchCertified /),
      says: 'came while the batch was finished',
    });
    const printed = verificationLines(report);
    expect(printed[0]).toMatch(/BREAKS ITS RULES\. ITS SIGNING KEY WAS NOT COMPARED\.$/);
    expect(printed).toContain(`  x ${broken?.event ?? ''} came while the batch was finished.`);
    expect(await exitOf(copy)).toEqual([1, 'rules broken']);
  });

  test('[F21] an unusable recipe with matching digests is reported without a crash', async () => {
    const recipe = (files.get('recipe.json') ?? '').toString('utf8').replace('"opens":"1 s"', '"opens":"soon"');
    const content = Buffer.from(canonicalText(JSON.parse(recipe)));
    const [was, now] = [files.get('recipe.json') ?? '', content].map((bytes) => digestOf(Buffer.from(bytes)));
    const lines = linesOf(files).map((line) => line.replaceAll(was ?? '', now ?? ''));
    const copy = signWithUnknownKey(replaceEvents(replaceFile(files, 'recipe.json', content), lines), {
      keepOrigin: false,
    });
    const report = await verify(pack(copy));
    expect(report.faults.map(({ name, says }) => `${name} ${says}`)).toEqual([
      'manifest.json names another recipe than the events',
    ]);
    expect(report.rules?.broken).toContainEqual({
      event: expect.stringMatching(/^StepStarted /),
      says: expect.stringMatching(/^cannot be checked with this recipe: /),
    });
  });

  test('an earlier checkpoint of the same log is refused', async () => {
    const notes = readFileSync(join(server.dir, 'witness.txt'), 'utf8').split(/(?<=\n— [^\n]+\n)\n/);
    const older = new Map([...files, ['checkpoint.txt', Buffer.from(notes[0] ?? '')]]);
    expect(await faultsOf(older)).toEqual([expect.stringContaining('proves another checkpoint')]);
  });
});

describe('exporting', () => {
  const path = (of: TestBatch): string => `/api/batches/${of.id}/exports`;

  test('[P11-10d] needs permission to read both the record and the batch', async () => {
    const privacy = await server.registerAndSignIn('privacy', 'privacy_officer');
    expect(await privacy.refusalCode(path(batch), {})).toBe('NOT_ALLOWED');
    expect(await admin.refusalCode(path(batch), {})).toBe('NOT_ALLOWED');
    const response = await fetch(`${server.address}${path(batch)}`, {
      method: 'POST',
      headers: { 'idempotency-key': randomUUID() },
    });
    expect(response.status).toBe(401);
    const { path: made } = await testSite.technician.post<ExportReply>(path(batch), {});
    await expect(privacy.download(made)).rejects.toThrow('NOT_ALLOWED');
    await expect(admin.download(made)).rejects.toThrow('NOT_ALLOWED');
    expect((await verify(await inspector.download(made))).holds).toBe(true);
  });

  test('[S17] an archive token lists batches and creates exports, and is refused the record and a command', async () => {
    const headersOf = async (part: string) => {
      const { token } = await admin.post<TokenReply>('/api/machine-tokens', { name: part, part, devices: [] });
      return { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() };
    };
    const ask = async (method: string, at: string, headers: Record<string, string>) =>
      (await fetch(`${server.address}${at}`, { method, headers })).status;
    const archive = await headersOf('archive');
    expect(await ask('GET', '/api/batches', archive)).toBe(200);
    expect(await ask('POST', path(batch), archive)).toBe(200);
    expect(await ask('GET', `/api/batches/${batch.id}/record`, archive)).toBe(403);
    expect(await ask('POST', `/api/batches/${batch.id}/resume`, archive)).toBe(403);
    expect(await ask('POST', path(batch), await headersOf('device-adapter'))).toBe(403);
    const [last] = (await server.events(`batch/${batch.id}`)).slice(-1);
    expect(last).toMatchObject({ type: 'BatchExported', actor: 'system/archive' });
  });

  test('[INV-2] the same export command makes one bundle, also when sent twice at once', async () => {
    const key = randomUUID();
    const [first, second] = await Promise.all([
      inspector.post<ExportReply>(path(otherBatch), {}, key),
      inspector.post<ExportReply>(path(otherBatch), {}, key),
    ]);
    expect(await inspector.post<ExportReply>(path(otherBatch), {}, key)).toEqual(first);
    expect(second).toEqual(first);
    const copies = (await server.events(`batch/${otherBatch.id}`)).filter(({ type }) => type === 'BatchExported');
    expect(copies).toHaveLength(1);
    expect(readdirSync(join(server.dir, 'data/exports')).filter((name) => name.includes(first.export))).toHaveLength(1);
  });

  test('an unknown batch or export and a deleted bundle are refused with their own codes', async () => {
    expect(await inspector.refusalCode(`/api/batches/${randomUUID()}/exports`, {})).toBe('NOT_FOUND');
    expect(await inspector.refusalCode(path(batch), { all: true })).toBe('BAD_REQUEST');
    await expect(inspector.download(`${path(batch)}/${randomUUID()}`)).rejects.toThrow('NOT_FOUND');
    const { path: made, export: id } = await inspector.post<ExportReply>(path(batch), {});
    rmSync(join(server.dir, 'data/exports', `${batch.id}.${id}.zip`));
    await expect(inspector.download(made)).rejects.toThrow(ProblemError);
    await expect(inspector.download(made)).rejects.toThrow('EXPORT_GONE');
  });

  test('works while the batch continues, and every bundle verifies', async () => {
    const running = await startedBatch(testSite);
    const carriedOut = (async () => {
      for (const { step } of (await getBatch(testSite.technician, running.id)).steps.slice(0, 4)) {
        await doStep(testSite.technician, running.id, step.id, testSite.witness.credentials);
      }
    })();
    const copies: Buffer[] = [];
    for (let n = 0; n < 4; n += 1) copies.push((await exportBundle(inspector, running.id)).bytes);
    await carriedOut;
    copies.push((await exportBundle(inspector, running.id)).bytes);
    for (const [n, copy] of copies.entries()) {
      const { faults, rules, record: seen } = await verify(copy);
      expect([n, faults, rules?.broken, seen?.exports]).toEqual([n, [], [], n + 1]);
    }
  });

  test('simultaneous exports all verify, and no partial file is left', async () => {
    const [one, other] = [await createBatchWithPlace(testSite), await startedBatch(testSite)];
    const made = await Promise.all([one, other, one].map(({ id }) => exportBundle(inspector, id)));
    for (const { bytes } of made) {
      const report = await verify(bytes);
      expect([report.faults, report.rules?.broken]).toEqual([[], []]);
      const used = report.record?.status === 'created' ? 'created for' : 'started with';
      expect(verificationLines(report).join('\n')).toContain(`approved and that this batch was ${used} (`);
    }
    expect(readdirSync(join(server.dir, 'data/exports')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('the download has the batch number as its file name', async () => {
    const { reply } = await exportBundle(inspector, batch.id);
    const headers = await inspector.headersOf(reply.path);
    expect(headers.get('content-disposition')).toBe('attachment; filename="B-2026-0002.autolog.zip"');
    expect(headers.get('content-type')).toBe('application/zip');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
