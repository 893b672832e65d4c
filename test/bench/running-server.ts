import { randomUUID } from 'node:crypto';
import type { BatchId, EquipmentId } from '@autolog/domain/brand';
import { streamOf } from '@autolog/store/event';
import { TestServer } from '../harness/server.ts';
import type { Ground } from './ground.ts';
import { InProcess } from './in-process.ts';
import { makeBatch, type BatchWanted } from './large-batch.ts';
import { appendAll, makePlant, type Plant } from './plant.ts';

const CONNECTIONS = 4;

/** One server process on the bench's PostgreSQL, and a way to the same database for what lies before the measurement. */
export class RunningServer {
  readonly server: TestServer;
  readonly inside: InProcess;
  readonly plant: Plant;

  private constructor(server: TestServer, inside: InProcess, plant: Plant) {
    this.server = server;
    this.inside = inside;
    this.plant = plant;
  }

  static async start(ground: Ground): Promise<RunningServer> {
    // For finding out why a row is below its bar: --cpu-prof and the like for the server alone.
    const NODE_OPTIONS = process.env['AUTOLOG_BENCH_NODE_OPTIONS'] ?? '';
    const server = await TestServer.start({ database: await ground.empty(), environment: { NODE_OPTIONS } });
    ground.atEnd(() => server.end());
    const inside = await InProcess.open(server.database, CONNECTIONS);
    return new RunningServer(server, inside, await makePlant(inside.store));
  }

  async devices(count: number): Promise<readonly EquipmentId[]> {
    const ids = Array.from({ length: count }, () => randomUUID() as EquipmentId);
    for (const [n, id] of ids.entries()) {
      const event = {
        type: 'EquipmentRegistered',
        v: 1,
        code: `DEVICE-${String(n)}`,
        capability: 'tct-processor',
      } as const;
      await appendAll(this.inside.store, streamOf('equipment', id), [event]);
    }
    return ids;
  }

  async batches(count: number, wanted: (n: number) => BatchWanted): Promise<readonly BatchId[]> {
    const made: BatchId[] = [];
    for (let n = 0; n < count; n += 1) made.push(await makeBatch(this.inside.store, this.plant, wanted(n)));
    return made;
  }

  /** Waits until every event has its place in the log, so that the past costs nothing any more. */
  async atRest(): Promise<void> {
    for (;;) {
      const [row] = await this.server.query<{ open: string }>(
        'select ((select count(*) from event) - (select count(*) from leaf))::text as open',
      );
      if (row?.open === '0') return;
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  async remove(): Promise<void> {
    await this.inside.close();
    await this.server.remove();
  }
}
