import { createHash } from 'node:crypto';
import type { MemberDigest, ReadingsIndex } from '../format.js';
import type { BundleReader } from './bundle-reader.js';
import type { FaultCollector } from './report.js';

const DAYS_LISTED_MAX = 10;

/** Unpacks a file of readings and compares it with its digest, and its days with theirs: which signal, which day. */
export async function checkReadings(
  container: BundleReader,
  index: ReadingsIndex | undefined,
  expected: MemberDigest,
  faults: FaultCollector,
): Promise<void> {
  const member = container.members.get(expected.name);
  if (!member) return faults.add('file', expected.name, 'is missing');
  let days: DayDigests | undefined;
  const { bytes, sha256 } = await container.unpack(member, () => {
    days = index && new DayDigests(index);
    return (piece) => days?.update(piece);
  });
  const differs = bytes !== expected.bytes || sha256 !== expected.sha256;
  const changed = days?.changedDays() ?? [];
  const about = index ? `${index.signal} of ${index.deviceCode}` : expected.name;
  for (const { day, says } of changed.slice(0, DAYS_LISTED_MAX)) faults.add('readings', `${about}, ${day}`, says);
  if (changed.length > DAYS_LISTED_MAX) {
    faults.add('readings', about, `${String(changed.length - DAYS_LISTED_MAX)} more days differ`);
  }
  if (differs && changed.length === 0) faults.add('readings', about, 'is not what the export event says was exported');
}

/** The stretches of a file, each hashed as its bytes go by. */
class DayDigests {
  readonly #expected: readonly Readonly<{ day: string; bytes: number; sha256: string }>[];
  readonly #found: { bytes: number; sha256: string }[] = [];
  #hash = createHash('sha256');
  #sectionBytes = 0;
  #surplusBytes = 0;

  constructor({ headerBytes, days }: ReadingsIndex) {
    // What the header says of itself is covered by the digest of the file.
    this.#expected = [{ day: 'header', bytes: headerBytes, sha256: '' }, ...days];
  }

  update(piece: Buffer): void {
    let at = 0;
    while (at < piece.length) {
      const section = this.#expected[this.#found.length];
      if (!section) {
        this.#surplusBytes += piece.length - at;
        return;
      }
      const end = Math.min(piece.length, at + section.bytes - this.#sectionBytes);
      this.#hash.update(piece.subarray(at, end));
      this.#sectionBytes += end - at;
      at = end;
      if (this.#sectionBytes === section.bytes) this.#closeSection();
    }
  }

  changedDays(): readonly Readonly<{ day: string; says: string }>[] {
    if (this.#sectionBytes > 0) this.#closeSection();
    const changed = this.#expected.flatMap(({ day, bytes, sha256 }, n) => {
      const found = this.#found[n];
      if (!found || found.bytes < bytes) return [{ day, says: 'cannot be read to its end' }];
      return sha256 === '' || found.sha256 === sha256
        ? []
        : [{ day, says: 'was changed: its readings do not give their digest' }];
    });
    if (this.#surplusBytes > 0)
      changed.push({ day: 'after its last day', says: `has ${String(this.#surplusBytes)} bytes of no day` });
    return changed;
  }

  #closeSection(): void {
    this.#found.push({ bytes: this.#sectionBytes, sha256: this.#hash.digest('hex') });
    this.#hash = createHash('sha256');
    this.#sectionBytes = 0;
  }
}
