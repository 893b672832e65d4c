import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import type { ClockBody, ClockReply } from '@autolog/contract/session';
import type { By, PersonBy } from '@autolog/domain/by';
import type { CommandId } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import { mayDo } from '@autolog/domain/role';
import { readSiteTime, SITE_STREAM, SiteClockRow } from '@autolog/store/site';
import type { Arrived } from '../http/caller.js';
import { Refused } from '../http/refused.js';
import { Records } from '../record/record.js';

const INSTALLATION = { kind: 'system', part: 'installation' } as const;

/** The site clock as others need it to tell the time, and its speed where it is simulated. */
@Injectable()
export class ClockService {
  readonly #row: SiteClockRow;

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
  async set(arrived: Arrived, rate: ClockBody['rate'], by: PersonBy): Promise<CommandReply> {
    if (!this.simulated) throw new Refused(refusal('CLOCK_NOT_SIMULATED'));
    // A demo is for trying: everybody may hurry it. A training site has a teacher.
    if (this.records.site.profile !== 'demo' && !mayDo(by.roles, 'site.clock')) {
      throw new Refused(refusal('NOT_ALLOWED', { permission: 'site.clock' }));
    }
    return this.records.once(arrived, by, async () => {
      const after = await this.#lock();
      const running = rate === 'next' ? await this.#row.runToNext() : { rate: Number(rate) };
      if (!running) return { refused: refusal('NOTHING_DUE') };
      if (rate !== 'next') await this.#row.run(running.rate);
      await this.#changed(after, running.rate, rate === 'next', by, arrived.id);
      return { reply: { stream: SITE_STREAM, position: after + 1 } };
    });
  }

  /** Another lease for the simulated clock; without one it stands still. */
  extend(): Promise<void> {
    return this.#row.extend();
  }

  /** Back to real speed once "next event" has come, by whichever server process gets the lock first. */
  async settle(): Promise<boolean> {
    if (!(await this.#row.arrived())) return false;
    return this.records.database.transaction(async () => {
      const after = await this.#lock();
      if (!(await this.#row.arrived())) return false;
      await this.#row.run(1);
      await this.#changed(after, 1, false, INSTALLATION);
      return true;
    });
  }

  async #lock(): Promise<number> {
    return (await this.records.log.lock([SITE_STREAM])).get(SITE_STREAM) ?? 0;
  }

  async #changed(after: number, rate: number, untilNext: boolean, by: By, command?: CommandId): Promise<void> {
    const { log } = this.records;
    const event = { type: 'ClockChanged', v: 1, rate, untilNext } as const;
    const context = { by, now: await log.now(), ...(command && { command }) };
    await log.append([{ stream: SITE_STREAM, after, events: [event] }], context);
  }
}
