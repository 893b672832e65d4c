import type { BatchReply } from '@autolog/contract/batch';
import type { BatchId } from '@autolog/domain/brand';
import { useEffect } from 'react';
import { readings } from '../../live/readings.js';
import { useReply, useView } from '../../live/use-view.js';

type LatestReply = Readonly<{
  readings: readonly Readonly<{ signal: string; value: string; sourceTime: string; statusCode: number }>[];
}>;

export const useBatchView = (batch: BatchId) =>
  useView<BatchReply>({ stream: `batch/${batch}`, path: `/api/batches/${batch}` });

/** What the server holds as latest goes in front of what the stream will bring. */
export function useLatestReadings(batch: BatchReply): void {
  const device = batch.deviceId;
  const { reply } = useReply<LatestReply>('reading', `/api/batches/${batch.id}/latest`, device !== undefined);
  useEffect(() => {
    if (device !== undefined && reply !== undefined) readings.seed(device, reply.readings);
  }, [device, reply]);
}
