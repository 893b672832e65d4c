import { randomUUID } from 'node:crypto';
import type { ClockReply } from '@autolog/contract/session';
import type { Session } from './http-client.js';
import type { SiteClockClient } from './clock-coordinator.js';

/** Site seconds per real second while nobody has anything to do: twelve days in 72 seconds. */
const FAST_PACE = '14400';

/** The site's clock as somebody may set it who is signed in. */
export function siteClockClient(session: Session): SiteClockClient {
  const set = async (body: object): Promise<void> => {
    await session.post('/api/site/clock', body, randomUUID());
  };
  return {
    read: () => session.get<ClockReply>('/api/site/clock'),
    runFastUntil: (untilMs) =>
      set({ rate: 'next', until: new Date(Math.ceil(untilMs)).toISOString(), pace: FAST_PACE }),
    returnToRealTime: () => set({ rate: '1' }),
  };
}
