import type { BatchReply } from '@autolog/contract/batch';
import type { BatchId } from '@autolog/domain/brand';
import { useEffect } from 'react';
import { useReadings } from '../../live/readings.js';
import { live, useView } from '../../live/use-view.js';

export const useBatchView = (batch: BatchId) =>
  useView<BatchReply>({ stream: `batch/${batch}`, path: `/api/batches/${batch}` });

/** What the device does next is no event of the batch: when it shows another activity, the batch is looked at again. */
export function useActivitySeen({ stream, deviceId }: Pick<BatchReply, 'stream' | 'deviceId'>): void {
  const shown = useReadings(deviceId).get('activityName');
  const since = shown === undefined ? undefined : `${shown.value} ${shown.sourceTime}`;
  useEffect(() => {
    if (since !== undefined) void live.lookAgain(stream);
  }, [stream, since]);
}
