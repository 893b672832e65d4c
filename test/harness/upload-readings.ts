import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { TokenReply } from '@autolog/contract/machine-token';
import type { TestClient } from './test-client.ts';
import type { TestSite, TestBatch } from './test-site.ts';

const MINUTE_MS = 60_000;
const CLOCK_MARGIN_MS = 200;

/** Uploads readings of the batch's device, some of them text, and a gap. */
export async function uploadReadings(
  testSite: TestSite,
  admin: TestClient,
  batch: TestBatch,
  readings: number,
): Promise<void> {
  const minted = { name: 'adapter', part: 'device-adapter', devices: [batch.device] };
  const { token } = await admin.post<TokenReply>('/api/machine-tokens', minted);
  // The site clock stood still until its server ran, so it is a little behind the real time.
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
  const prompt = reading('promptText', 'Connect the bag, then press "OK"', 1);
  const formula = reading('alarmText', '=cmd|calc', 2);
  const gap = { signal: 'co2Actual', from: at(0), to: at(MINUTE_MS), reason: 'connection_lost', recovered: true };
  const response = await fetch(`${testSite.server.address}/api/telemetry/uploads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      epoch: randomUUID(),
      seq: 1,
      device: batch.device,
      readings: [...temperatures, prompt, formula],
      gaps: [gap],
      alarms: [],
      offsetSeconds: '0',
    }),
  });
  if (!response.ok) throw new Error(await response.text());
  // A reading belongs to the batch only when site time has reached it.
  await wait(readings + CLOCK_MARGIN_MS);
}
