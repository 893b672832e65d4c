import { createHash } from 'node:crypto';
import type { MemberDigest, ReadingsIndex } from '@autolog/contract/bundle';
import type { ContainerFile } from './container-file.js';
import type { Faults } from './report.js';

const DAYS_NAMED_MAX = 10;

/** Unpacks a file of readings and compares it with its digest, and its days with theirs: which signal, which day. */
export async function checkReadings(
  container: ContainerFile,
  index: ReadingsIndex | undefined,
  expected: MemberDigest,
  faults: Faults,
): Promise<void> {
  const member = container.members.get(expected.name);
  if (!member) return faults.add('file', expected.name, 'is missing');
  let days: Days | undefined;
  const { bytes, sha256 } = await container.unpack(member, () => {
    days = index && new Days(index);
    return (piece) => days?.take(piece);
  });
  const differs = bytes !== expected.bytes || sha256 !== expected.sha256;
  const changed = days?.changed() ?? [];
  const about = index ? `${index.signal} of ${index.deviceCode}` : expected.name;
  for (const { day, says } of changed.slice(0, DAYS_NAMED_MAX)) faults.add('readings', `${about}, ${day}`, says);
  if (changed.length > DAYS_NAMED_MAX) {
    faults.add('readings', about, `${String(changed.length - DAYS_NAMED_MAX)} more days differ`);
  }
  if (differs && changed.length === 0) faults.add('readings', about, 'is not what the export event says was exported');
}

/** The stretches of a file, each hashed as its bytes go by. */
class Days {
  readonly #stretches: readonly Readonly<{ day: string; bytes: number; sha256: string }>[];
  readonly #found: { bytes: number; sha256: string }[] = [];
  #hash = createHash('sha256');
  #in = 0;
  #surplus = 0;

  constructor({ headerBytes, days }: ReadingsIndex) {
    // What the header says of itself is covered by the digest of the file.
    this.#stretches = [{ day: 'header', bytes: headerBytes, sha256: '' }, ...days];
  }

  take(piece: Buffer): void {
    let at = 0;
    while (at < piece.length) {
      const stretch = this.#stretches[this.#found.length];
      if (!stretch) {
        this.#surplus += piece.length - at;
        return;
      }
      const end = Math.min(piece.length, at + stretch.bytes - this.#in);
      this.#hash.update(piece.subarray(at, end));
      this.#in += end - at;
      at = end;
      if (this.#in === stretch.bytes) this.#close();
    }
  }

  changed(): readonly Readonly<{ day: string; says: string }>[] {
    if (this.#in > 0) this.#close();
    const changed = this.#stretches.flatMap(({ day, bytes, sha256 }, n) => {
      const found = this.#found[n];
      if (!found || found.bytes < bytes) return [{ day, says: 'cannot be read to its end' }];
      return sha256 === '' || found.sha256 === sha256
        ? []
        : [{ day, says: 'was changed: its readings do not give their digest' }];
    });
    if (this.#surplus > 0)
      changed.push({ day: 'after its last day', says: `has ${String(this.#surplus)} bytes of no day` });
    return changed;
  }

  #close(): void {
    this.#found.push({ bytes: this.#in, sha256: this.#hash.digest('hex') });
    this.#hash = createHash('sha256');
    this.#in = 0;
  }
}
