import type { BatchReply } from '@autolog/contract/batch';
import { useEffect } from 'react';
import { useReadings } from '../../live/live-readings.js';
import { liveUpdates } from '../../live/use-view.js';

/** A new activity of the device is not an event of the batch: when one is shown, the batch is fetched again. */
export function useRefreshOnActivity({ stream, deviceId }: Pick<BatchReply, 'stream' | 'deviceId'>): void {
  const shown = useReadings(deviceId).get('activityName');
  const since = shown === undefined ? undefined : `${shown.value} ${shown.sourceTime}`;
  useEffect(() => {
    if (since !== undefined) void liveUpdates.refresh(stream);
  }, [stream, since]);
}
