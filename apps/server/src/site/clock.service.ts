import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/reply';
import type { ClockBody } from '@autolog/contract/site';
import type { ClockReply } from '@autolog/contract/site';
import type { By, PersonBy } from '@autolog/domain/by';
import type { CommandId, Instant } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import { mayDo } from '@autolog/domain/role';
import { Log } from '@autolog/store/log';
import { SimulatedClock } from '@autolog/store/simulated-clock';
import { SITE_STREAM } from '@autolog/store/site';
import { SiteClock } from '@autolog/store/site-clock';
import { TimerStore } from '@autolog/store/timer';
import { Transactions } from '@autolog/store/transactions';
import type { IncomingCommand } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { CommandExecution } from '../record/command-execution.js';
import { Installation } from '../record/installation.js';

/** Site seconds per real second to the next event, where nothing else is asked for. */
const NEXT_EVENT_RATE = 1_440;

/** A timer that cannot fire, because its batch cannot be read, makes the clock of the others wait no longer than this. */
const TIMER_WAIT_MS_MAX = 5_000;

/** `until`: where a fast-forward ends. */
type ClockSpeed = Readonly<{ rate: number; until?: Instant }>;

const INSTALLATION = { kind: 'system', part: 'installation' } as const;

/** Tells the time of the site, and sets the speed of a simulated clock. */
@Injectable()
export class ClockService {
  #stoppedSinceMs: number | undefined;

  constructor(
    @Inject(Installation) private readonly installation: Installation,
    @Inject(SiteClock) private readonly siteClock: SiteClock,
    @Inject(SimulatedClock) private readonly simulatedClock: SimulatedClock,
    @Inject(TimerStore) private readonly timers: TimerStore,
    @Inject(CommandExecution) private readonly commands: CommandExecution,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Log) private readonly log: Log,
  ) {}

  get simulated(): boolean {
    return this.installation.isSimulated;
  }

  async read(): Promise<ClockReply> {
    if (this.simulated) return { simulated: true, ...(await this.simulatedClock.read()) };
    const { serverMs } = await this.siteClock.read();
    const real = { siteEpochMs: serverMs, realEpochMs: serverMs, realUntilMs: serverMs, realNowMs: serverMs };
    return { simulated: false, ...real, rate: 1, untilNext: false };
  }

  /** Only a simulated clock can be set, and only together with an event (ADR 0008). */
  async set(incoming: IncomingCommand, wanted: ClockBody, by: PersonBy): Promise<CommandReply> {
    if (!this.simulated) throw new RefusalError(refusal('CLOCK_NOT_SIMULATED'));
    // In a demo everybody may set the speed; at a training site only a person with the permission.
    if (this.installation.site.profile !== 'demo' && !mayDo(by.roles, 'site.clock')) {
      throw new RefusalError(refusal('NOT_ALLOWED', { permission: 'site.clock' }));
    }
    return this.commands.executeOnce(incoming, by, async () => {
      const after = await this.#lockSiteStream();
      const speed = wanted.rate === 'next' ? await this.#speedToNextEvent(wanted) : { rate: Number(wanted.rate) };
      if (speed === undefined) return { refused: refusal('NOTHING_DUE') };
      if (speed === 'already there') return { reply: { stream: SITE_STREAM, position: after } };
      await this.#setSpeed(after, speed, by, incoming.id);
      return { reply: { stream: SITE_STREAM, position: after + 1 } };
    });
  }

  async #speedToNextEvent({ until, pace }: ClockBody): Promise<ClockSpeed | 'already there' | undefined> {
    const stop = await this.simulatedClock.nextStop(until);
    if (!stop?.isReached) return stop && { rate: Number(pace ?? NEXT_EVENT_RATE), until: stop.at };
    return stop.isAtRealSpeed ? 'already there' : { rate: 1 };
  }

  /** Another lease for the simulated clock; without one it stands still. */
  renewLease(): Promise<void> {
    return this.simulatedClock.renewLease();
  }

  /**
   * Back to real speed once "next event" has come and its timers have fired, by whichever server process gets the lock
   * first. Until they have, the clock stands: a server that was down at the stop makes no timer late.
   */
  async endFastForward(): Promise<boolean> {
    if (!(await this.simulatedClock.hasReachedStop())) {
      this.#stoppedSinceMs = undefined;
      return false;
    }
    this.#stoppedSinceMs ??= performance.now();
    const waitedMs = performance.now() - this.#stoppedSinceMs;
    if (waitedMs < TIMER_WAIT_MS_MAX && (await this.timers.due()).length > 0) return false;
    this.#stoppedSinceMs = undefined;
    return this.transactions.run(async () => {
      const after = await this.#lockSiteStream();
      if (!(await this.simulatedClock.hasReachedStop())) return false;
      await this.#setSpeed(after, { rate: 1 }, INSTALLATION);
      return true;
    });
  }

  async #lockSiteStream(): Promise<number> {
    return (await this.log.lock([SITE_STREAM])).get(SITE_STREAM) ?? 0;
  }

  async #setSpeed(after: number, { rate, until }: ClockSpeed, by: By, command?: CommandId): Promise<void> {
    await this.simulatedClock.setRate(rate, until);
    const untilNext = until !== undefined;
    const event = { type: 'ClockChanged', v: 1, rate, untilNext, ...(until && { until }) } as const;
    const context = { by, now: await this.log.now(), ...(command && { command }) };
    await this.log.append([{ stream: SITE_STREAM, after, events: [event] }], context);
  }
}
