import type { BatchReply } from '@autolog/contract/batch';
import { useEffect } from 'react';
import { useReadings } from '../../live/live-readings.js';
import { liveUpdates } from '../../live/use-view.js';

/** What the device does next is no event of the batch: when it shows another activity, the batch is looked at again. */
export function useRefreshOnActivity({ stream, deviceId }: Pick<BatchReply, 'stream' | 'deviceId'>): void {
  const shown = useReadings(deviceId).get('activityName');
  const since = shown === undefined ? undefined : `${shown.value} ${shown.sourceTime}`;
  useEffect(() => {
    if (since !== undefined) void liveUpdates.refresh(stream);
  }, [stream, since]);
}
