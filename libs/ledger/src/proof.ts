import { sameBytes, type Hash } from './bytes.js';
import { HASH_BYTES, nodeHash } from './leaf.js';

export type InclusionClaim = Readonly<{
  leafHash: Uint8Array;
  index: number;
  size: number;
  proof: readonly Uint8Array[];
  root: Uint8Array;
}>;

/** True when the proof shows that this leaf is at `index` in the log of `size` leaves with this root. */
export function verifyInclusion(hash: Hash, { leafHash, index, size, proof, root }: InclusionClaim): boolean {
  if (!isSize(size) || !isSize(index) || index >= size || !allHashes([leafHash, root, ...proof])) return false;
  let [node, last] = [index, size - 1];
  let result = leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      result = nodeHash(hash, sibling, result);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      result = nodeHash(hash, result, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(result, root);
}

export type ConsistencyClaim = Readonly<{
  earlier: number;
  later: number;
  earlierRoot: Uint8Array;
  laterRoot: Uint8Array;
  proof: readonly Uint8Array[];
}>;

/** True when the proof shows that the earlier log is the beginning of the later one (RFC 9162 §2.1.4.2). */
export function verifyConsistency(hash: Hash, claim: ConsistencyClaim): boolean {
  const { earlier, later, earlierRoot, laterRoot, proof } = claim;
  if (!isSize(earlier) || !isSize(later) || earlier > later) return false;
  if (!allHashes([earlierRoot, laterRoot, ...proof])) return false;
  if (earlier === later) return proof.length === 0 && sameBytes(earlierRoot, laterRoot);
  if (earlier === 0) return proof.length === 0 && sameBytes(earlierRoot, hash(new Uint8Array()));
  return rootsMatch(hash, claim);
}

function rootsMatch(hash: Hash, { earlier, later, earlierRoot, laterRoot, proof }: ConsistencyClaim): boolean {
  const [first, ...rest] = isPowerOfTwo(earlier) ? [earlierRoot, ...proof] : proof;
  if (first === undefined || proof.length === 0) return false;
  let [node, last] = [earlier - 1, later - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  let [seenEarlier, seenLater] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      seenEarlier = nodeHash(hash, sibling, seenEarlier);
      seenLater = nodeHash(hash, sibling, seenLater);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      seenLater = nodeHash(hash, seenLater, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(seenEarlier, earlierRoot) && sameBytes(seenLater, laterRoot);
}

// A size comes from a file that may have been made to deceive: whole and countable, or the claim is false.
const isSize = (number: number): boolean => Number.isSafeInteger(number) && number >= 0;
const allHashes = (hashes: readonly Uint8Array[]): boolean => hashes.every(({ length }) => length === HASH_BYTES);
// No bit operators: they stop at 2^31.
const isOdd = (number: number): boolean => number % 2 === 1;
const half = (number: number): number => Math.floor(number / 2);
const isPowerOfTwo = (number: number): boolean => {
  let rest = number;
  while (rest > 1 && !isOdd(rest)) rest = half(rest);
  return rest === 1;
};
