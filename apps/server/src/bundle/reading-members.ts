import { createHash } from 'node:crypto';
import type { MemberDigest, ReadingsIndex } from '@autolog/bundle/format';
import { isSignalName, SIGNALS } from '@autolog/domain/device/signal';
import { isMemberName } from '@autolog/bundle/container';
import type { Database } from '@autolog/store/database';
import {
  copyReadings,
  readSiteDays,
  READINGS_HEADER,
  readSignalsOf,
  type SiteDay,
} from '@autolog/store/export-readings';
import type { DeviceBinding } from '@autolog/store/reading-queries';
import { digestOf } from '@autolog/bundle/sha256';
import { BundleTooLarge, type BundleWriter, type MemberWriter } from '@autolog/bundle/write/bundle-writer';

/** A year and a month: a device that was never given back must not make a bundle of for ever. */
const DAYS_MAX = 400;
const HEADER = new TextEncoder().encode(READINGS_HEADER);

export type WrittenReadings = Readonly<{ members: readonly MemberDigest[]; readings: readonly ReadingsIndex[] }>;

/** A file for each signal of each device that served the batch; a signal that was silent has none. */
export async function writeReadingMembers(
  database: Database,
  file: BundleWriter,
  bindings: readonly (DeviceBinding & { code: string })[],
  { now, zone }: Readonly<{ now: string; zone: string }>,
): Promise<WrittenReadings> {
  const members: MemberDigest[] = [];
  const readings: ReadingsIndex[] = [];
  for (const [n, binding] of bindings.entries()) {
    const days = await readSiteDays(database, binding, now, zone);
    if (days.length > DAYS_MAX) throw new BundleTooLarge();
    for (const signal of await readSignalsOf(database, binding.device)) {
      const name = memberNameOf(signal, n);
      const found = await firstDayWithReading(database, binding.device, signal, days);
      if (found === undefined) continue;
      const written: ReadingsIndex['days'][number][] = [];
      members.push(
        await file.add(name, async (member) => {
          await member.write(HEADER);
          for (const day of days.slice(found)) {
            const lines = await writeDay(database, member, binding.device, signal, day);
            if (lines.rows > 0) written.push(lines);
          }
        }),
      );
      readings.push({
        name,
        device: binding.device,
        deviceCode: binding.code,
        signal,
        ...unitOf(signal),
        rows: written.reduce((sum, { rows }) => sum + rows, 0),
        headerBytes: HEADER.length,
        days: written,
      });
    }
  }
  return { members, readings };
}

async function writeDay(
  database: Database,
  member: MemberWriter,
  device: string,
  signal: string,
  { day, from, to }: SiteDay,
): Promise<ReadingsIndex['days'][number]> {
  const hash = createHash('sha256');
  const before = member.bytes;
  const rows = await copyReadings(database, { device, signal, from, to }, async (lines) => {
    hash.update(lines);
    await member.write(lines);
  });
  return { day, rows, bytes: member.bytes - before, sha256: hash.digest('hex') };
}

/** The place of the first day with a reading: a signal that gave none while it served this batch makes no file. */
async function firstDayWithReading(
  database: Database,
  device: string,
  signal: string,
  days: readonly SiteDay[],
): Promise<number | undefined> {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return undefined;
  const [row] = await database.query<{ at: Date }>(
    `select aligned_time as at from reading
      where device = $1 and signal = $2 and aligned_time >= $3 and aligned_time < $4 order by aligned_time limit 1`,
    [device, signal, first.from, last.to],
  );
  return row && days.findIndex(({ to }) => row.at < new Date(to));
}

/** A second device may have the same signals; an adapter may have sent one by any name. */
function memberNameOf(signal: string, device: number): string {
  const stem = `readings/${signal}`;
  const plain = isMemberName(stem) && !signal.includes('.') ? stem : `readings/signal-${digestOf(signal).slice(0, 16)}`;
  return device === 0 ? `${plain}.csv` : `${plain}.${String(device + 1)}.csv`;
}

const unitOf = (signal: string): { unit?: string } => {
  const known = isSignalName(signal) ? SIGNALS[signal] : undefined;
  return known && 'unit' in known ? { unit: known.unit } : {};
};
