import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ReadingStore } from './reading.js';
import { openTestRecord, type TestRecord } from './testing/test-record.js';
import { UploadStore, type SignalReading, type Upload } from './upload.js';

const START = Date.parse('2026-11-22T08:00:00.000Z');
const at = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();
const temperature = (seconds: number, number: number): SignalReading => ({
  signal: 'tempActual',
  number,
  sourceTime: at(seconds),
  receivedAt: at(seconds),
  alignedTime: at(seconds),
  statusCode: 0,
});

const textReading = (seconds: number, signal: string, text: string, statusCode = 0): SignalReading => ({
  signal,
  text,
  sourceTime: at(seconds),
  receivedAt: at(seconds + 1),
  alignedTime: at(seconds),
  statusCode,
});

describe('readings', () => {
  let record: TestRecord;
  const device = randomUUID();
  const adapter = randomUUID();
  let readingStore: ReadingStore;
  beforeAll(async () => {
    record = await openTestRecord();
    readingStore = new ReadingStore(record.database);
  });
  afterAll(() => record.close());

  const store = (upload: Partial<Upload> & { epoch: string; seq: number }) =>
    record.database.transaction(() =>
      new UploadStore(record.database).store({ adapter, device, readings: [], gaps: [], ...upload }),
    );
  const through = async (upload: { epoch: string; seq: number }): Promise<number | undefined> => {
    const stored = await store(upload);
    return stored.kind === 'differs' ? undefined : stored.storedThrough;
  };
  const countOf = async (of: string): Promise<number> => {
    const [row] = await record.database.query<{ n: number }>(
      'select count(*)::int as n from reading where device = $1',
      [of],
    );
    return row?.n ?? 0;
  };

  test('[INV-5] an upload that is sent again is stored once and acknowledged again', async () => {
    const epoch = randomUUID();
    const readings = [temperature(0, 37), temperature(10, 37.1)];
    expect(await store({ epoch, seq: 1, readings })).toEqual({ kind: 'new', storedThrough: 1 });
    expect(await store({ epoch, seq: 1, readings })).toEqual({ kind: 'again', storedThrough: 1 });
    expect(await countOf(device)).toBe(2);
  });

  test('[INV-5] an upload number reused for other readings is refused, and the first readings are kept', async () => {
    const own = randomUUID();
    const epoch = randomUUID();
    await store({ epoch, seq: 1, device: own, readings: [temperature(0, 37)] });
    const other = await store({ epoch, seq: 1, device: own, readings: [temperature(0, 39)] });
    expect(other).toEqual({ kind: 'differs' });
    expect(await countOf(own)).toBe(1);
  });

  test('[INV-5] one upload sent twenty times at once is stored once', async () => {
    const own = randomUUID();
    const epoch = randomUUID();
    const upload = { epoch, seq: 1, device: own, readings: [temperature(0, 36.9)] };
    const answers = await Promise.all(Array.from({ length: 20 }, () => store(upload)));
    expect(answers.filter(({ kind }) => kind === 'new')).toHaveLength(1);
    expect(await countOf(own)).toBe(1);
  });

  test('sixteen simultaneous uploads that are the first of a month are all stored', async () => {
    const may = { ...temperature(0, 37), alignedTime: '2031-05-01T00:00:00.000Z' };
    const uploads = Array.from({ length: 16 }, () => store({ epoch: randomUUID(), seq: 1, readings: [may] }));
    for (const { kind } of await Promise.all(uploads)) expect(kind).toBe('new');
  });

  test('[INV-5] storedThrough is the highest number below which all uploads are stored', async () => {
    const epoch = randomUUID();
    expect(await through({ epoch, seq: 2 })).toBe(0);
    expect(await through({ epoch, seq: 3 })).toBe(0);
    expect(await through({ epoch, seq: 1 })).toBe(3);
    expect(await through({ epoch, seq: 5 })).toBe(3);
    expect(await through({ epoch, seq: 4 })).toBe(5);
  });

  test('values, source time and status are stored unaltered, also text with special characters', async () => {
    const own = randomUUID();
    const text = 'Sluit "lijn 2"\taan\\\nen bevestig — µ';
    const prompt = { ...temperature(0, 0), signal: 'promptText', text };
    const { number: _, ...reading } = prompt;
    await store({ epoch: randomUUID(), seq: 1, device: own, readings: [reading, temperature(1, 36.123456789)] });
    const latest = await readingStore.latestOf(own);
    expect(latest.map(({ signal, value }) => [signal, value])).toEqual([
      ['promptText', text],
      ['tempActual', '36.123456789'],
    ]);
    const seen = await readingStore.find(own, 'tempActual', at(1));
    expect(seen).toMatchObject({ value: '36.123456789', sourceTime: at(1), statusCode: 0 });
  });

  test('one outlier in sixty thousand readings stays visible in a chart of a hundred buckets', async () => {
    const own = randomUUID();
    const epoch = randomUUID();
    for (let n = 0; n < 60; n += 1) {
      const readings = Array.from({ length: 1_000 }, (_, i) =>
        temperature(n * 1_000 + i, n === 31 && i === 500 ? 41 : 37),
      );
      await store({ epoch, seq: n + 1, device: own, readings });
    }
    const window = { device: own, signal: 'tempActual', from: at(0), to: at(60_000), buckets: 100 };
    const { count, points } = await readingStore.chartPoints(window);
    expect(count).toBe(60_000);
    expect(points.length).toBeLessThanOrEqual(202);
    expect(Math.max(...points.map(([, value]) => value))).toBe(41);
  });

  test('a gap is kept with its reason and found by its window', async () => {
    const own = randomUUID();
    const gap = { signal: 'co2Actual', from: at(100), to: at(160), reason: 'connection_lost', recovered: false };
    await store({ epoch: randomUUID(), seq: 1, device: own, gaps: [gap] });
    expect(await readingStore.gapsOf(own, at(0), at(120))).toEqual([gap]);
    expect(await readingStore.gapsOf(own, at(161), at(200))).toEqual([]);
  });

  describe('activities that a device showed', () => {
    const own = randomUUID();
    beforeAll(async () => {
      const readings = [
        textReading(0, 'activityName', 'Culture wash day 3'),
        textReading(10, 'activityName', 'Incubation'),
        textReading(20, 'activityName', 'Culture wash day 3'),
        textReading(30, 'activityName', 'Harvest', 0x80000000),
        textReading(40, 'promptText', 'Sampling'),
        textReading(31 * 24 * 3_600, 'activityName', 'Incubation'),
      ];
      await store({ epoch: randomUUID(), seq: 1, device: own, readings });
    });
    const shownSince = async (seconds: number) =>
      (
        await readingStore.latestActivities(own, at(seconds), [
          'Culture wash day 3',
          'Incubation',
          'Harvest',
          'Sampling',
        ])
      )
        .map(({ activity, sourceTime }) => [activity, sourceTime])
        .sort();

    test('are found with their last time, over months; readings of bad quality and other signals do not count', async () => {
      expect(await shownSince(0)).toEqual([
        ['Culture wash day 3', at(20)],
        ['Incubation', at(31 * 24 * 3_600)],
      ]);
    });

    test('do not count before the batch started', async () => {
      expect(await shownSince(21)).toEqual([['Incubation', at(31 * 24 * 3_600)]]);
    });

    test('are found by the time that the person saw, also when shown again since', async () => {
      const seen = (seconds: number) =>
        readingStore.findActivity(own, at(0), { activity: 'Culture wash day 3', sourceTime: at(seconds) });
      expect(await seen(0)).toEqual({
        activity: 'Culture wash day 3',
        sourceTime: at(0),
        receivedAt: at(1),
        alignedTime: at(0),
        begunAt: at(0),
        statusCode: 0,
      });
      // What nobody can have seen gives the newest, and the rule says that it moved.
      expect((await seen(5))?.sourceTime).toBe(at(20));
    });

    test('began when the device first showed them, in site time', async () => {
      const device = randomUUID();
      // A device whose clock is two days slow.
      const slow = (seconds: number, text: string) => ({
        ...textReading(seconds - 2 * 86_400, 'activityName', text),
        alignedTime: at(seconds),
      });
      const readings = [
        slow(0, 'Culture'),
        slow(10, 'Wash'),
        slow(20, 'Culture'),
        slow(30, 'Culture'),
        slow(40, 'Culture'),
      ];
      await store({ epoch: randomUUID(), seq: 1, device, readings });
      const sourceTime = at(30 - 2 * 86_400);
      const seen = await readingStore.findActivity(device, at(0), { activity: 'Culture', sourceTime });
      expect(seen).toMatchObject({ begunAt: at(20) });
    });

    test('belong to the batch that the device named last with good quality [INV-8]', async () => {
      expect(await readingStore.batchNamedBy(own)).toBeUndefined();
      const storeText = (seq: number, text: string, status?: number) =>
        store({ epoch, seq, device: own, readings: [textReading(100 + seq, 'supervisoryJobId', text, status)] });
      const epoch = randomUUID();
      await storeText(1, 'B-2026-0001');
      expect(await readingStore.batchNamedBy(own)).toBe('B-2026-0001');
      await storeText(2, 'B-2026-0002', 0x80000000);
      expect(await readingStore.batchNamedBy(own)).toBe('B-2026-0001');
      await storeText(3, '');
      expect(await readingStore.batchNamedBy(own)).toBeUndefined();
      await storeText(4, 'B-2026-0003');
      const then = await Promise.all([100, 101, 102, 103, 104].map((s) => readingStore.batchNamedBy(own, at(s))));
      expect(then).toEqual([undefined, 'B-2026-0001', 'B-2026-0001', undefined, 'B-2026-0003']);
    });
  });
});
