/**
 * A random number without state: the same seed, name and moment always give the same number, from 0 to 1. A name is
 * part of the draw: another name gives another donor.
 */
export function seededRandom(seed: number, name: string, moment = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let n = 0; n < name.length; n += 1) hash = Math.imul(hash ^ name.charCodeAt(n), 0x01000193);
  hash = mixBits(hash ^ seed);
  hash = mixBits(hash ^ Math.floor(moment / 0x1_0000_0000));
  return (mixBits(hash ^ (moment | 0)) >>> 0) / 0x1_0000_0000;
}

/** Uniform between `low` and `high`. */
export const seededBetween = (seed: number, name: string, low: number, high: number): number =>
  low + (high - low) * seededRandom(seed, name);

/** Standard normal, limited to two standard deviations: a laboratory would repeat a measurement further out. */
export function seededNormal(seed: number, name: string): number {
  const radius = Math.sqrt(-2 * Math.log(1 - seededRandom(seed, `${name} radius`)));
  return Math.max(-2, Math.min(2, radius * Math.cos(2 * Math.PI * seededRandom(seed, `${name} angle`))));
}

/** The finaliser of MurmurHash3: every input bit affects every output bit. */
function mixBits(bits: number): number {
  let hash = bits >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
