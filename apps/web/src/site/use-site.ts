import type { ClockBody } from '@autolog/contract/site';
import type { SiteReply } from '@autolog/contract/site';
import type { Problem } from '@autolog/contract/problem';
import { useEffect, useState } from 'react';
import { siteClock } from '../time/site-clock.js';
import { post } from '../live/request.js';
import { queryClient, useReply } from '../live/use-view.js';

export type ClockRate = ClockBody['rate'];
export const OFFERED_CLOCK_RATES = ['1', '60', '1440', 'next'] as const satisfies readonly ClockRate[];

/** The site's name, zone and clock; times on every screen are shown in its zone. */
export function useSite(): SiteReply | undefined {
  const { reply } = useReply<SiteReply>('site', '/api/site');
  const zone = reply?.zone;
  // During the render and not in an effect: the first render that shows a time needs the zone.
  if (zone !== undefined) siteClock.setZone(zone);
  useEffect(() => {
    if (reply === undefined) return;
    const { siteEpochMs, realEpochMs, realUntilMs, realNowMs, rate } = reply.clock;
    // Until the first beat the reply has the time.
    if (siteClock.now() === undefined)
      siteClock.synchronize(siteEpochMs + rate * (Math.min(realNowMs, realUntilMs) - realEpochMs), rate);
  }, [reply]);
  return reply;
}

/** Asks for another speed; the time on the screen follows with the next beat. */
export function useClockRate() {
  const [problem, setProblem] = useState<Problem | 'unanswered'>();
  const setRate = async (rate: ClockRate): Promise<void> => {
    const answer = await post<unknown>('/api/site/clock', { rate } satisfies ClockBody);
    setProblem(answer.kind === 'answered' ? undefined : answer.kind === 'refused' ? answer.problem : 'unanswered');
    await queryClient.invalidateQueries({ queryKey: ['site'] });
  };
  return { problem, setRate };
}

/** The speed that is chosen now, if it is one of those offered. */
export const clockRateOf = (site: SiteReply): ClockRate | undefined =>
  site.clock.untilNext ? 'next' : OFFERED_CLOCK_RATES.find((rate) => rate === String(site.clock.rate));
