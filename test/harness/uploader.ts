import { randomUUID } from 'node:crypto';
import type { Problem } from '@autolog/contract/problem';
import type { TokenReply } from '@autolog/contract/machine-token';
import type { TestClient } from './test-client.ts';
import type { TestServer } from './test-server.ts';

export type UploadResult = Readonly<{ status: number; storedThrough?: number; code?: string }>;

/** Uploads for one device, with consecutive upload numbers unless another is given. */
export async function createUploader(
  server: TestServer,
  admin: TestClient,
  device: string,
): Promise<(upload: object) => Promise<UploadResult>> {
  const minted = { name: 'adapter', part: 'device-adapter', devices: [device] };
  const { token } = await admin.post<TokenReply>('/api/machine-tokens', minted);
  const epoch = randomUUID();
  let seq = 0;
  return async (upload) => {
    seq += 1;
    const body = { epoch, seq, device, readings: [], gaps: [], alarms: [], offsetSeconds: '0', ...upload };
    const response = await fetch(`${server.address}/api/telemetry/uploads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const reply = (await response.json()) as Partial<Problem> & { storedThrough?: number };
    if (!response.ok) seq -= 1;
    return { status: response.status, ...(response.ok ? reply : { code: reply.code ?? '' }) };
  };
}
