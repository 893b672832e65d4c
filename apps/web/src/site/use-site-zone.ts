import type { SiteReply } from '@autolog/contract/session';
import { useReply } from '../live/use-view.js';

/** The zone every time is shown in: the site's own, never the computer's. */
export const useSiteZone = (): string => useReply<SiteReply>('site', '/api/site').reply?.zone ?? 'UTC';
