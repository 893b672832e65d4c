import { createHash, createPublicKey, generateKeyPairSync, sign as signWith, verify as verifyWith } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { concatBytes, type Hash } from './bytes.js';
import { checkpointText, parseCheckpoint, signCheckpoint, verifyCheckpoint } from './checkpoint.js';
import {
  keyFingerprint,
  keyText,
  parseKeyText,
  parseNote,
  verifyNote,
  type NoteKey,
  type VerifySignature,
} from './note.js';

const sha256: Hash = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
const DER_PREFIX = new Uint8Array(Buffer.from('302a300506032b6570032100', 'hex'));
const verify: VerifySignature = (publicKey, bytes, signature) => {
  const key = createPublicKey({ key: Buffer.from(concatBytes(DER_PREFIX, publicKey)), format: 'der', type: 'spki' });
  return verifyWith(null, bytes, key, signature);
};

function signer(name: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
  const key: NoteKey = { name, publicKey: raw };
  return { key, sign: (bytes: Uint8Array) => new Uint8Array(signWith(null, bytes, privateKey)) };
}

const site = signer('autolog/site-1');
const checkpoint = { origin: 'autolog/site-1', size: 42, root: sha256(Uint8Array.of(42)) };
const note = signCheckpoint(sha256, checkpoint, site.key, site.sign);

describe('signed notes', () => {
  // The example of Go's golang.org/x/mod/sumdb/note, whose format C2SP wrote down.
  const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const PETERS_NOTE = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

  test('read and verify one that another implementation signed', async () => {
    const key = parseKeyText(sha256, PETER);
    const read = parseNote(PETERS_NOTE);
    if (key === undefined || read === undefined) throw new Error('the example could not be read');
    expect(keyText(sha256, key)).toBe(PETER);
    expect(await verifyNote(sha256, read, key, verify)).toBe(true);
  });

  test('a key whose id belongs to another key is not read', () => {
    expect(parseKeyText(sha256, PETER.replace('c74f20a3', 'c74f20a4'))).toBeUndefined();
    expect(parseKeyText(sha256, PETER.replace('PeterNeumann', 'PeterNewmann'))).toBeUndefined();
    expect(parseKeyText(sha256, PETER.slice(0, -4))).toBeUndefined();
  });

  test('a name with a space or a plus cannot be a key', () => {
    for (const name of ['', 'a b', 'a+b', 'a\u00a0b', 'a\nb']) {
      expect(() => signCheckpoint(sha256, checkpoint, { ...site.key, name }, site.sign)).toThrow('name of a key');
    }
  });

  test('a fingerprint is SHA-256 of the public key in 64 digits', () => {
    expect(keyFingerprint(sha256, site.key.publicKey)).toMatch(/^[0-9a-f]{64}$/);
    expect(keyFingerprint(sha256, signer('other').key.publicKey)).not.toBe(keyFingerprint(sha256, site.key.publicKey));
  });
});

describe('[INV-6] a checkpoint', () => {
  test('is origin, size and root, a line each, and then who signed', () => {
    const lines = note.split('\n');
    expect(lines.slice(0, 4)).toEqual(['autolog/site-1', '42', Buffer.from(checkpoint.root).toString('base64'), '']);
    expect(lines[4]).toMatch(/^— autolog\/site-1 [A-Za-z0-9+/]+=*$/);
    expect(lines.slice(5)).toEqual(['']);
  });

  test('says what was signed, to whoever holds the key', async () => {
    expect(parseCheckpoint(note)).toEqual(checkpoint);
    expect(await verifyCheckpoint(sha256, note, site.key, verify)).toEqual(checkpoint);
  });

  test('proves nothing under another key, or a key of the same name', async () => {
    const other = signer('autolog/site-1');
    expect(await verifyCheckpoint(sha256, note, other.key, verify)).toBeUndefined();
    expect(await verifyCheckpoint(sha256, note, { ...site.key, name: 'site-2' }, verify)).toBeUndefined();
  });

  test('keeps the signatures of witnesses beside its own', async () => {
    const witness = signer('witness.example/1');
    const [line = ''] = signCheckpoint(sha256, checkpoint, witness.key, witness.sign).split('\n').slice(4, 5);
    const both = `${note}${line}\n`;
    expect(await verifyCheckpoint(sha256, both, site.key, verify)).toEqual(checkpoint);
    expect(await verifyCheckpoint(sha256, both, witness.key, verify)).toEqual(checkpoint);
  });

  test('[F21] one flipped bit anywhere never verifies', async () => {
    const bytes = new TextEncoder().encode(note);
    const changes = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }));
    await fc.assert(
      fc.asyncProperty(changes, async ([place, bit]) => {
        const changed = bytes.map((byte, offset) => (offset === place ? byte ^ (1 << bit) : byte));
        const text = new TextDecoder().decode(changed);
        expect(await verifyCheckpoint(sha256, text, site.key, verify)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['nothing', ''],
    ['no signature', checkpointText(checkpoint)],
    ['no last newline', note.slice(0, -1)],
    ['a size with a leading zero', note.replace('\n42\n', '\n042\n')],
    ['a size past what can be counted', note.replace('\n42\n', '\n9999999999999999\n')],
    ['a short root', note.replace(/\n[A-Za-z0-9+/]{43}=\n/, '\nAAAA\n')],
    ['a control character', note.replace('42', '4\u00072')],
    ['too many signatures', note + note.split('\n').slice(4).join('\n').repeat(16)],
  ])('is not read from %s', (_, text) => {
    expect(parseCheckpoint(text)).toBeUndefined();
  });

  test('any text is read or not read, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map((text) => `${text}\n\n${text}\n`),
        ),
        (text) => {
          expect(parseCheckpoint(text)).toBeUndefined();
        },
      ),
    );
  });

  test('of an impossible log is a bug', () => {
    expect(() => checkpointText({ ...checkpoint, origin: 'two\nlines' })).toThrow('one line');
    expect(() => checkpointText({ ...checkpoint, size: -1 })).toThrow('no size of a log');
    expect(() => checkpointText({ ...checkpoint, root: Uint8Array.of(1) })).toThrow('32 bytes');
  });
});
