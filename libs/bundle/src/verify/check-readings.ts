import { createHash } from 'node:crypto';
import type { MemberDigest, ReadingsIndex } from '../format.js';
import type { BundleReader } from './bundle-reader.js';
import type { FaultCollector } from './report.js';

const DAYS_LISTED_MAX = 10;

/** Compares a file of readings and each of its days with their digests, to name the signal and the day that differ. */
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
    faults.add('readings', about, `differs on ${String(changed.length - DAYS_LISTED_MAX)} more days`);
  }
  if (differs && changed.length === 0) faults.add('readings', about, 'is not what the export event says was exported');
}

/** Hashes each section of a file as its bytes are read: the header, then the days. */
class DayDigests {
  readonly #expected: readonly Readonly<{ day: string; bytes: number; sha256: string }>[];
  readonly #found: { bytes: number; sha256: string }[] = [];
  #hash = createHash('sha256');
  #sectionBytes = 0;
  #surplusBytes = 0;

  constructor({ headerBytes, days }: ReadingsIndex) {
    // The header has no digest of its own: the digest of the file covers it.
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
      if (!found || found.bytes < bytes) return [{ day, says: 'ends too early' }];
      return sha256 === '' || found.sha256 === sha256
        ? []
        : [{ day, says: 'was changed: its readings do not have their digest' }];
    });
    if (this.#surplusBytes > 0)
      changed.push({
        day: 'after its last day',
        says: `has ${String(this.#surplusBytes)} bytes that belong to no day`,
      });
    return changed;
  }

  #closeSection(): void {
    this.#found.push({ bytes: this.#sectionBytes, sha256: this.#hash.digest('hex') });
    this.#hash = createHash('sha256');
    this.#sectionBytes = 0;
  }
}
