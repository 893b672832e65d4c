import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import type { ClockBody, ClockReply } from '@autolog/contract/session';
import type { By, PersonBy } from '@autolog/domain/by';
import type { CommandId, Instant } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import { mayDo } from '@autolog/domain/role';
import { readSiteTime, SITE_STREAM, SiteClockRow } from '@autolog/store/site';
import { dueTimers } from '@autolog/store/timers';
import type { Arrived } from '../http/caller.js';
import { Refused } from '../http/refused.js';
import { Records } from '../record/record.js';

/** Site seconds per real second to the next event, where nothing else is asked for. */
const NEXT_EVENT_RATE = 1_440;

/** A timer that cannot fire, because its batch cannot be read, makes the clock of the others wait no longer than this. */
const TIMERS_WAITED_FOR_MS = 5_000;

/** `until`: a fast stretch, and where it ends. */
type Speed = Readonly<{ rate: number; until?: Instant }>;

const INSTALLATION = { kind: 'system', part: 'installation' } as const;

/** The site clock as others need it to tell the time, and its speed where it is simulated. */
@Injectable()
export class ClockService {
  readonly #row: SiteClockRow;
  #standingSinceMs: number | undefined;

  constructor(@Inject(Records) private readonly records: Records) {
    this.#row = new SiteClockRow(records.database);
  }

  get simulated(): boolean {
    return this.records.site.profile !== 'gmp';
  }

  async read(): Promise<ClockReply> {
    if (this.simulated) return { simulated: true, ...(await this.#row.read()) };
    const { serverMs } = await readSiteTime(this.records.database, this.records.site);
    const real = { siteEpochMs: serverMs, realEpochMs: serverMs, realUntilMs: serverMs, realNowMs: serverMs };
    return { simulated: false, ...real, rate: 1, untilNext: false };
  }

  /** The real clock takes orders from nobody; a simulated one only together with an event (design: two clocks). */
  async set(arrived: Arrived, wanted: ClockBody, by: PersonBy): Promise<CommandReply> {
    if (!this.simulated) throw new Refused(refusal('CLOCK_NOT_SIMULATED'));
    // A demo is for trying: everybody may hurry it. A training site has a teacher.
    if (this.records.site.profile !== 'demo' && !mayDo(by.roles, 'site.clock')) {
      throw new Refused(refusal('NOT_ALLOWED', { permission: 'site.clock' }));
    }
    return this.records.once(arrived, by, async () => {
      const after = await this.#lock();
      const speed = wanted.rate === 'next' ? await this.#toNext(wanted) : { rate: Number(wanted.rate) };
      if (speed === undefined) return { refused: refusal('NOTHING_DUE') };
      if (speed === 'there already') return { reply: { stream: SITE_STREAM, position: after } };
      await this.#run(after, speed, by, arrived.id);
      return { reply: { stream: SITE_STREAM, position: after + 1 } };
    });
  }

  async #toNext({ until, pace }: ClockBody): Promise<Speed | 'there already' | undefined> {
    const stop = await this.#row.nextStop(until);
    if (!stop?.here) return stop && { rate: Number(pace ?? NEXT_EVENT_RATE), until: stop.at };
    return stop.calm ? 'there already' : { rate: 1 };
  }

  /** Another lease for the simulated clock; without one it stands still. */
  extend(): Promise<void> {
    return this.#row.extend();
  }

  /**
   * Back to real speed once "next event" has come and its timers have fired, by whichever server process gets the lock
   * first. Until they have, the clock stands: a server that was away at the stop makes no timer late.
   */
  async settle(): Promise<boolean> {
    if (!(await this.#row.arrived())) {
      this.#standingSinceMs = undefined;
      return false;
    }
    this.#standingSinceMs ??= performance.now();
    const waitedMs = performance.now() - this.#standingSinceMs;
    if (waitedMs < TIMERS_WAITED_FOR_MS && (await dueTimers(this.records.database)).length > 0) return false;
    this.#standingSinceMs = undefined;
    return this.records.database.transaction(async () => {
      const after = await this.#lock();
      if (!(await this.#row.arrived())) return false;
      await this.#run(after, { rate: 1 }, INSTALLATION);
      return true;
    });
  }

  async #lock(): Promise<number> {
    return (await this.records.log.lock([SITE_STREAM])).get(SITE_STREAM) ?? 0;
  }

  async #run(after: number, { rate, until }: Speed, by: By, command?: CommandId): Promise<void> {
    const { log } = this.records;
    await this.#row.run(rate, until);
    const untilNext = until !== undefined;
    const event = { type: 'ClockChanged', v: 1, rate, untilNext, ...(until && { until }) } as const;
    const context = { by, now: await log.now(), ...(command && { command }) };
    await log.append([{ stream: SITE_STREAM, after, events: [event] }], context);
  }
}
