import { randomUUID } from 'node:crypto';
import type { BatchReply } from '@autolog/contract/batch';
import type { ReadingsReply } from '@autolog/contract/reading';
import type { EquipmentId, Instant } from '@autolog/domain/brand';
import { READINGS_PER_UPLOAD_MAX } from '@autolog/domain/device/upload-limits';
import { UploadStore, type SignalReading } from '@autolog/store/upload';
import { withinTimes, type Benchmark } from './benchmark.ts';
import { BenchServer } from './bench-server.ts';
import { psqlMs } from './psql.ts';
import { timed } from './statistics.ts';

const EVENTS = 10_000;
const STEPS_DONE = 100;
const READINGS = 1_000_000;
const TIMES_MAX = 3;
const SIGNAL = 'tempActual';
const SPIKE = 42;
const DAY_MS = 86_400_000;

/** One batch of twelve days as quality sees it: first what stands in its way, then a signal over the whole of it. */
export const review: Benchmark = {
  name: 'review',
  run: async (benchPostgres, { quick }) => {
    const running = await BenchServer.start(benchPostgres);
    const [device] = await running.devices(1);
    if (!device) throw new Error('there is no device');
    const at = new Date(Date.now() - 12 * DAY_MS).toISOString() as Instant;
    const wanted = { number: 'B-LARGE', stepsDone: STEPS_DONE, events: quick ? EVENTS / 10 : EVENTS, device, at };
    const [batch] = await running.batches(1, () => wanted);
    const count = await storeReadings(running, device, Date.parse(at), quick ? READINGS / 50 : READINGS);
    await running.waitUntilSequenced();
    await benchPostgres.vacuumAndCheckpoint(running.server.database);
    const maaike = await running.server.registerAndSignIn('maaike', 'quality_officer');
    const path = `/api/batches/${batch ?? ''}`;
    const verdict = await timed(() => maaike.get<BatchReply>(path));
    const again = await timed(() => maaike.get<BatchReply>(path));
    const chart = await timed(() => maaike.get<ReadingsReply>(`${path}/readings?signal=${SIGNAL}&width=1000`));
    const url = running.server.database.runtimeUrl;
    const events = await psqlMs(url, `select canonical from event where stream = 'batch/${batch ?? ''}' order by seq`);
    const readings = await psqlMs(
      url,
      `select aligned_time, number, status_code from reading where device = '${device}' and signal = '${SIGNAL}' order by aligned_time`,
    );
    await running.remove();
    if (verdict.result.blockers.review.length === 0 || chart.result.count !== count)
      throw new Error('the reply is not whole');
    const isSeen = chart.result.points.some(([, value]) => value === SPIKE);
    const points = `${String(chart.result.points.length)} points, one-sample spike ${isSeen ? 'visible' : 'NOT VISIBLE'}`;
    const label = `verdict on a batch of ${String(wanted.events)} events, nothing cached, against SELECT of them by psql (again: ${again.ms.toFixed(0)} ms)`;
    const row = withinTimes(
      `chart of ${String(count)} readings over 12 days, against SELECT of them by psql: ${points}`,
      chart.ms,
      readings,
      { times: TIMES_MAX, unit: 'ms' },
    );
    return [withinTimes(label, verdict.ms, events, { times: TIMES_MAX, unit: 'ms' }), { ...row, ok: row.ok && isSeen }];
  },
};

/** One reading a second from `fromMs` on, with a single one of them far off. */
async function storeReadings(
  running: BenchServer,
  device: EquipmentId,
  fromMs: number,
  readings: number,
): Promise<number> {
  const { database } = running.inProcess.store;
  const [adapter, epoch] = [randomUUID(), randomUUID()];
  const odd = Math.floor(readings * 0.618);
  for (let n = 0; n < readings; n += READINGS_PER_UPLOAD_MAX) {
    const some = Array.from({ length: READINGS_PER_UPLOAD_MAX }, (_, k): SignalReading => {
      const time = new Date(fromMs + 1_000 + (n + k) * 1_000).toISOString();
      const number = n + k === odd ? SPIKE : 37 + Math.sin((n + k) / 100) / 10;
      return { signal: SIGNAL, number, sourceTime: time, receivedAt: time, alignedTime: time, statusCode: 0 };
    });
    const upload = { adapter, epoch, seq: n / READINGS_PER_UPLOAD_MAX + 1, device, readings: some, gaps: [] };
    await database.transaction(() => new UploadStore(database).store(upload));
  }
  return readings;
}
