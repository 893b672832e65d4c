import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Hash } from './bytes.js';
import { leafHash } from './leaf.js';
import { proofPositions, rootFromLeaves, type ProvenLeaf } from './multi-proof.js';
import { verifyInclusion } from './proof.js';
import { appendLeaves, inclusionProof, rootOf, type ReadNode } from './tree.js';

const sha256: Hash = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
const SIZE_MAX = 70;
const LEAVES = Array.from({ length: SIZE_MAX }, (_, index) => leafHash(sha256, Uint8Array.of(index)));

const nodes = new Map<string, Uint8Array>();
const stored = (level: number, index: number): Uint8Array => {
  const hash = nodes.get(`${level}/${index}`);
  if (hash === undefined) throw new Error(`node ${level}/${index} is not stored`);
  return hash;
};
const readNode: ReadNode = stored;

beforeAll(async () => {
  const grown = await appendLeaves(sha256, 0, readNode, LEAVES);
  for (const { level, index, hash } of grown.nodes) nodes.set(`${level}/${index}`, hash);
});

const leafAt = (index: number): Uint8Array => LEAVES[index] ?? new Uint8Array();
const provenAt = (indexes: readonly number[]): ProvenLeaf[] => indexes.map((index) => ({ index, hash: leafAt(index) }));
const proofOf = (indexes: readonly number[], size: number): Uint8Array[] =>
  proofPositions(indexes, size).map(({ level, index }) => stored(level, index));

/** A log, and some of its leaves in order. */
const chosen = fc.integer({ min: 1, max: SIZE_MAX }).chain((size) =>
  fc.tuple(
    fc.constant(size),
    fc.uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: size }).map((some) => some.sort((a, b) => a - b)),
  ),
);

describe('[INV-6] one proof for many leaves', () => {
  test('gives the root of the log for any of its leaves', () => {
    fc.assert(
      fc.property(chosen, ([size, indexes]) => {
        const root = rootFromLeaves(sha256, size, provenAt(indexes), proofOf(indexes, size));
        expect(root).toEqual(rootOf(sha256, LEAVES.slice(0, size)));
      }),
    );
  });

  test('says the same of a leaf as its inclusion proof, and takes fewer hashes than one for each', async () => {
    await fc.assert(
      fc.asyncProperty(chosen, async ([size, indexes]) => {
        const root = rootFromLeaves(sha256, size, provenAt(indexes), proofOf(indexes, size)) ?? new Uint8Array();
        let single = 0;
        for (const index of indexes) {
          const proof = await inclusionProof(sha256, index, size, readNode);
          expect(verifyInclusion(sha256, { leafHash: leafAt(index), index, size, proof, root })).toBe(true);
          single += proof.length;
        }
        // The incomplete right edge comes in pieces, of which there is at most one for each level.
        expect(proofOf(indexes, size).length).toBeLessThanOrEqual(single + Math.ceil(Math.log2(size + 1)));
      }),
    );
  });

  test('all leaves together need no hash at all', () => {
    const all = LEAVES.map((_, index) => index);
    expect(proofPositions(all, SIZE_MAX)).toEqual([]);
    expect(rootFromLeaves(sha256, SIZE_MAX, provenAt(all), [])).toEqual(rootOf(sha256, LEAVES));
  });

  test('[F21] one flipped bit, a leaf left out, moved or put in another order gives another root or none', () => {
    const nth = fc.nat();
    fc.assert(
      fc.property(chosen, nth, nth, ([size, indexes], which, bit) => {
        const [leaves, proof] = [provenAt(indexes), proofOf(indexes, size)];
        const root = rootOf(sha256, LEAVES.slice(0, size));
        const hashes = [...leaves.map(({ hash }) => hash), ...proof];
        const altered = flipped(hashes, which, bit);
        const bent = indexes.map((index, place) => ({ index, hash: altered[place] ?? root }));
        expect(rootFromLeaves(sha256, size, bent, altered.slice(indexes.length))).not.toEqual(root);
        expect(rootFromLeaves(sha256, size, leaves.slice(1), proof)).not.toEqual(root);
        expect(rootFromLeaves(sha256, size, leaves, [...proof, root])).toBeUndefined();
        if (proof.length > 0) expect(rootFromLeaves(sha256, size, leaves, proof.slice(1))).not.toEqual(root);
        if (leaves.length > 1) expect(rootFromLeaves(sha256, size, leaves.toReversed(), proof)).toBeUndefined();
        const swapped = leaves.map(({ index }, place) => ({
          index,
          hash: (leaves[place + 1] ?? leaves[0])?.hash ?? root,
        }));
        if (leaves.length > 1) expect(rootFromLeaves(sha256, size, swapped, proof)).not.toEqual(root);
      }),
    );
  });

  test('a leaf is proven for its own place in a log of its own size', () => {
    fc.assert(
      fc.property(chosen, fc.integer({ min: 1, max: SIZE_MAX }), ([size, [index = 0]], other) => {
        fc.pre(other !== size);
        const proof = proofOf([index], size);
        const root = rootOf(sha256, LEAVES.slice(0, size));
        const elsewhere = (index + 1) % size;
        if (elsewhere !== index) {
          expect(rootFromLeaves(sha256, size, [{ index: elsewhere, hash: leafAt(index) }], proof)).not.toEqual(root);
        }
        // A log of another size may be walked alike; what it can never have is the root signed for that size.
        if (other > index) {
          const claimed = rootFromLeaves(sha256, other, provenAt([index]), proof);
          expect(claimed).not.toEqual(rootOf(sha256, LEAVES.slice(0, other)));
        }
      }),
    );
  });

  test('numbers made to deceive are no proof, and take no time', () => {
    const leaf = { index: 0, hash: leafAt(0) };
    for (const size of [-1, 0, 0.5, NaN, Infinity, 2 ** 60, Number.MAX_SAFE_INTEGER]) {
      expect(rootFromLeaves(sha256, size, [leaf], [])).toBeUndefined();
    }
    expect(rootFromLeaves(sha256, 2, [{ index: 2, hash: leafAt(0) }], [leafAt(1)])).toBeUndefined();
    expect(rootFromLeaves(sha256, 2, [leaf, leaf], [])).toBeUndefined();
    expect(rootFromLeaves(sha256, 2, [{ index: 0, hash: Uint8Array.of(1) }], [leafAt(1)])).toBeUndefined();
  });

  test('asking for what the log does not hold is a bug', () => {
    expect(() => proofPositions([3], 3)).toThrow('no leaves of a log of 3');
    expect(() => proofPositions([1, 0], 3)).toThrow('in order');
  });
});

function flipped(hashes: readonly Uint8Array[], which: number, bit: number): Uint8Array[] {
  return hashes.map((hash, position) => {
    if (position !== which % hashes.length) return hash;
    return hash.map((byte, offset) => (offset === (bit >> 3) % 32 ? byte ^ (1 << (bit & 7)) : byte));
  });
}
