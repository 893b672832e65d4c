import type { SiteReply } from '@autolog/contract/site';
import { useReply } from '../live/use-view.js';

/** The zone of every time on the screen: that of the site, never that of the computer. */
export const useSiteZone = (): string => useReply<SiteReply>('site', '/api/site').reply?.zone ?? 'UTC';
