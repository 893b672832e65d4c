import { randomUUID } from 'node:crypto';
import type { ClockReply } from '@autolog/contract/session';
import { RequestRefused, type Session } from '../start/http-client.js';
import type { ClockDoor } from './clockwork.js';

/** Site seconds per real second while nobody has anything to do: twelve days in 72 seconds. */
const PACE = '14400';
/** For a server that knows no such pace: its own fastest one. */
const PACE_WITHOUT_STOP = '1440';

/** The site's clock as somebody may set it who is signed in. */
export function clockDoor(session: Session): ClockDoor {
  let stops = true;
  const set = (body: object): Promise<unknown> => session.post('/api/site/clock', body, randomUUID());
  /** To the next due time, or on and on where nothing is due: the coordinator stops it. */
  const runOn = async (): Promise<void> => {
    try {
      await set({ rate: 'next' });
    } catch (error) {
      if (!(error instanceof RequestRefused && error.code === 'NOTHING_DUE')) throw error;
      await set({ rate: PACE_WITHOUT_STOP });
    }
  };
  return {
    read: () => session.get<ClockReply>('/api/site/clock'),
    run: async (untilMs) => {
      if (!stops) return runOn();
      try {
        await set({ rate: 'next', until: new Date(Math.ceil(untilMs)).toISOString(), pace: PACE });
      } catch (error) {
        if (!(error instanceof RequestRefused && error.code === 'BAD_REQUEST')) throw error;
        stops = false;
        await runOn();
      }
    },
    walk: async () => {
      await set({ rate: '1' });
    },
  };
}
