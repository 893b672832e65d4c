import type { ExportReply } from '@autolog/contract/export';
import type { TestClient } from './test-client.ts';

/** Exports the record of a batch and downloads the file. */
export async function exportBundle(
  client: TestClient,
  batch: string,
): Promise<Readonly<{ reply: ExportReply; bytes: Buffer }>> {
  const reply = await client.post<ExportReply>(`/api/batches/${batch}/exports`, {});
  return { reply, bytes: await client.download(reply.path) };
}
