import type { Hash } from './bytes.js';
import { nodeHash } from './leaf.js';

/** A complete subtree: at (level, index) it covers leaves index·2^level up to (index+1)·2^level. Level 0 is leaves. */
type TreeNode = Readonly<{ level: number; index: number; hash: Uint8Array }>;

/** Gives the hash of a stored complete subtree; throws when it is not there. */
export type ReadNode = (level: number, index: number) => Uint8Array | Promise<Uint8Array>;

export type TreeGrowth = Readonly<{
  /** Every subtree, leaves included, that this made complete: to be stored, never changed again. */
  nodes: readonly TreeNode[];
  size: number;
  root: Uint8Array;
}>;

/** Root of the tree over leaf hashes in memory; of no leaves it is the hash of nothing. */
export function rootOf(hash: Hash, leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return hash(new Uint8Array());
  if (leaves.length === 1) return first;
  const left = leftSize(leaves.length);
  return nodeHash(hash, rootOf(hash, leaves.slice(0, left)), rootOf(hash, leaves.slice(left)));
}

/** Grows a tree of `size` leaves by new leaf hashes; reads at most one stored node per level. */
export async function appendLeaves(
  hash: Hash,
  size: number,
  readNode: ReadNode,
  leaves: readonly Uint8Array[],
): Promise<TreeGrowth> {
  requireSize(size + leaves.length);
  const fresh = new Map(leaves.map((leaf, offset) => [key(0, size + offset), leaf]));
  const nodes: TreeNode[] = leaves.map((leaf, offset) => ({ level: 0, index: size + offset, hash: leaf }));
  const read: ReadNode = (level, index) => fresh.get(key(level, index)) ?? readNode(level, index);

  let before = Math.floor(size / 2);
  let after = Math.floor((size + leaves.length) / 2);
  for (let level = 1; after > before; level += 1) {
    for (let index = before; index < after; index += 1) {
      const parent = nodeHash(hash, await read(level - 1, 2 * index), await read(level - 1, 2 * index + 1));
      fresh.set(key(level, index), parent);
      nodes.push({ level, index, hash: parent });
    }
    before = Math.floor(before / 2);
    after = Math.floor(after / 2);
  }
  return { nodes, size: size + leaves.length, root: await rootAt(hash, size + leaves.length, read) };
}

/** Root the log had when it held `size` leaves. */
export function rootAt(hash: Hash, size: number, readNode: ReadNode): Promise<Uint8Array> {
  requireSize(size);
  return size === 0 ? Promise.resolve(hash(new Uint8Array())) : subtree(hash, 0, size, readNode);
}

/** Hashes that prove that leaf `index` is in the tree of `size` leaves (RFC 6962 §2.1.1), nearest the leaf first. */
export async function inclusionProof(
  hash: Hash,
  index: number,
  size: number,
  readNode: ReadNode,
): Promise<readonly Uint8Array[]> {
  requireSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new Error(`no leaf ${index} in a log of ${size}`);
  }
  const path: Uint8Array[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + leftSize(end - start);
    const inLeft = index < middle;
    path.push(await (inLeft ? subtree(hash, middle, end, readNode) : subtree(hash, start, middle, readNode)));
    [start, end] = inLeft ? [start, middle] : [middle, end];
  }
  return path.toReversed();
}

/** Hashes that prove the log of `earlier` leaves is the beginning of the log of `later` leaves (RFC 6962 §2.1.2). */
export async function consistencyProof(
  hash: Hash,
  earlier: number,
  later: number,
  readNode: ReadNode,
): Promise<readonly Uint8Array[]> {
  requireSize(earlier);
  requireSize(later);
  if (earlier > later) throw new Error(`a log of ${later} has no prefix of ${earlier}`);
  if (earlier === 0 || earlier === later) return [];
  const path: Uint8Array[] = [];
  let [start, end] = [0, later];
  while (end !== earlier) {
    const middle = start + leftSize(end - start);
    const inLeft = earlier <= middle;
    path.push(await (inLeft ? subtree(hash, middle, end, readNode) : subtree(hash, start, middle, readNode)));
    [start, end] = inLeft ? [start, middle] : [middle, end];
  }
  // Where the earlier log is itself a complete subtree, the verifier has its root already.
  if (start > 0) path.push(await subtree(hash, start, end, readNode));
  return path.toReversed();
}

/** Hash over leaves start..end, where every left part is complete and stored. */
async function subtree(hash: Hash, start: number, end: number, readNode: ReadNode): Promise<Uint8Array> {
  const size = end - start;
  const left = leftSize(size);
  if (2 * left === size || size === 1) return readNode(Math.round(Math.log2(size)), start / size);
  const leftHash = await subtree(hash, start, start + left, readNode);
  return nodeHash(hash, leftHash, await subtree(hash, start + left, end, readNode));
}

/** The largest power of two below `size`: how many leaves the left side has. No bit operators: they stop at 2^31. */
export function leftSize(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

const key = (level: number, index: number): string => `${level}/${index}`;

function requireSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new Error(`${size} is no size of a log`);
}
