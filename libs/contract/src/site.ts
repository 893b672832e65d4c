import { PROFILES, type Profile } from '@autolog/domain/site/event';
import { ReplyFlag, ReplyNumber, ReplyText, ReplyOneOf, ReplyObject } from './reply-field.js';
import type { Instant } from '@autolog/domain/brand';
import { CLOCK_RATES, type ClockRate, FAST_FORWARD_RATES, type FastForwardRate } from '@autolog/domain/site/clock-rate';
import { OneOfField, InstantField } from './field.js';

/** GET /api/site/clock. `realNowMs` is the server's real time at the reply, so that others can measure their own offset. */
export class ClockReply {
  @ReplyFlag() readonly simulated: boolean;
  @ReplyNumber() readonly siteEpochMs: number;
  @ReplyNumber() readonly realEpochMs: number;
  @ReplyNumber() readonly realUntilMs: number;
  @ReplyNumber({ description: 'Site seconds per real second' }) readonly rate: number;
  @ReplyNumber() readonly realNowMs: number;
  @ReplyFlag({ description: 'Fast until the next due time' }) readonly untilNext: boolean;
}

/** GET /api/site — for everybody who is signed in. */
export class SiteReply {
  @ReplyText() readonly name: string;
  @ReplyText() readonly zone: string;
  @ReplyOneOf(PROFILES) readonly profile: Profile;
  @ReplyText() readonly software: string;
  @ReplyObject(() => ClockReply) readonly clock: ClockReply;
}

/** GET /api/door — open to everybody: what a page shows before anybody is signed in. */
export class LandingPageReply {
  @ReplyText() readonly site: string;
  @ReplyOneOf(PROFILES) readonly profile: Profile;
}

export class ClockBody {
  @OneOfField([...CLOCK_RATES, 'next'], { description: 'Site seconds per real second, or fast to the next due time' })
  rate: ClockRate | 'next';

  @InstantField({ optional: true, description: 'With `next`: go no further than this, also where nothing is due' })
  until?: Instant;

  @OneOfField(FAST_FORWARD_RATES, {
    optional: true,
    description: 'With `next`: site seconds per real second on the way; 1440 if absent',
  })
  pace?: FastForwardRate;
}
