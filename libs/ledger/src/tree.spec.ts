import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toHex, type Hash } from './bytes.js';
import { leafHash } from './leaf.js';
import { verifyConsistency, verifyInclusion } from './proof.js';
import { appendLeaves, consistencyProof, inclusionProof, rootAt, rootOf, type ReadNode } from './tree.js';

const sha256: Hash = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

// The test vectors of the Certificate Transparency reference implementation.
const CT_LEAVES = '/00/10/2021/3031/40414243/5051525354555657/606162636465666768696a6b6c6d6e6f'.split('/').map(fromHex);
const CT_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const FIRST_OF_EIGHT = [
  '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
];
const SIX_IN_EIGHT = [
  '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
];

/** A store of nodes as the database keeps them: written once, read by (level, index). */
async function stored(leaves: readonly Uint8Array[], pieces: readonly number[] = [leaves.length]) {
  const nodes = new Map<string, Uint8Array>();
  const readNode: ReadNode = (level, index) => {
    const hash = nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`node ${level}/${index} is not stored`);
    return hash;
  };
  let size = 0;
  let root = sha256(new Uint8Array());
  for (const piece of pieces) {
    const grown = await appendLeaves(sha256, size, readNode, leaves.slice(size, size + piece));
    for (const { level, index, hash } of grown.nodes) {
      if (nodes.has(`${level}/${index}`)) throw new Error(`node ${level}/${index} is written twice`);
      nodes.set(`${level}/${index}`, hash);
    }
    ({ size, root } = grown);
  }
  return { nodes, readNode, root, size };
}

const numbered = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => leafHash(sha256, Uint8Array.of(index, index >> 8)));

describe('[INV-6] the tree of the log', () => {
  test('has the roots and proofs of the Certificate Transparency reference', async () => {
    const leaves = CT_LEAVES.map((leaf) => leafHash(sha256, leaf));
    const { readNode } = await stored(leaves);
    for (const [size, root] of CT_ROOTS.entries()) {
      expect(toHex(rootOf(sha256, leaves.slice(0, size)))).toBe(root);
      expect(toHex(await rootAt(sha256, size, readNode))).toBe(root);
    }
    expect((await inclusionProof(sha256, 0, 8, readNode)).map(toHex)).toEqual(FIRST_OF_EIGHT);
    expect((await consistencyProof(sha256, 1, 8, readNode)).map(toHex)).toEqual(FIRST_OF_EIGHT);
    expect((await consistencyProof(sha256, 6, 8, readNode)).map(toHex)).toEqual(SIX_IN_EIGHT);
  });

  test('grows to the same nodes whatever the pieces it grew in, and writes each node once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 }), async (pieces) => {
        const leaves = numbered(pieces.reduce((sum, piece) => sum + piece, 0));
        const [inPieces, atOnce] = [await stored(leaves, pieces), await stored(leaves)];
        expect(inPieces.root).toEqual(rootOf(sha256, leaves));
        expect(new Map([...inPieces.nodes].sort())).toEqual(new Map([...atOnce.nodes].sort()));
      }),
    );
  });

  test('reads at most one stored node for each level to grow, however long the log', async () => {
    const leaves = numbered(1023);
    const { readNode } = await stored(leaves);
    const reads: string[] = [];
    const counting: ReadNode = (level, index) => {
      reads.push(`${level}/${index}`);
      return readNode(level, index);
    };
    await appendLeaves(sha256, 1023, counting, numbered(1));
    expect(reads.length).toBeLessThanOrEqual(10);
  });

  test('asking for what the log does not hold is a bug', async () => {
    const { readNode } = await stored(numbered(3));
    await expect(inclusionProof(sha256, 3, 3, readNode)).rejects.toThrow('no leaf 3 in a log of 3');
    await expect(consistencyProof(sha256, 4, 3, readNode)).rejects.toThrow('no prefix of 4');
  });
});

describe('[INV-6] proofs', () => {
  const SIZE_MAX = 40;

  test('show every leaf in every log up to 40, and no other leaf, place, size or root', async () => {
    const leaves = numbered(SIZE_MAX);
    const { readNode } = await stored(leaves);
    for (let size = 1; size <= SIZE_MAX; size += 1) {
      const root = await rootAt(sha256, size, readNode);
      for (const [index, leaf] of leaves.slice(0, size).entries()) {
        const proof = await inclusionProof(sha256, index, size, readNode);
        const claim = { leafHash: leaf, index, size, proof, root };
        const other = leaves[(index + 1) % SIZE_MAX] ?? root;
        const longer = { ...claim, proof: [...proof, root] };
        const shorter = { ...claim, proof: proof.slice(1) };
        expect(verifyInclusion(sha256, claim)).toBe(true);
        expect(verifyInclusion(sha256, { ...claim, leafHash: other })).toBe(false);
        expect(verifyInclusion(sha256, { ...claim, index: (index + 1) % size })).toBe(size === 1);
        expect(verifyInclusion(sha256, { ...claim, root: other })).toBe(false);
        expect(verifyInclusion(sha256, longer)).toBe(false);
        expect(verifyInclusion(sha256, shorter)).toBe(size === 1);
      }
    }
  });

  test('show every log up to 40 as the beginning of every longer one, and no other root', async () => {
    const { readNode } = await stored(numbered(SIZE_MAX));
    const roots = await Promise.all(Array.from({ length: SIZE_MAX + 1 }, (_, size) => rootAt(sha256, size, readNode)));
    const wrong = sha256(Uint8Array.of(1));
    for (const [later, laterRoot] of roots.entries()) {
      for (const [earlier, earlierRoot] of roots.slice(0, later + 1).entries()) {
        const proof = await consistencyProof(sha256, earlier, later, readNode);
        const claim = { earlier, later, earlierRoot, laterRoot, proof };
        const anything = earlier === 0 && later > 0;
        expect(verifyConsistency(sha256, claim)).toBe(true);
        expect(verifyConsistency(sha256, { ...claim, earlierRoot: wrong })).toBe(false);
        expect(verifyConsistency(sha256, { ...claim, laterRoot: wrong })).toBe(anything);
        expect(verifyConsistency(sha256, { ...claim, proof: [...proof, wrong] })).toBe(false);
        expect(verifyConsistency(sha256, { ...claim, proof: proof.slice(1) })).toBe(proof.length === 0);
      }
    }
  });

  test('[F21] one flipped bit anywhere in leaf, proof or roots never verifies', async () => {
    const leaves = numbered(SIZE_MAX);
    const { readNode } = await stored(leaves);
    const nth = fc.nat();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: SIZE_MAX }), nth, nth, nth, async (size, place, which, bit) => {
        const index = place % size;
        const root = await rootAt(sha256, size, readNode);
        const [leaf = root] = leaves.slice(index);
        const inclusion = flipped([leaf, root, ...(await inclusionProof(sha256, index, size, readNode))], which, bit);
        const [leafOf, rootOfAll, ...path] = inclusion;
        const claim = { leafHash: leafOf ?? leaf, index, size, root: rootOfAll ?? root, proof: path };
        expect(verifyInclusion(sha256, claim)).toBe(false);

        const earlier = 1 + (place % (size - 1));
        const earlierRoot = await rootAt(sha256, earlier, readNode);
        const prefix = await consistencyProof(sha256, earlier, size, readNode);
        const [first = root, second = root, ...rest] = flipped([earlierRoot, root, ...prefix], which, bit);
        const told = { earlier, later: size, earlierRoot: first, laterRoot: second, proof: rest };
        expect(verifyConsistency(sha256, told)).toBe(false);
      }),
    );
  });

  test('sizes made to deceive are false claims, not endless loops', () => {
    const root = sha256(new Uint8Array());
    for (const size of [-1, 0, 0.5, NaN, Infinity, 2 ** 60]) {
      expect(verifyInclusion(sha256, { leafHash: root, index: 0, size, proof: [], root })).toBe(false);
      const claim = { earlier: 1, later: size, earlierRoot: root, laterRoot: root, proof: [root] };
      expect(verifyConsistency(sha256, claim)).toBe(false);
    }
  });
});

function flipped(hashes: readonly Uint8Array[], which: number, bit: number): Uint8Array[] {
  return hashes.map((hash, position) => {
    if (position !== which % hashes.length) return hash;
    return hash.map((byte, offset) => (offset === (bit >> 3) % 32 ? byte ^ (1 << (bit & 7)) : byte));
  });
}
