import type { LandingPageReply } from '@autolog/contract/site';
import { queryClient, useReply } from '../live/use-view.js';

const PATH = '/api/door';

/** The name and the profile of the site, which everybody may read before signing in. */
export const useLandingPage = () => useReply<LandingPageReply>('site', PATH);

export const refreshLandingPage = (): void => void queryClient.invalidateQueries({ queryKey: ['site', '*', PATH] });
