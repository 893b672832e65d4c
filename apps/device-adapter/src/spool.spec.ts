import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alarmEntry } from './device-alarms.js';
import { Spool, type SpoolChange, type SpoolEntry, type UploadPriority } from './spool.js';

const START_MS = Date.parse('2027-01-04T08:00:00.000Z');
const ROOMY = 10_000_000;
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'autolog-spool-'));
  file = join(folder, 'spool.sqlite');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const reading = (n: number, priority: UploadPriority = 'live'): SpoolEntry => {
  const time = new Date(START_MS + n * 1_000).toISOString();
  const body = { signal: 'tempActual', value: String(n), sourceTime: time, receivedAt: time, statusCode: 0 };
  return { priority, kind: 'reading', body };
};
const change = (...entries: readonly SpoolEntry[]): SpoolChange => ({
  entries,
  lastMs: new Map(),
  windows: [],
  closedWindows: [],
});
const valuesOf = (entries: readonly SpoolEntry[] | undefined): string[] =>
  (entries ?? []).map((entry) => (entry.kind === 'reading' ? entry.body.value : entry.kind));

describe('[INV-5] the spool', () => {
  test('returns stored entries in order under consecutive upload numbers', () => {
    const spool = new Spool(file, ROOMY);
    spool.store('a', '0', change(reading(1), reading(2), reading(3)));
    const first = spool.nextUpload(2, []);
    expect([first?.seq, valuesOf(first?.entries)]).toEqual([1, ['1', '2']]);
    spool.forgetThrough(1);
    const second = spool.nextUpload(2, []);
    expect([second?.seq, valuesOf(second?.entries)]).toEqual([2, ['3']]);
    spool.forgetThrough(2);
    expect([spool.nextUpload(2, []), spool.isEmpty]).toEqual([undefined, true]);
    spool.close();
  });

  test('an unacknowledged upload is the same after a restart, even when entries were added', () => {
    const before = new Spool(file, ROOMY);
    before.store('a', '0', change(reading(1), reading(2)));
    const sent = before.nextUpload(1_000, []);
    before.store('a', '0', change(reading(3)));
    before.close();
    const after = new Spool(file, ROOMY);
    expect(after.epoch).toBe(before.epoch);
    expect(after.nextUpload(1_000, [])).toEqual(sent);
    after.close();
  });

  test('a change that fails half-way leaves nothing, and a second opening of the file reads what was stored before', () => {
    const killed = new Spool(file, ROOMY);
    killed.store('a', '0', change(reading(1)));
    const broken = { ...change(reading(2)), lastMs: new Map([['tempActual', Number.NaN]]) };
    expect(() => killed.store('a', '0', broken)).toThrow();
    // Not closed: the file is opened again as a process finds it after a crash.
    const after = new Spool(file, ROOMY);
    expect(valuesOf(after.nextUpload(10, [])?.entries)).toEqual(['1']);
    after.close();
    killed.close();
  });

  test('live readings are uploaded before readings from history', () => {
    const spool = new Spool(file, ROOMY);
    spool.store('a', '0', change(reading(1, 'history'), reading(2, 'history'), reading(9)));
    expect(valuesOf(spool.nextUpload(2, [])?.entries)).toEqual(['9', '1']);
    spool.close();
  });

  test('a full spool stores no readings, and still stores gap windows and alarms', () => {
    const spool = new Spool(file, 1_000);
    let stored = 0;
    while (spool.store('a', '0', change(reading(stored)))) stored += 1;
    expect(stored).toBeGreaterThan(2);
    const window = {
      id: spool.nextWindowId(),
      signal: 'tempActual',
      fromMs: 1,
      toMs: null,
      reason: 'spool_full',
      fast: false,
    } as const;
    expect(spool.store('a', '0', { ...change(), windows: [window] })).toBe(true);
    expect(spool.store('a', '0', change(alarmEntry('spool_filling', 'critical', 'full', START_MS)))).toBe(true);
    expect(spool.windowsOf('a')).toEqual([window]);
    spool.forgetThrough(spool.nextUpload(1_000, [])?.seq ?? 0);
    expect([spool.fullness, spool.store('a', '0', change(reading(1)))]).toEqual([0, true]);
    spool.close();
  });

  test('one upload holds entries of one device and one clock offset', () => {
    const spool = new Spool(file, ROOMY);
    spool.store('a', '0', change(reading(1)));
    spool.store('b', '0', change(reading(2)));
    spool.store('a', '3600', change(reading(3)));
    const seen: string[] = [];
    for (let upload = spool.nextUpload(10, []); upload; upload = spool.nextUpload(10, [])) {
      seen.push(`${upload.device} ${upload.offsetSeconds} ${valuesOf(upload.entries).join()}`);
      spool.forgetThrough(upload.seq);
    }
    expect(seen).toEqual(['a 0 1', 'b 0 2', 'a 3600 3']);
    spool.close();
  });

  test('entries of a refused device wait, and those of other devices are uploaded', () => {
    const spool = new Spool(file, ROOMY);
    spool.store('a', '0', change(reading(1)));
    spool.store('b', '0', change(reading(2)));
    spool.releaseSeq(spool.nextUpload(10, [])?.seq ?? 0);
    const other = spool.nextUpload(10, ['a']);
    expect([other?.device, other?.seq]).toEqual(['b', 1]);
    spool.close();
  });

  test('a new epoch numbers the remaining entries from 1 again', () => {
    const spool = new Spool(file, ROOMY);
    const { epoch } = spool;
    spool.store('a', '0', change(reading(1), reading(2)));
    spool.nextUpload(1, []);
    spool.renewEpoch();
    expect(spool.epoch).not.toBe(epoch);
    expect([spool.nextUpload(10, [])?.seq, valuesOf(spool.nextUpload(10, [])?.entries)]).toEqual([1, ['1', '2']]);
    spool.close();
  });
});
