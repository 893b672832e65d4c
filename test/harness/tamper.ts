import { generateKeyPairSync, sign } from 'node:crypto';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { BundleKeys, BundleProof } from '@autolog/bundle/format';
import { toBase64, toHex } from '@autolog/ledger/bytes';
import { signCheckpoint } from '@autolog/ledger/checkpoint';
import {
  commentOf,
  CONTAINER_COMMENT_BYTES,
  CONTAINER_END_BYTES,
  directoryOf,
  headerBytes,
  memberHeader,
  parseDirectory,
  parseEnd,
  type ContainerMember,
} from '@autolog/bundle/container';
import { canonicalText } from '@autolog/ledger/canonical';
import { leafHash } from '@autolog/ledger/leaf';
import { keyText } from '@autolog/ledger/note';
import { rootOf } from '@autolog/ledger/tree';
import { digestOf, sha256 } from '@autolog/bundle/sha256';

export type BundleFiles = Map<string, Buffer>;

/** Where the members of a bundle are in its file. */
export function containerEntriesOf(bundle: Buffer): readonly ContainerMember[] {
  const end = parseEnd(bundle.subarray(bundle.length - CONTAINER_END_BYTES), bundle.length);
  if ('fault' in end) throw new Error(end.fault);
  const members = parseDirectory(bundle.subarray(end.directory, bundle.length - CONTAINER_COMMENT_BYTES), end);
  if ('fault' in members) throw new Error(members.fault);
  return members;
}

export function unpack(bundle: Buffer): BundleFiles {
  return new Map(
    containerEntriesOf(bundle).map((member) => {
      const start = member.offset + headerBytes(member);
      return [member.name, inflateRawSync(bundle.subarray(start, start + member.packed))];
    }),
  );
}

/** Packs members into a container whose digests are all correct. */
export function pack(members: Iterable<readonly [string, Buffer]>): Buffer {
  const pieces: Uint8Array[] = [];
  const packed: ContainerMember[] = [];
  let offset = 0;
  for (const [name, content] of members) {
    const body = deflateRawSync(content);
    const member = { name, crc32: crc32(content), packed: body.length, bytes: content.length, offset };
    packed.push(member);
    pieces.push(memberHeader(member), body);
    offset += headerBytes(member) + body.length;
  }
  return withContainerDigest(Buffer.concat([...pieces, directoryOf(packed)]));
}

/** Appends the digest of everything before it. */
export const withContainerDigest = (bytes: Buffer): Buffer => Buffer.concat([bytes, commentOf(digestOf(bytes))]);

export const linesOf = (members: BundleFiles, name = 'events.jsonl'): string[] =>
  (members.get(name) ?? Buffer.alloc(0)).toString('utf8').split('\n').slice(0, -1);
export const toLines = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));
export const readJson = <Shape>(members: BundleFiles, name: string): Shape =>
  JSON.parse((members.get(name) ?? Buffer.alloc(0)).toString('utf8')) as Shape;

type BundleEvent = { type: string; payload: Record<string, unknown>; stream: string; seq: number };
type ManifestEntry = { name: string; bytes: number; sha256: string };

/** Replaces the events of a bundle and corrects every digest that needs no secret key. */
export function replaceEvents(
  members: BundleFiles,
  lines: readonly string[],
  indexes?: readonly number[],
): BundleFiles {
  const before = toLines(lines.slice(0, -1));
  const last = JSON.parse(lines.at(-1) ?? '') as BundleEvent;
  if (last.type === 'BatchExported') {
    last.payload['events'] = lines.length - 1;
    last.payload['members'] = (last.payload['members'] as ManifestEntry[]).map(({ name }) =>
      manifestEntryOf(name, name === 'events.jsonl' ? before : members.get(name)),
    );
  }
  const all = [...lines.slice(0, -1), canonicalText(last)];
  const proof = readJson<BundleProof>(members, 'proof.json');
  const leaves = all.map((line, n) => ({
    index: indexes?.[n] ?? proof.leaves[n]?.index ?? n,
    hash: toHex(leafHash(sha256, Buffer.from(line))),
  }));
  return new Map([...members, ['events.jsonl', toLines(all)], ['proof.json', toJsonBytes({ ...proof, leaves })]]);
}

/** Replaces the content of a file and corrects the manifest and the export event. */
export function replaceFile(members: BundleFiles, name: string, content: Buffer): BundleFiles {
  const changed = new Map([...members, [name, content]]);
  const manifest = readJson<{ members: ManifestEntry[] }>(changed, 'manifest.json');
  const fitting = {
    ...manifest,
    members: manifest.members.map((one) => (one.name === name ? manifestEntryOf(name, content) : one)),
  };
  changed.set('manifest.json', toJsonBytes(fitting));
  return changed;
}

/** Signs these events as a log of their own, with an unknown key. */
export function signWithUnknownKey(
  members: BundleFiles,
  { keepOrigin }: Readonly<{ keepOrigin: boolean }>,
): BundleFiles {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  const fingerprint = digestOf(raw);
  const [known] = readJson<BundleKeys>(members, 'keys.json').keys;
  if (!known) throw new Error('the bundle has no key');
  const origin = keepOrigin ? known.origin : `autolog/${fingerprint.slice(0, 16)}`;
  const key = {
    ...known,
    origin,
    publicKey: toBase64(raw),
    fingerprint,
    noteKey: keyText(sha256, { name: origin, publicKey: raw }),
  };
  let own = replaceFile(members, 'keys.json', toJsonBytes({ keys: [key] }));
  const manifest = readJson<{ site: object }>(own, 'manifest.json');
  own.set('manifest.json', toJsonBytes({ ...manifest, site: { ...manifest.site, origin } }));
  const lines = linesOf(own).map((line) => {
    const event = JSON.parse(line) as BundleEvent;
    return event.type === 'SiteFounded'
      ? canonicalText({ ...event, payload: { ...event.payload, keyFingerprint: fingerprint } })
      : line;
  });
  own = replaceEvents(
    own,
    lines,
    lines.map((_, n) => n),
  );
  const leaves = linesOf(own).map((line) => leafHash(sha256, Buffer.from(line)));
  const [size, root] = [leaves.length, rootOf(sha256, leaves)];
  const proof = readJson<BundleProof>(own, 'proof.json');
  own.set('proof.json', toJsonBytes({ ...proof, size, root: toHex(root), hashes: [] }));
  const note = signCheckpoint(sha256, { origin, size, root }, { name: origin, publicKey: raw }, (bytes) =>
    sign(null, bytes, privateKey),
  );
  return own.set('checkpoint.txt', Buffer.from(note));
}

const manifestEntryOf = (name: string, content: Buffer = Buffer.alloc(0)): ManifestEntry => ({
  name,
  bytes: content.length,
  sha256: digestOf(content),
});
export const toJsonBytes = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`);
