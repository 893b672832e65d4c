import type { Hash } from './bytes.js';
import { HASH_BYTES, nodeHash } from './leaf.js';
import { leftSize } from './tree.js';

/** Where the hash of a complete subtree is stored, as in TreeNode. */
export type NodePosition = Readonly<{ level: number; index: number }>;
export type ProvenLeaf = Readonly<{ index: number; hash: Uint8Array }>;

/**
 * One proof for many leaves. The tree of `size` leaves is walked from the root, left before right: a part without any of
 * the leaves that is a complete subtree gives its hash, a single one of the leaves gives its own, all else is split as
 * RFC 6962 splits it. So the proof holds only hashes that are stored, each once, in the order in which they are asked
 * for; for one leaf it is the inclusion proof, the incomplete right edge taken apart.
 */
export function proofPositions(indexes: readonly number[], size: number): readonly NodePosition[] {
  if (!isLeafOrder(indexes, size)) throw new Error(`these are no leaves of a log of ${size}, in order and once each`);
  const positions: NodePosition[] = [];
  const walk = (start: number, end: number, first: number, after: number): void => {
    if (first === after && isComplete(end - start)) {
      const level = Math.round(Math.log2(end - start));
      positions.push({ level, index: start / (end - start) });
      return;
    }
    if (end - start === 1) return;
    const middle = start + leftSize(end - start);
    const split = firstFrom(indexes, middle, first, after);
    walk(start, middle, first, split);
    walk(middle, end, split, after);
  };
  if (size > 0) walk(0, size, 0, indexes.length);
  return positions;
}

/**
 * The root that these leaves and this proof give; undefined when they do not fit each other. Leaves come in order of
 * their index. The work grows with the number of leaves and hashes, never with `size`, which may be anything.
 */
export function rootFromLeaves(
  hash: Hash,
  size: number,
  leaves: readonly ProvenLeaf[],
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  const indexes = leaves.map(({ index }) => index);
  const hashes = [...leaves.map((leaf) => leaf.hash), ...proof];
  if (size === 0 || !isLeafOrder(indexes, size) || hashes.some(({ length }) => length !== HASH_BYTES)) return undefined;
  let taken = 0;
  const walk = (start: number, end: number, first: number, after: number): Uint8Array | undefined => {
    if (first === after && isComplete(end - start)) {
      taken += 1;
      return proof[taken - 1];
    }
    if (end - start === 1) return leaves[first]?.hash;
    const middle = start + leftSize(end - start);
    const split = firstFrom(indexes, middle, first, after);
    const left = walk(start, middle, first, split);
    // A proof that ran out is no proof: without this, an absurd size would be walked for every missing hash.
    const right = left && walk(middle, end, split, after);
    return left && right && nodeHash(hash, left, right);
  };
  const root = walk(0, size, 0, leaves.length);
  return taken === proof.length ? root : undefined;
}

const isComplete = (size: number): boolean => size === 1 || 2 * leftSize(size) === size;

function isLeafOrder(indexes: readonly number[], size: number): boolean {
  if (!Number.isSafeInteger(size) || size < 0) return false;
  return indexes.every(
    (index, place) => Number.isSafeInteger(index) && index >= 0 && index < size && index > (indexes[place - 1] ?? -1),
  );
}

/** The first place from `first` on whose index is not below `middle`: by halves, for there may be many. */
function firstFrom(indexes: readonly number[], middle: number, first: number, after: number): number {
  let [low, high] = [first, after];
  while (low < high) {
    const half = Math.floor((low + high) / 2);
    if ((indexes[half] ?? middle) < middle) low = half + 1;
    else high = half;
  }
  return low;
}
