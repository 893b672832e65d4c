import { randomUUID } from 'node:crypto';
import type { BatchId, EquipmentId } from '@autolog/domain/brand';
import { streamOf } from '@autolog/domain/stream/stream';
import { TestServer } from '../harness/test-server.ts';
import type { BenchPostgres } from './bench-postgres.ts';
import { InProcessServer } from './in-process-server.ts';
import { appendLargeBatch, type LargeBatchOptions } from './large-batch.ts';
import { appendAll, createBenchSite, type BenchSite } from './bench-site.ts';

const CONNECTIONS = 4;

/** One server process on the bench's PostgreSQL, and access to the same database, to prepare what is measured. */
export class BenchServer {
  readonly server: TestServer;
  readonly inProcess: InProcessServer;
  readonly benchSite: BenchSite;

  private constructor(server: TestServer, inside: InProcessServer, benchSite: BenchSite) {
    this.server = server;
    this.inProcess = inside;
    this.benchSite = benchSite;
  }

  static async start(benchPostgres: BenchPostgres): Promise<BenchServer> {
    // For finding out why a row is below its bar: --cpu-prof and the like for the server alone.
    const NODE_OPTIONS = process.env['AUTOLOG_BENCH_NODE_OPTIONS'] ?? '';
    const server = await TestServer.start({
      database: await benchPostgres.createDatabase(),
      environment: { NODE_OPTIONS },
    });
    benchPostgres.onClose(() => server.stop());
    const inProcess = await InProcessServer.open(server.database, CONNECTIONS);
    return new BenchServer(server, inProcess, await createBenchSite(inProcess.store));
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
      await appendAll(this.inProcess.store, streamOf('equipment', id), [event]);
    }
    return ids;
  }

  async batches(count: number, wanted: (n: number) => LargeBatchOptions): Promise<readonly BatchId[]> {
    const made: BatchId[] = [];
    for (let n = 0; n < count; n += 1)
      made.push(await appendLargeBatch(this.inProcess.store, this.benchSite, wanted(n)));
    return made;
  }

  /** Waits until every event has its leaf index, so that past events cause no more work. */
  async waitUntilSequenced(): Promise<void> {
    for (;;) {
      const [row] = await this.server.query<{ open: string }>(
        'select ((select count(*) from event) - (select count(*) from leaf))::text as open',
      );
      if (row?.open === '0') return;
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  async remove(): Promise<void> {
    await this.inProcess.close();
    await this.server.remove();
  }
}
