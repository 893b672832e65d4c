import { randomUUID } from 'node:crypto';
import type { ClockReply } from '@autolog/contract/site';
import type { Session } from './http-client.js';
import type { SiteClockClient } from './clock-coordinator.js';

/** Site seconds per real second while every actor waits: twelve days in 72 seconds. */
const FAST_RATE = '14400';

/** The site's clock, set over HTTP in the session of a person. */
export function siteClockClient(session: Session): SiteClockClient {
  const set = async (body: object): Promise<void> => {
    await session.post('/api/site/clock', body, randomUUID());
  };
  return {
    read: () => session.get<ClockReply>('/api/site/clock'),
    runFastUntil: (untilMs) =>
      set({ rate: 'next', until: new Date(Math.ceil(untilMs)).toISOString(), pace: FAST_RATE }),
    returnToRealTime: () => set({ rate: '1' }),
  };
}
