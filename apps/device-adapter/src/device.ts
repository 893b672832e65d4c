import type { Logger } from 'pino';
import { alarmEntry, DeviceAlarms } from './alarms.js';
import { readNextPage } from './back-fill.js';
import type { Certificates } from './certificates.js';
import type { DeviceConfig } from './config.js';
import { Continuity, NOTHING, type Answer, type Pace } from './continuity.js';
import { DeviceClock } from './device-clock.js';
import { DeviceSession } from './session.js';
import type { SiteTime } from './site-time.js';
import type { Change, Entry, Spool, Window } from './spool.js';
import { readingOf, type Reading } from './value.js';

const TICK_MS = 500;
const CLOCK_EVERY_MS = 10_000;
/** A window waits a moment before it is looked into, so that both sides have heard of a new pace of simulated time. */
const WINDOW_RESTS_MS = 1_500;
/** How long a window waits for the server's clock before it is looked into without. */
const WINDOW_WAITS_MS_MAX = 10_000;
/** A history that fails so often while contact holds is none. */
const HISTORY_FAILURES_MAX = 3;
const LOST_ALARM_MS = 5_000;
const RETRY_FIRST_MS = 500;
const RETRY_LONGEST_MS = 4_000;
const SPOOL_ALARMS = [0.5, 0.8] as const;
/** History waits while the spool is so full: the room is for what is measured now. */
const SPOOL_FOR_HISTORY_MAX = 0.8;

type Parts = Readonly<{ config: DeviceConfig; spool: Spool; site: SiteTime; certificates: Certificates; log: Logger }>;

/** One device: kept connected for ever, everything it gives into the spool, every hole looked into and recorded. */
export class Device {
  readonly #config: DeviceConfig;
  readonly #spool: Spool;
  readonly #site: SiteTime;
  readonly #certificates: Certificates;
  readonly #log: Logger;
  readonly #continuity: Continuity;
  readonly #alarms = new DeviceAlarms();
  readonly #clock = new DeviceClock();
  readonly #readyAtMs = new Map<number, number>();
  #session: DeviceSession | undefined;
  #lostAtMs: number | undefined = Date.now();
  #lostTold = false;
  #spoolTold = 0;
  #spoolFull = false;
  #filling = false;
  #historyFailures = 0;
  #clockAtMs = 0;
  #stopped = false;
  #wake: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ config, spool, site, certificates, log }: Parts) {
    this.#config = config;
    this.#spool = spool;
    this.#site = site;
    this.#certificates = certificates;
    this.#log = log.child({ device: config.code });
    this.#continuity = new Continuity(
      config.mapping.signals,
      { last: spool.lastOf(config.equipment), windows: spool.windowsOf(config.equipment) },
      () => spool.windowId(),
    );
  }

  /** Runs until stopped; never gives up on the device. */
  async run(): Promise<void> {
    // Whatever was measured since the last value on disk, this process has not seen.
    this.#interrupt('adapter_down', { fast: this.#site.fast || this.#site.simulated });
    this.#timer = setInterval(() => {
      this.#tick();
    }, TICK_MS);
    for (let attempt = 0; !this.#stopped; attempt += 1) {
      if (attempt > 0) await this.#rest(attempt);
      if (await this.#hold()) attempt = 0;
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#wake();
    await this.#session?.close();
  }

  /** One session from its beginning to its end; true when it came to be. */
  async #hold(): Promise<boolean> {
    const ended = Promise.withResolvers<undefined>();
    try {
      this.#session = await DeviceSession.open(
        this.#config,
        this.#certificates,
        {
          values: (given) => {
            const receivedMs = this.#site.now();
            this.#receive(given.map(({ signal, value }) => readingOf(signal, value, receivedMs)));
          },
          interrupted: () => {
            this.#interrupt('connection_lost', this.#pace);
          },
          resumed: () => {
            this.#contact();
          },
          broken: (reason, why) => {
            this.#log.warn({ why }, 'contact broken; it is made anew');
            this.#interrupt(reason, this.#pace);
            ended.resolve(undefined);
          },
        },
        this.#log,
      );
    } catch (fault) {
      this.#log.warn({ fault: fault instanceof Error ? fault.message : String(fault) }, 'no contact with the device');
      this.#interrupt('connection_lost', this.#pace);
      return false;
    }
    this.#wake = () => {
      ended.resolve(undefined);
    };
    const missing = this.#session.missing(this.#config.mapping.signals);
    if (missing.length > 0) {
      this.#raise('signals_missing', 'warning', `The device does not offer: ${missing.join(', ')}`);
    }
    this.#contact();
    this.#clockAtMs = 0;
    if (!this.#stopped) await ended.promise;
    const session = this.#session;
    this.#session = undefined;
    await session.close();
    return true;
  }

  async #rest(attempt: number): Promise<void> {
    const longest = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** Math.min(attempt - 1, 10));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longest * (0.5 + Math.random() / 2));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  get #pace(): Pace {
    return { fast: this.#site.fast, ranFastWithin: (fromMs, toMs) => this.#site.ranFastWithin(fromMs, toMs) };
  }

  #receive(readings: readonly Reading[]): void {
    const change = this.#continuity.receive(readings, this.#pace, Date.now());
    const alarms = this.#alarms.raisedBy(readings);
    if (this.#commit({ ...change, entries: [...change.entries, ...alarms] })) {
      if (this.#spoolFull) this.#log.info('the spool takes data again');
      this.#spoolFull = false;
      return;
    }
    if (!this.#spoolFull) this.#log.fatal({ full: this.#spool.fullness }, 'the spool takes no more; a gap begins');
    this.#spoolFull = true;
    this.#interrupt('spool_full', this.#pace, new Set(readings.map(({ signal }) => signal)));
    for (const alarm of alarms) this.#commit({ ...NOTHING, entries: [alarm] });
  }

  #commit(change: Change): boolean {
    try {
      if (!this.#spool.store(this.#config.equipment, this.#clock.offsetSeconds, change)) return false;
    } catch (fault) {
      this.#log.fatal({ fault: String(fault) }, 'the spool cannot be written');
      return false;
    }
    this.#continuity.accept(change, Date.now());
    return true;
  }

  #interrupt(reason: string, pace: Pace, signals?: Iterable<string>): void {
    if (signals === undefined) this.#lostAtMs ??= Date.now();
    const change = this.#continuity.interrupted(reason, pace, signals);
    // Held in memory even when the disk fails: after a restart everything since the last value is in doubt anyway.
    if (!this.#commit(change)) this.#continuity.accept(change, Date.now());
  }

  #contact(): void {
    this.#log.info('contact');
    this.#lostAtMs = undefined;
    this.#continuity.resumed(Date.now());
    if (this.#lostTold) this.#raise('device_connection_restored', 'info', 'The device can be reached again.');
    this.#lostTold = false;
  }

  #raise(alarm: string, severity: 'info' | 'warning' | 'critical', text: string): void {
    const entry: Entry = alarmEntry(alarm, severity, text, this.#site.now());
    this.#log.warn({ alarm, text }, 'alarm raised');
    this.#commit({ ...NOTHING, entries: [entry] });
  }

  #tick(): void {
    if (this.#lostAtMs !== undefined && !this.#lostTold && Date.now() - this.#lostAtMs > LOST_ALARM_MS) {
      this.#lostTold = true;
      this.#raise('device_connection_lost', 'warning', 'The device cannot be reached; its values are not seen.');
    }
    this.#watchSpool();
    if (this.#lostAtMs === undefined && Date.now() > this.#clockAtMs) {
      this.#clockAtMs = Date.now() + CLOCK_EVERY_MS;
      void this.#measureClock();
    }
    void this.#fill();
  }

  #watchSpool(): void {
    const level = SPOOL_ALARMS.filter((share) => this.#spool.fullness >= share).length;
    if (level > this.#spoolTold) {
      const percent = Math.floor(this.#spool.fullness * 100);
      const text = `The device adapter's spool is ${percent} % full; when it is full, data will be missing.`;
      this.#raise('spool_filling', level > 1 ? 'critical' : 'warning', text);
    }
    this.#spoolTold = level;
  }

  async #measureClock(): Promise<void> {
    const wasWrong = this.#clock.isWrong;
    try {
      const changed = await this.#clock.measure(this.#site, async () => this.#session?.readClock());
      if (!changed) return;
    } catch (fault) {
      this.#log.warn({ fault: String(fault) }, "the device's clock cannot be read");
      return;
    }
    const { offsetSeconds } = this.#clock;
    this.#log.info({ offsetSeconds }, "the device's clock differs from the site's");
    if (this.#clock.isWrong && !wasWrong) {
      this.#raise('device_clock_differs', 'warning', `The device's clock differs by ${offsetSeconds} s.`);
    }
  }

  /** Looks into every window that has an end, oldest first, one page at a time; live values come in between. */
  async #fill(): Promise<void> {
    if (this.#filling) return;
    this.#filling = true;
    try {
      for (;;) {
        const window = this.#nextWindow();
        if (!window || !this.#session || this.#lostAtMs !== undefined || this.#stopped) return;
        if (this.#spool.fullness > SPOOL_FOR_HISTORY_MAX) return;
        const answer = await this.#ask(this.#session, window);
        if (!answer || !this.#commit(this.#continuity.settle(window, answer, this.#pace))) return;
        if (answer.kind === 'unavailable' || answer.last) this.#readyAtMs.delete(window.id);
      }
    } finally {
      this.#filling = false;
    }
  }

  #nextWindow(): Window | undefined {
    const now = Date.now();
    return this.#continuity.ready().find((window) => {
      const sinceMs = this.#readyAtMs.get(window.id) ?? now;
      this.#readyAtMs.set(window.id, sinceMs);
      // How fast time ran is known only after the server was asked again; without a server it is judged as known.
      const known = this.#site.heardSince(sinceMs) || now - sinceMs >= WINDOW_WAITS_MS_MAX;
      return known && now - sinceMs >= WINDOW_RESTS_MS;
    });
  }

  async #ask(session: DeviceSession, window: Window): Promise<Answer | undefined> {
    try {
      const answer = await readNextPage(window, async (signal, fromMs, toMs, max) => {
        const values = await session.readHistory(signal, fromMs, toMs, max);
        const receivedMs = this.#site.now();
        return values?.map((value) => readingOf(signal, value, receivedMs));
      });
      this.#historyFailures = 0;
      return answer;
    } catch (fault) {
      this.#historyFailures += 1;
      this.#log.warn({ signal: window.signal, fault: String(fault) }, 'the history cannot be read');
      if (this.#historyFailures < HISTORY_FAILURES_MAX || this.#lostAtMs !== undefined) return undefined;
      return { kind: 'unavailable' };
    }
  }
}
