import type { Instant } from '../brand.js';

export const PROFILES = ['demo', 'training', 'gmp'] as const;
export type Profile = (typeof PROFILES)[number];

export type SiteEvent =
  /** The first event of an installation: its profile can never change. */
  | Readonly<{
      type: 'SiteFounded';
      v: 1;
      profile: Profile;
      name: string;
      zone: string;
      keyFingerprint: string;
      /** A simulated clock that began so many days before the real one. */
      clockDaysBack?: number;
    }>
  /** `until`: where a fast stretch ends at the latest. */
  | Readonly<{ type: 'ClockChanged'; v: 1; rate: number; untilNext: boolean; until?: Instant }>
  | Readonly<{
      type: 'MachineTokenMinted';
      v: 1;
      token: string;
      name: string;
      part: string;
      devices: readonly string[];
    }>;
