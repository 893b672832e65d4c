import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { directoryOf, memberHeader, type ContainerMember } from '@autolog/bundle/container';
import { verifyBundle } from '@autolog/bundle/verify/verify-bundle';
import { withContainerDigest, pack } from '../harness/tamper.ts';
import { SERVER_TEST_MS_MAX } from '../harness/test-server.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);
const MAIN = resolve(import.meta.dirname, '../../apps/cli/dist/main.js');
const HOSTILE_MS_MAX = 5_000;
const folder = mkdtempSync(join(tmpdir(), 'autolog-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAMES = ['keys.json', 'proof.json', 'manifest.json', 'checkpoint.txt', 'events.jsonl'];
/** A bundle of empty objects, with one file as a test wants it. */
const bundleWith = (name: string, content: Buffer): Buffer =>
  pack([...NAMES.filter((one) => one !== name).map((one) => [one, Buffer.from('{}')] as const), [name, content]]);

/** The faults of a file, found within the time allowed. */
async function faultsOf(bytes: Buffer): Promise<string[]> {
  const file = join(folder, `${randomUUID()}.zip`);
  writeFileSync(file, bytes);
  const from = performance.now();
  const { holds, faults } = await verifyBundle(file, {});
  expect(performance.now() - from).toBeLessThan(HOSTILE_MS_MAX);
  expect(holds).toBe(false);
  rmSync(file);
  return faults.map(({ name, says }) => `${name} ${says}`);
}

/** A container in which one member is not what its headers say. */
function containerWith(lie: Partial<ContainerMember>, body = deflateRawSync(Buffer.from('x'))): Buffer {
  const member = {
    name: 'keys.json',
    crc32: crc32(Buffer.from('x')),
    packed: body.length,
    bytes: 1,
    offset: 0,
    ...lie,
  };
  return withContainerDigest(Buffer.concat([memberHeader(member), body, directoryOf([member])]));
}

describe('a hostile file is refused with a sentence within five seconds', () => {
  test.each([
    ['nothing', Buffer.alloc(0), /only 0 bytes/],
    ['text', Buffer.from('this is no archive at all'.repeat(100)), /not the end of a bundle/],
    ['a cut-off bundle', bundleWith('events.jsonl', Buffer.from('{}\n')).subarray(0, -1), /not the end of a bundle/],
    [
      'something behind it',
      Buffer.concat([bundleWith('events.jsonl', Buffer.from('')), Buffer.alloc(9)]),
      /not the end/,
    ],
    [
      'something before it',
      Buffer.concat([Buffer.alloc(9), bundleWith('events.jsonl', Buffer.from(''))]),
      /is not where its end says/,
    ],
    [
      'a path out of the folder',
      pack([['../../etc/passwd', Buffer.from('x')]]),
      /a name that is not allowed in a bundle/,
    ],
    ['an absolute name', pack([['/etc/passwd', Buffer.from('x')]]), /a name that is not allowed in a bundle/],
    ['a name of another system', pack([['a\\b', Buffer.from('x')]]), /a name that is not allowed in a bundle/],
    ['a hidden name', pack([['.bashrc', Buffer.from('x')]]), /a name that is not allowed in a bundle/],
    [
      'a very long name',
      pack([['a'.repeat(2_000), Buffer.from('x')]]),
      /a name that is not allowed in a bundle|directory/,
    ],
    [
      'two files of one name',
      pack([
        ['a', Buffer.from('x')],
        ['a', Buffer.from('y')],
      ]),
      /two files named a/,
    ],
    ['another method', tampered((bytes) => bytes.writeUInt16LE(0, 8)), /keys\.json has a header that differs/],
    ['a file that lies elsewhere', containerWith({ offset: 7 }), /is not where its end says/],
    [
      'bytes behind the end of a file',
      containerWith({}, Buffer.concat([deflateRawSync(Buffer.from('x')), Buffer.alloc(5)])),
      /has bytes after its end/,
    ],
    [
      'a file that is longer than it says',
      containerWith({ bytes: 1 }, deflateRawSync(Buffer.alloc(5_000, 1))),
      /cannot be unpacked/,
    ],
    ['a size beyond any bundle', containerWith({ bytes: 2 ** 32 - 1 }), /would unpack to/],
    [
      'nothing but brackets',
      bundleWith('manifest.json', Buffer.from('['.repeat(1_000_000))),
      /manifest\.json cannot be read as JSON/,
    ],
    [
      'one endless line',
      bundleWith(
        'events.jsonl',
        Buffer.from(`${'x'.repeat(9_000_000).replaceAll(/x{9}/g, (x) => x + String(Math.random()))}\n`),
      ),
      /longer than an event can be/,
    ],
    [
      'no events',
      bundleWith('events.jsonl', Buffer.from('')),
      /keys\.json does not have the form of this file: it must have required property 'keys'/,
    ],
  ])('%s', async (_, bytes, sentence) => {
    const faults = await faultsOf(bytes);
    expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
  });

  test('a file that unpacks to more than 200 times its size is not unpacked', async () => {
    const zeros = Buffer.alloc(50_000_000);
    expect(await faultsOf(bundleWith('events.jsonl', zeros))).toEqual(
      expect.arrayContaining(['events.jsonl would unpack to more than 200 times its packed size and was not unpacked']),
    );
    const body = deflateRawSync(zeros);
    const member = { name: 'keys.json', crc32: 0, packed: body.length, bytes: 100, offset: 0 };
    const modest = withContainerDigest(Buffer.concat([memberHeader(member), body, directoryOf([member])]));
    expect(await faultsOf(modest)).toEqual(
      expect.arrayContaining(['keys.json cannot be unpacked: its packed bytes were changed']),
    );
  });

  test('more files than a bundle may have are refused', async () => {
    const many = Array.from({ length: 1_001 }, (_, n) => [`f${String(n)}`, Buffer.alloc(0)] as const);
    expect(await faultsOf(pack(many))).toEqual([
      expect.stringMatching(/it claims 1001 files; a bundle has at most 1000/),
    ]);
  });

  test('a proof for a log of impossible size is refused in time', async () => {
    const proof = { size: Number.MAX_SAFE_INTEGER, root: '0'.repeat(64), leaves: [], hashes: [] };
    expect((await faultsOf(bundleWith('proof.json', Buffer.from(JSON.stringify(proof))))).length).toBeGreaterThan(0);
  });
});

describe('autolog verify', () => {
  const run = (...words: string[]) => spawnSync(process.execPath, [MAIN, 'verify', ...words], { encoding: 'utf8' });

  test('exits with 1 and reports what does not hold, as text and as JSON', () => {
    const file = join(folder, 'empty.zip');
    writeFileSync(file, pack([]));
    const result = run(file);
    expect([result.status, result.stdout]).toEqual([1, expect.stringContaining('DOES NOT HOLD')]);
    const report = JSON.parse(run(file, '--json').stdout) as { holds: boolean; faults: { name: string }[] };
    expect(report.holds).toBe(false);
    expect(report.faults.map(({ name }) => name)).toContain('events.jsonl');
  });

  test('exits with 66 for an unreadable file and 64 for wrong arguments', () => {
    const file = join(folder, 'some.zip');
    writeFileSync(file, pack([]));
    expect(run(join(folder, 'absent.zip')).status).toBe(66);
    expect(run(folder).status).toBe(66);
    expect(run(file, '--witness', join(folder, 'absent.txt')).status).toBe(66);
    expect(run(file, '--key', join(folder, 'absent.txt')).status).toBe(66);
    expect(run(file, '--key', file).status).toBe(64);
    expect(run().status).toBe(64);
  });
});

function tampered(change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(containerWith({}));
  change(bytes);
  return withContainerDigest(bytes.subarray(0, -88));
}
