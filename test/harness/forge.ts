import { generateKeyPairSync, sign } from 'node:crypto';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { BundleKeys, BundleProof } from '@autolog/contract/bundle';
import { toBase64, toHex } from '@autolog/ledger/bytes';
import { signCheckpoint } from '@autolog/ledger/checkpoint';
import {
  commentOf,
  CONTAINER_COMMENT_BYTES,
  CONTAINER_END_BYTES,
  directoryOf,
  headerBytes,
  memberHeader,
  readDirectory,
  readEnd,
  type Packed,
} from '@autolog/ledger/container';
import { canonicalText } from '@autolog/ledger/canonical';
import { leafHash } from '@autolog/ledger/leaf';
import { keyText } from '@autolog/ledger/note';
import { rootOf } from '@autolog/ledger/tree';
import { digestOf, sha256 } from '@autolog/store/sha256';

export type Members = Map<string, Buffer>;

/** Where the members of a whole bundle lie. */
export function layoutOf(bundle: Buffer): readonly Packed[] {
  const end = readEnd(bundle.subarray(bundle.length - CONTAINER_END_BYTES), bundle.length);
  if ('fault' in end) throw new Error(end.fault);
  const members = readDirectory(bundle.subarray(end.directory, bundle.length - CONTAINER_COMMENT_BYTES), end);
  if ('fault' in members) throw new Error(members.fault);
  return members;
}

export function unpack(bundle: Buffer): Members {
  return new Map(
    layoutOf(bundle).map((member) => {
      const start = member.offset + headerBytes(member);
      return [member.name, inflateRawSync(bundle.subarray(start, start + member.packed))];
    }),
  );
}

/** Packs members as somebody would who knows the format: every digest of the container is right again. */
export function pack(members: Iterable<readonly [string, Buffer]>): Buffer {
  const pieces: Uint8Array[] = [];
  const packed: Packed[] = [];
  let offset = 0;
  for (const [name, content] of members) {
    const body = deflateRawSync(content);
    const member = { name, crc32: crc32(content), packed: body.length, bytes: content.length, offset };
    packed.push(member);
    pieces.push(memberHeader(member), body);
    offset += headerBytes(member) + body.length;
  }
  return closed(Buffer.concat([...pieces, directoryOf(packed)]));
}

/** With the digest of everything before it. */
export const closed = (bytes: Buffer): Buffer => Buffer.concat([bytes, commentOf(digestOf(bytes))]);

export const linesOf = (members: Members, name = 'events.jsonl'): string[] =>
  (members.get(name) ?? Buffer.alloc(0)).toString('utf8').split('\n').slice(0, -1);
export const fromLines = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));
export const json = <Shape>(members: Members, name: string): Shape =>
  JSON.parse((members.get(name) ?? Buffer.alloc(0)).toString('utf8')) as Shape;

type Line = { type: string; payload: Record<string, unknown>; stream: string; seq: number };
type Quoted = { name: string; bytes: number; sha256: string };

/** Writes other events into a bundle, and makes every digest that holds no secret fit them. */
export function withEvents(members: Members, lines: readonly string[], indexes?: readonly number[]): Members {
  const before = fromLines(lines.slice(0, -1));
  const last = JSON.parse(lines.at(-1) ?? '') as Line;
  if (last.type === 'BatchExported') {
    last.payload['events'] = lines.length - 1;
    last.payload['members'] = (last.payload['members'] as Quoted[]).map(({ name }) =>
      quoted(name, name === 'events.jsonl' ? before : members.get(name)),
    );
  }
  const all = [...lines.slice(0, -1), canonicalText(last)];
  const proof = json<BundleProof>(members, 'proof.json');
  const leaves = all.map((line, n) => ({
    index: indexes?.[n] ?? proof.leaves[n]?.index ?? n,
    hash: toHex(leafHash(sha256, Buffer.from(line))),
  }));
  return new Map([...members, ['events.jsonl', fromLines(all)], ['proof.json', asJson({ ...proof, leaves })]]);
}

/** Another content for a file, with the manifest and the export event made to fit. */
export function withMember(members: Members, name: string, content: Buffer): Members {
  const changed = new Map([...members, [name, content]]);
  const manifest = json<{ members: Quoted[] }>(changed, 'manifest.json');
  const fitting = {
    ...manifest,
    members: manifest.members.map((one) => (one.name === name ? quoted(name, content) : one)),
  };
  changed.set('manifest.json', asJson(fitting));
  return changed;
}

/** Signs these events anew as a log of their own, with a key that nobody knows. */
export function forged(members: Members, { keepOrigin }: Readonly<{ keepOrigin: boolean }>): Members {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  const fingerprint = digestOf(raw);
  const [known] = json<BundleKeys>(members, 'keys.json').keys;
  if (!known) throw new Error('the bundle has no key');
  const origin = keepOrigin ? known.origin : `autolog/${fingerprint.slice(0, 16)}`;
  const key = {
    ...known,
    origin,
    publicKey: toBase64(raw),
    fingerprint,
    noteKey: keyText(sha256, { name: origin, publicKey: raw }),
  };
  let own = withMember(members, 'keys.json', asJson({ keys: [key] }));
  const manifest = json<{ site: object }>(own, 'manifest.json');
  own.set('manifest.json', asJson({ ...manifest, site: { ...manifest.site, origin } }));
  const lines = linesOf(own).map((line) => {
    const event = JSON.parse(line) as Line;
    return event.type === 'SiteFounded'
      ? canonicalText({ ...event, payload: { ...event.payload, keyFingerprint: fingerprint } })
      : line;
  });
  own = withEvents(
    own,
    lines,
    lines.map((_, n) => n),
  );
  const leaves = linesOf(own).map((line) => leafHash(sha256, Buffer.from(line)));
  const [size, root] = [leaves.length, rootOf(sha256, leaves)];
  const proof = json<BundleProof>(own, 'proof.json');
  own.set('proof.json', asJson({ ...proof, size, root: toHex(root), hashes: [] }));
  const note = signCheckpoint(sha256, { origin, size, root }, { name: origin, publicKey: raw }, (bytes) =>
    sign(null, bytes, privateKey),
  );
  return own.set('checkpoint.txt', Buffer.from(note));
}

const quoted = (name: string, content: Buffer = Buffer.alloc(0)): Quoted => ({
  name,
  bytes: content.length,
  sha256: digestOf(content),
});
export const asJson = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`);
