import { createHash } from 'node:crypto';
import { isSignalName, SIGNALS } from '@autolog/domain/device/signal';
import { isMemberName } from '../container.js';
import { READINGS_HEADER, type MemberDigest, type ReadingsIndex } from '../format.js';
import { digestOf } from '../sha256.js';
import { BundleTooLarge, type BundleWriter, type MemberWriter } from './bundle-writer.js';

/** A site day, or the part of it in which a device served the batch. `to` is excluded. */
export type SiteDay = Readonly<{ day: string; from: string; to: string }>;
/** A device that served the batch, from `since` to `until`, both included. */
export type ServingDevice = Readonly<{
  device: string;
  code: string;
  since: string;
  until: string;
  days: readonly SiteDay[];
}>;
type SignalPeriod = Readonly<{ device: string; signal: string; from: string; to: string }>;

/** Where the readings of devices are read. The store implements it. */
export type ReadingsSource = Readonly<{
  /** Every signal that a device ever sent. */
  readSignals: (device: string) => Promise<readonly string[]>;
  /** When the first reading of a period was taken; undefined when there is none. */
  firstReadingAt: (period: SignalPeriod) => Promise<Date | undefined>;
  /** Writes the readings of a period as lines under READINGS_HEADER. Returns how many there were. */
  copyReadings: (period: SignalPeriod, write: (lines: Uint8Array) => Promise<void>) => Promise<number>;
}>;

/** A device that was never released must not make a bundle that grows without end: a year and a month. */
const DAYS_MAX = 400;
const HEADER = new TextEncoder().encode(READINGS_HEADER);

type WrittenReadings = Readonly<{ members: readonly MemberDigest[]; readings: readonly ReadingsIndex[] }>;

/** Writes a file for each signal of each device that served the batch. A signal without readings has no file. */
export async function writeReadings(
  file: BundleWriter,
  devices: readonly ServingDevice[],
  source: ReadingsSource,
): Promise<WrittenReadings> {
  const members: MemberDigest[] = [];
  const readings: ReadingsIndex[] = [];
  for (const [n, { device, code, days }] of devices.entries()) {
    if (days.length > DAYS_MAX) throw new BundleTooLarge();
    for (const signal of await source.readSignals(device)) {
      const daysToRead = await daysFromFirstReading(source, { device, signal }, days);
      if (daysToRead.length === 0) continue;
      const name = memberNameOf(signal, n);
      const written: ReadingsIndex['days'][number][] = [];
      members.push(
        await file.add(name, async (member) => {
          await member.write(HEADER);
          for (const day of daysToRead) {
            const section = await writeDay(source, member, { device, signal }, day);
            if (section.rows > 0) written.push(section);
          }
        }),
      );
      const rows = written.reduce((sum, section) => sum + section.rows, 0);
      const index = { name, device, deviceCode: code, signal, ...unitOf(signal), rows };
      readings.push({ ...index, headerBytes: HEADER.length, days: written });
    }
  }
  return { members, readings };
}

type DeviceSignal = Readonly<{ device: string; signal: string }>;

async function writeDay(
  source: ReadingsSource,
  member: MemberWriter,
  of: DeviceSignal,
  { day, from, to }: SiteDay,
): Promise<ReadingsIndex['days'][number]> {
  const hash = createHash('sha256');
  const bytesBefore = member.bytes;
  const rows = await source.copyReadings({ ...of, from, to }, async (lines) => {
    hash.update(lines);
    await member.write(lines);
  });
  return { day, rows, bytes: member.bytes - bytesBefore, sha256: hash.digest('hex') };
}

/** The days from the first one with a reading; none when the signal has no reading in any of them. */
async function daysFromFirstReading(
  source: ReadingsSource,
  of: DeviceSignal,
  days: readonly SiteDay[],
): Promise<readonly SiteDay[]> {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const at = await source.firstReadingAt({ ...of, from: first.from, to: last.to });
  return at ? days.filter(({ to }) => at < new Date(to)) : [];
}

/** A second device may have the same signals, and an adapter may have sent a signal under any name. */
function memberNameOf(signal: string, device: number): string {
  const stem = `readings/${signal}`;
  const plain = isMemberName(stem) && !signal.includes('.') ? stem : `readings/signal-${digestOf(signal).slice(0, 16)}`;
  return device === 0 ? `${plain}.csv` : `${plain}.${String(device + 1)}.csv`;
}

const unitOf = (signal: string): { unit?: string } => {
  const known = isSignalName(signal) ? SIGNALS[signal] : undefined;
  return known && 'unit' in known ? { unit: known.unit } : {};
};
