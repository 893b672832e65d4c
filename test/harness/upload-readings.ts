import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ExportReply } from '@autolog/contract/export';
import type { TokenReply } from '@autolog/contract/register';
import type { TestClient } from './test-client.ts';
import type { TestSite, TestBatch } from './test-site.ts';

const MINUTE_MS = 60_000;
const CLOCK_MARGIN_MS = 200;

/** A device that gives a batch some readings, one of them text, and admits to a gap. */
export async function uploadReadings(
  testSite: TestSite,
  admin: TestClient,
  batch: TestBatch,
  readings: number,
): Promise<void> {
  const minted = { name: 'adapter', part: 'device-adapter', devices: [batch.device] };
  const { token } = await admin.post<TokenReply>('/api/machine-tokens', minted);
  // The site's clock stood still until its server ran: it is a little behind every other.
  const [row] = await testSite.server.query<{ now: Date }>('select site_now() as now');
  const now = row?.now.getTime() ?? 0;
  const at = (n: number): string => new Date(now + n).toISOString();
  const reading = (signal: string, value: string, n: number) => ({
    signal,
    value,
    sourceTime: at(n),
    receivedAt: at(n + 3),
    statusCode: 0,
  });
  const temperatures = Array.from({ length: readings }, (_, n) =>
    reading('tempActual', String(36.5 + (n % 7) / 10), n),
  );
  const words = reading('promptText', 'Connect the bag, then press "OK"', 1);
  const formula = reading('alarmText', '=cmd|calc', 2);
  const gap = { signal: 'co2Actual', from: at(0), to: at(MINUTE_MS), reason: 'connection_lost', recovered: true };
  const response = await fetch(`${testSite.server.address}/api/telemetry/uploads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      epoch: randomUUID(),
      seq: 1,
      device: batch.device,
      readings: [...temperatures, words, formula],
      gaps: [gap],
      alarms: [],
      offsetSeconds: '0',
    }),
  });
  if (!response.ok) throw new Error(await response.text());
  // A reading is of this batch once its time has come.
  await wait(readings + CLOCK_MARGIN_MS);
}

/** Exports a record and fetches the file, as the command line and the browser do. */
export async function exportBundle(
  client: TestClient,
  batch: string,
): Promise<Readonly<{ reply: ExportReply; bytes: Buffer }>> {
  const reply = await client.post<ExportReply>(`/api/batches/${batch}/exports`, {});
  return { reply, bytes: await client.download(reply.path) };
}
