import type { Instant } from '@autolog/domain/brand';
import type { Profile } from '@autolog/domain/site/event';
import type { Database } from './database.js';
import { instantText } from './instant-text.js';

export const SITE_STREAM = 'site';

export type Site = Readonly<{
  profile: Profile;
  name: string;
  zone: string;
  keyFingerprint: string;
  /** A simulated clock that began so many days before the real one, so that a history can be simulated. */
  clockDaysBack?: number;
}>;

/** A site that exists, and since when by its own clock. */
export type FoundedSite = Site & Readonly<{ foundedAt: Instant }>;

/** What the first event says of this installation; undefined before it was founded. */
export async function readSite(database: Database): Promise<FoundedSite | undefined> {
  const [row] = await database.query<{ payload: Site; at: Instant }>(
    `select payload, ${instantText('at')} as at
       from event where stream = 'site' and seq = 1 and type = 'SiteFounded'`,
  );
  return row && { ...row.payload, foundedAt: row.at };
}
