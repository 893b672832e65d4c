import { useEffect } from 'react';
import { liveReadings } from './live-readings.js';
import { useReply } from './use-view.js';

type LatestReadingsReply = Readonly<{
  readings: readonly Readonly<{ signal: string; value: string; sourceTime: string; statusCode: number }>[];
}>;

/** What the server holds as latest of a batch's device goes in front of what the stream will bring. */
export function useLatestReadings(batch: Readonly<{ id: string; deviceId?: string }>): void {
  const device = batch.deviceId;
  const { reply } = useReply<LatestReadingsReply>('reading', `/api/batches/${batch.id}/latest`, device !== undefined);
  useEffect(() => {
    if (device !== undefined && reply !== undefined) liveReadings.seed(device, reply.readings);
  }, [device, reply]);
}
