import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { READINGS_HEADER, type BundleKeys, type BundleProof, type Manifest } from '@autolog/bundle/format';
import { digestOf } from '@autolog/bundle/sha256';
import { BundleWriter } from '@autolog/bundle/write/bundle-writer';
import { ExportedEvents, type EventSource } from '@autolog/bundle/write/exported-events';
import { bundleKeysOf, bundleProofOf } from '@autolog/bundle/write/proof';
import type { CanonicalEvent } from '@autolog/bundle/write/related-events';
import {
  describeBundle,
  finalMembersOf,
  writeFinalMembers,
  writeFixedMembers,
  type FinalMembers,
} from '@autolog/bundle/write/write-bundle';
import type { ReadingsSource, ServingDevice } from '@autolog/bundle/write/write-readings';
import { fromBase64 } from '@autolog/ledger/bytes';
import { linesOf, readJson, unpack, type BundleFiles } from '../harness/tamper.ts';

const OLD = resolve(import.meta.dirname, '../fixtures/bundles/B-2026-0001.autolog.zip');
const old = unpack(readFileSync(OLD));
const oldManifest = readJson<Manifest>(old, 'manifest.json');
const oldProof = readJson<BundleProof>(old, 'proof.json');
const oldEvents = linesOf(old).map((canonical): CanonicalEvent => {
  const { stream, seq } = JSON.parse(canonical) as CanonicalEvent;
  return { stream, seq, canonical };
});
const exportEvent = oldEvents.at(-1);
const exporter = (JSON.parse(exportEvent?.canonical ?? '{}') as { actor: string }).actor;
const batch = `batch/${oldManifest.batch.id}`;
const temporary = mkdtempSync(join(tmpdir(), 'autolog-writer-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** The events of the old bundle before its export, as the store would read them. */
const eventSource: EventSource = {
  readOwn: (after) =>
    Promise.resolve(oldEvents.filter((event) => event.stream === batch && event.seq > after && event !== exportEvent)),
  readRelated: (streams) =>
    Promise.resolve(oldEvents.filter(({ stream }) => stream !== batch && streams.includes(stream)).toReversed()),
  readFreeTexts: (digests) =>
    Promise.resolve(
      linesOf(old, 'texts.jsonl')
        .map((line) => Buffer.from(line))
        .filter((line) => digests.includes(digestOf(line))),
    ),
};

const startOf = (day: string): string => `${day}T00:00:00.000Z`;
const endOf = (day: string): string => new Date(Date.parse(startOf(day)) + 86_400_000).toISOString();
const indexOf = (signal: string): Manifest['readings'][number] | undefined =>
  oldManifest.readings.find((index) => index.signal === signal);

/** The readings of the old bundle by signal and day, and a signal without readings. */
const readingsSource: ReadingsSource = {
  readSignals: () => Promise.resolve([...oldManifest.readings.map(({ signal }) => signal), 'weight']),
  firstReadingAt: ({ signal }) => {
    const first = indexOf(signal)?.days[0];
    return Promise.resolve(first && new Date(startOf(first.day)));
  },
  copyReadings: async ({ signal, from }, write) => {
    const index = indexOf(signal);
    let offset = READINGS_HEADER.length;
    for (const { day, bytes, rows } of index?.days ?? []) {
      if (startOf(day) === from) {
        await write((old.get(index?.name ?? '') ?? Buffer.alloc(0)).subarray(offset, offset + bytes));
        return rows;
      }
      offset += bytes;
    }
    return 0;
  },
};

function servingDevices(): readonly ServingDevice[] {
  const days = [...new Set(oldManifest.readings.flatMap((index) => index.days.map(({ day }) => day)))].toSorted();
  const [first] = oldManifest.readings;
  const [firstDay = '', lastDay = ''] = [days[0], days.at(-1)];
  return [
    {
      device: first?.device ?? '',
      code: first?.deviceCode ?? '',
      since: startOf(firstDay),
      until: endOf(lastDay),
      days: days.map((day) => ({ day, from: startOf(day), to: endOf(day) })),
    },
  ];
}

const contentOf = (name: string): Buffer => old.get(name) ?? Buffer.alloc(0);

describe('[P11-10b] a bundle written from the events and readings of an old bundle', () => {
  let written: BundleFiles;
  let final: FinalMembers;

  beforeAll(async () => {
    const path = join(temporary, 'written.zip');
    const events = new ExportedEvents(eventSource, exporter);
    await events.readNew();
    const about = describeBundle(events, { ...oldManifest, batch: oldManifest.batch.id });
    const founded = events.firstOf('SiteFounded');
    const [key] = readJson<BundleKeys>(old, 'keys.json').keys;
    if (!about || !founded || !key || !exportEvent) throw new Error('the old bundle is not complete');
    const file = await BundleWriter.create(path);
    const fixed = await writeFixedMembers(file, about, {
      recipe: { yaml: contentOf('recipe.yaml'), json: contentOf('recipe.json') },
      devices: servingDevices(),
      readings: readingsSource,
      gaps: [],
      keys: bundleKeysOf({ ...key, publicKey: fromBase64(key.publicKey) ?? new Uint8Array() }, founded),
    });
    final = await finalMembersOf(events, fixed, about);
    await writeFinalMembers(file, final, exportEvent, (all) => {
      const indexes = oldProof.leaves.map(({ index }) => index);
      const hashes = oldProof.hashes.map((hash) => new Uint8Array(Buffer.from(hash, 'hex')));
      const proof = bundleProofOf(all, { ...oldProof, indexes, hashes });
      if (!proof) throw new Error('the events do not lead to the signed root');
      return Promise.resolve({ proof, note: contentOf('checkpoint.txt').toString('utf8') });
    });
    await file.finish();
    written = unpack(readFileSync(path));
  });

  test('has the same files in the same order', () => {
    expect([...written.keys()]).toEqual([...old.keys()]);
  });

  test('has the same bytes in every file but the README and its digest in the manifest', () => {
    const differing = [...old.keys()].filter((name) => !written.get(name)?.equals(contentOf(name)));
    expect(differing.filter((name) => name !== 'README.txt' && name !== 'manifest.json')).toEqual([]);
    const withoutReadme = ({ members, ...manifest }: Manifest): object => ({
      ...manifest,
      members: members.filter(({ name }) => name !== 'README.txt'),
    });
    expect(withoutReadme(readJson(written, 'manifest.json'))).toEqual(withoutReadme(oldManifest));
  });

  test('counts in its export event what the old export event counts', () => {
    const { payload } = JSON.parse(exportEvent?.canonical ?? '{}') as { payload: Record<string, unknown> };
    const { members, ...counts } = final.exported;
    expect(payload).toMatchObject(counts);
    expect(members.map(({ name }) => name)).toEqual((payload['members'] as { name: string }[]).map(({ name }) => name));
  });
});
