import { LANGUAGES, type Language } from '@autolog/domain/text';
import { PASSWORD_MAX, USER_NAME_MAX } from '@autolog/domain/input-limits';
import type { Role, Permission } from '@autolog/domain/role';
import type { Instant } from '@autolog/domain/brand';
import { InstantField, TextField, OneOfField } from './field.js';

export class SignInBody {
  @TextField({ max: USER_NAME_MAX }) userName: string;
  @TextField({ max: PASSWORD_MAX }) password: string;
  @OneOfField(['terminal', 'desk'], { description: 'A terminal session locks instead of ending' }) at:
    'terminal' | 'desk';
}

export class LanguageBody {
  @OneOfField(LANGUAGES) language: Language;
}

/** GET /api/me */
export type MeReply = Readonly<{
  person: string;
  name: string;
  userName: string;
  roles: readonly Role[];
  permissions: readonly Permission[];
  language: Language;
}>;

/** GET /api/site, open to everybody who is signed in. */
export type SiteReply = Readonly<{
  name: string;
  zone: string;
  profile: 'demo' | 'training' | 'gmp';
  software: string;
  clock: ClockReply;
}>;
/** GET /api/site/clock. `realNowMs` is the server's real time at the reply, so that others can measure their own offset. */
export type ClockReply = Readonly<{
  simulated: boolean;
  siteEpochMs: number;
  realEpochMs: number;
  realUntilMs: number;
  /** Site seconds per real second. */
  rate: number;
  realNowMs: number;
  /** "Next event" is running: fast until the next due time. */
  untilNext: boolean;
}>;

/** GET /api/door, open to everybody: what a page shows before anybody is signed in. */
export type LandingPageReply = Readonly<{ site: string; profile: 'demo' | 'training' | 'gmp' }>;

const CLOCK_RATES = ['1', '60', '1440', '14400'] as const;
const FAST_FORWARD_RATES = ['1440', '7200', '14400'] as const;

export class ClockBody {
  @OneOfField([...CLOCK_RATES, 'next'], { description: 'Site seconds per real second, or fast to the next due time' })
  rate: (typeof CLOCK_RATES)[number] | 'next';

  @InstantField({ optional: true, description: 'With `next`: go no further than this, also where nothing is due' })
  until?: Instant;

  @OneOfField(FAST_FORWARD_RATES, {
    optional: true,
    description: 'With `next`: site seconds per real second on the way; 1440 if absent',
  })
  pace?: (typeof FAST_FORWARD_RATES)[number];
}
