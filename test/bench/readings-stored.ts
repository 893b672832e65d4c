import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { Database } from '@autolog/store/database';
import { UploadStore, type SignalReading } from '@autolog/store/upload';
import { shareOf, type Benchmark } from './benchmark.ts';
import { timed } from './statistics.ts';

const ROWS = 1_000;
const SIGNALS = 20;
const UPLOADS = 60;
const ROUNDS = 3;
const SHARE_MIN = 0.5;
const NAMES = Array.from({ length: SIGNALS }, (_, n) => `signal${String(n)}`);
const COLUMNS = 'device, signal, aligned_time, source_time, server_time, received_at, status_code, number, text';

/** Both on one connection, the same rows, a commit each 1,000; in turns, so that a busy minute falls on both. */
export const readingsStored: Benchmark = {
  name: 'readings-stored',
  run: async (benchPostgres, { quick }) => {
    const urls = await benchPostgres.createFoundedDatabase();
    const database = await Database.connect(urls.runtimeUrl, { connectionsMax: 1 });
    const uploads = quick ? 10 : UPLOADS;
    await storeUploads(database, uploads, 0);
    await copyAlone(database, uploads, 0);
    await benchPostgres.vacuumAndCheckpoint(urls);
    const ms = { ours: 0, plain: 0 };
    for (let round = 1; round <= ROUNDS; round += 1) {
      ms.ours += (await timed(() => storeUploads(database, uploads, round))).ms;
      ms.plain += (await timed(() => copyAlone(database, uploads, round))).ms;
    }
    await database.close();
    await urls.drop();
    const rows = (all: number): number => (uploads * ROUNDS * ROWS * 1_000) / all;
    const name =
      'readings stored, deduplicated and rolled up (not sealed: that comes later), against COPY alone, 1,000 a commit';
    return [shareOf(name, rows(ms.ours), rows(ms.plain), SHARE_MIN, 'readings/s')];
  },
};

/** Fifty seconds of twenty signals at one a second. */
function readings(nth: number): readonly SignalReading[] {
  const from = Date.parse('2026-11-02T00:00:00Z') + nth * (ROWS / SIGNALS) * 1_000;
  return Array.from({ length: ROWS }, (_, n) => {
    const at = new Date(from + Math.floor(n / SIGNALS) * 1_000).toISOString();
    const signal = NAMES[n % SIGNALS] ?? '';
    const times = { sourceTime: at, serverTime: at, receivedAt: at, alignedTime: at };
    return { signal, number: 37 + Math.sin(n), ...times, statusCode: 0 };
  });
}

async function storeUploads(database: Database, uploads: number, round: number): Promise<void> {
  const device = randomUUID();
  const [adapter, epoch] = [randomUUID(), randomUUID()];
  for (let n = 0; n < uploads; n += 1) {
    const upload = { adapter, epoch, seq: n + 1, device, readings: readings(round * uploads + n), gaps: [] };
    await database.transaction(() => new UploadStore(database).store(upload));
  }
}

async function copyAlone(database: Database, uploads: number, round: number): Promise<void> {
  const device = randomUUID();
  for (let n = 0; n < uploads; n += 1) {
    const lines = readings(round * uploads + n).map((r) =>
      [device, r.signal, r.alignedTime, r.sourceTime, r.serverTime, r.receivedAt, r.statusCode, r.number, '\\N'].join(
        '\t',
      ),
    );
    await database.transaction(async () => {
      const client = await database.pgClient();
      await pipeline(
        Readable.from([`${lines.join('\n')}\n`]),
        client.query(copyFrom(`copy reading (${COLUMNS}) from stdin`)),
      );
    });
  }
}
