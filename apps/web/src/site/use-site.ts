import type { ClockBody, SiteReply } from '@autolog/contract/session';
import type { Problem } from '@autolog/contract/live';
import { useEffect, useState } from 'react';
import { clock } from '../live/clock.js';
import { post } from '../live/request.js';
import { queries, useReply } from '../live/use-view.js';

export type Speed = ClockBody['rate'];
export const SPEEDS = ['1', '60', '1440', 'next'] as const satisfies readonly Speed[];

/** The site's name, zone and clock; times on every screen are shown in its zone. */
export function useSite(): SiteReply | undefined {
  const { reply } = useReply<SiteReply>('site', '/api/site');
  const zone = reply?.zone;
  // Before the first draw that shows a time: a render must not show one zone and then another.
  if (zone !== undefined) clock.setZone(zone);
  useEffect(() => {
    if (reply === undefined) return;
    const { siteEpochMs, realEpochMs, realUntilMs, realNowMs, rate } = reply.clock;
    // Until the first beat the reply itself tells the time.
    if (clock.now() === undefined)
      clock.heard(siteEpochMs + rate * (Math.min(realNowMs, realUntilMs) - realEpochMs), rate);
  }, [reply]);
  return reply;
}

/** Asks for another speed; the clock on the glass follows with the next beat. */
export function useSpeed() {
  const [problem, setProblem] = useState<Problem | 'no answer'>();
  const choose = async (rate: Speed): Promise<void> => {
    const answer = await post<unknown>('/api/site/clock', { rate } satisfies ClockBody);
    setProblem(answer.kind === 'answered' ? undefined : answer.kind === 'refused' ? answer.problem : 'no answer');
    await queries.invalidateQueries({ queryKey: ['site'] });
  };
  return { problem, choose };
}

/** Which button is down now. */
export const speedOf = (site: SiteReply): Speed | undefined =>
  site.clock.untilNext ? 'next' : SPEEDS.find((speed) => speed === String(site.clock.rate));
