import { useEffect } from 'react';
import { liveReadings } from './live-readings.js';
import { useReply } from './use-view.js';

type LatestReadingsReply = Readonly<{
  readings: readonly Readonly<{ signal: string; value: string; sourceTime: string; statusCode: number }>[];
}>;

/** Asks for the latest readings of the device of a batch; later ones come with the stream. */
export function useLatestReadings(batch: Readonly<{ id: string; deviceId?: string }>): void {
  const device = batch.deviceId;
  const { reply } = useReply<LatestReadingsReply>('reading', `/api/batches/${batch.id}/latest`, device !== undefined);
  useEffect(() => {
    if (device !== undefined && reply !== undefined) liveReadings.seed(device, reply.readings);
  }, [device, reply]);
}
