import type { Logger } from 'pino';
import type { AdapterAlarm } from '@autolog/domain/device/adapter-alarm';
import type { AlarmSeverity } from '@autolog/domain/device/alarm-severity';
import type { GapReason } from '@autolog/domain/device/gap-reason';
import { alarmEntry, DeviceAlarms } from './device-alarms.js';
import { readHistoryPage } from './back-fill.js';
import type { ApplicationCertificates } from '@autolog/opcua/application-certificates';
import type { DeviceConfig } from './config.js';
import { GapDetector, NO_CHANGE, type HistoryPage, type ClockSpeed } from './gap-detector.js';
import { DeviceClock } from './device-clock.js';
import { DeviceSession } from './device-session.js';
import { retryDelayMs } from './retry-delay.js';
import type { SiteTime } from './site-time.js';
import type { SpoolChange, SpoolEntry, Spool, GapWindow } from './spool.js';
import { readingOf, type DeviceReading } from './device-reading.js';

const TICK_MS = 500;
const CLOCK_EVERY_MS = 10_000;
/** Wait before a gap window is filled, so that device and adapter have both learnt of a new clock rate. */
const WINDOW_DELAY_MS = 1_500;
/** The longest wait for the server's clock before a gap window is filled without it. */
const WINDOW_CLOCK_WAIT_MS_MAX = 10_000;
/** After this many failed reads with contact, the history counts as not available. */
const HISTORY_FAILURES_MAX = 3;
const LOST_ALARM_MS = 5_000;
const RETRY_FIRST_MS = 500;
const RETRY_LONGEST_MS = 4_000;
const SPOOL_ALARMS = [0.5, 0.8] as const;
/** Above this fullness history is not read: the rest of the spool is for new values. */
const SPOOL_FOR_HISTORY_MAX = 0.8;

type DeviceMonitorOptions = Readonly<{
  config: DeviceConfig;
  spool: Spool;
  site: SiteTime;
  certificates: ApplicationCertificates;
  log: Logger;
}>;

/**
 * Watches one device: keeps it connected, writes all its values to the spool, fills gaps from its history and records
 * them.
 */
export class DeviceMonitor {
  readonly #config: DeviceConfig;
  readonly #spool: Spool;
  readonly #site: SiteTime;
  readonly #certificates: ApplicationCertificates;
  readonly #log: Logger;
  readonly #gapDetector: GapDetector;
  readonly #alarms = new DeviceAlarms();
  readonly #clock = new DeviceClock();
  readonly #windowSeenAtMs = new Map<number, number>();
  #session: DeviceSession | undefined;
  #contactLostAtMs: number | undefined = Date.now();
  #contactLossReported = false;
  #spoolLevelReported = 0;
  #spoolFull = false;
  #backFilling = false;
  #historyFailures = 0;
  #nextClockCheckMs = 0;
  #stopped = false;
  #wake: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ config, spool, site, certificates, log }: DeviceMonitorOptions) {
    this.#config = config;
    this.#spool = spool;
    this.#site = site;
    this.#certificates = certificates;
    this.#log = log.child({ device: config.code });
    this.#gapDetector = new GapDetector(
      config.mapping.signals,
      { last: spool.lastMsOf(config.equipment), windows: spool.windowsOf(config.equipment) },
      () => spool.nextWindowId(),
    );
  }

  /** Runs until stopped; keeps trying to connect. */
  async run(): Promise<void> {
    // Values measured since the last one on disk have not been seen by this process.
    this.#contactInterrupted('adapter_down', { fast: this.#site.isFast || this.#site.isSimulated });
    this.#timer = setInterval(() => {
      this.#tick();
    }, TICK_MS);
    for (let attempt = 0; !this.#stopped; attempt += 1) {
      if (attempt > 0) await this.#backOff(attempt);
      if (await this.#runSession()) attempt = 0;
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#wake();
    await this.#session?.close();
  }

  /** Runs one session until it ends; true when it could be opened. */
  async #runSession(): Promise<boolean> {
    const ended = Promise.withResolvers<undefined>();
    try {
      this.#session = await DeviceSession.open(
        this.#config,
        this.#certificates,
        {
          valuesReceived: (given) => {
            const receivedMs = this.#site.now();
            this.#receive(given.map(({ signal, value }) => readingOf(signal, value, receivedMs)));
          },
          contactInterrupted: () => {
            this.#contactInterrupted('connection_lost', this.#clockSpeed);
          },
          contactRestored: () => {
            this.#contactRestored();
          },
          sessionEnded: (reason, why) => {
            this.#log.warn({ why }, 'contact lost; connecting again');
            this.#contactInterrupted(reason, this.#clockSpeed);
            ended.resolve(undefined);
          },
        },
        this.#log,
      );
    } catch (fault) {
      this.#log.warn({ fault: fault instanceof Error ? fault.message : String(fault) }, 'no contact with the device');
      this.#contactInterrupted('connection_lost', this.#clockSpeed);
      return false;
    }
    this.#wake = () => {
      ended.resolve(undefined);
    };
    const missing = this.#session.missingSignals(this.#config.mapping.signals);
    if (missing.length > 0) {
      this.#raiseAlarm('signals_missing', 'warning', `The device does not offer: ${missing.join(', ')}`);
    }
    this.#contactRestored();
    this.#nextClockCheckMs = 0;
    if (!this.#stopped) await ended.promise;
    const session = this.#session;
    this.#session = undefined;
    await session.close();
    return true;
  }

  async #backOff(attempt: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, retryDelayMs(attempt - 1, RETRY_FIRST_MS, RETRY_LONGEST_MS));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  get #clockSpeed(): ClockSpeed {
    return { fast: this.#site.isFast, ranFastWithin: (fromMs, toMs) => this.#site.ranFastWithin(fromMs, toMs) };
  }

  #receive(readings: readonly DeviceReading[]): void {
    const change = this.#gapDetector.receive(readings, this.#clockSpeed, Date.now());
    const alarms = this.#alarms.raisedBy(readings);
    if (this.#store({ ...change, entries: [...change.entries, ...alarms] })) {
      if (this.#spoolFull) this.#log.info('the spool has room again');
      this.#spoolFull = false;
      return;
    }
    if (!this.#spoolFull) this.#log.fatal({ full: this.#spool.fullness }, 'the spool is full; a gap begins');
    this.#spoolFull = true;
    this.#contactInterrupted('spool_full', this.#clockSpeed, new Set(readings.map(({ signal }) => signal)));
    for (const alarm of alarms) this.#store({ ...NO_CHANGE, entries: [alarm] });
  }

  #store(change: SpoolChange): boolean {
    try {
      if (!this.#spool.store(this.#config.equipment, this.#clock.offsetSeconds, change)) return false;
    } catch (fault) {
      this.#log.fatal({ fault: String(fault) }, 'the spool cannot be written');
      return false;
    }
    this.#gapDetector.markStored(change, Date.now());
    return true;
  }

  #contactInterrupted(reason: GapReason, speed: ClockSpeed, signals?: Iterable<string>): void {
    if (signals === undefined) this.#contactLostAtMs ??= Date.now();
    const change = this.#gapDetector.contactInterrupted(reason, speed, signals);
    // Kept in memory even when the disk fails: after a restart a gap window begins at the last stored value in any
    // case.
    if (!this.#store(change)) this.#gapDetector.markStored(change, Date.now());
  }

  #contactRestored(): void {
    this.#log.info('contact');
    this.#contactLostAtMs = undefined;
    this.#gapDetector.contactRestored(Date.now());
    if (this.#contactLossReported)
      this.#raiseAlarm('device_connection_restored', 'info', 'The device can be reached again.');
    this.#contactLossReported = false;
  }

  #raiseAlarm(alarm: AdapterAlarm, severity: AlarmSeverity, text: string): void {
    const entry: SpoolEntry = alarmEntry(alarm, severity, text, this.#site.now());
    this.#log.warn({ alarm, text }, 'alarm raised');
    this.#store({ ...NO_CHANGE, entries: [entry] });
  }

  #tick(): void {
    if (
      this.#contactLostAtMs !== undefined &&
      !this.#contactLossReported &&
      Date.now() - this.#contactLostAtMs > LOST_ALARM_MS
    ) {
      this.#contactLossReported = true;
      this.#raiseAlarm(
        'device_connection_lost',
        'warning',
        'The device cannot be reached; its values are not received.',
      );
    }
    this.#checkSpoolLevel();
    if (this.#contactLostAtMs === undefined && Date.now() > this.#nextClockCheckMs) {
      this.#nextClockCheckMs = Date.now() + CLOCK_EVERY_MS;
      void this.#measureClock();
    }
    void this.#backFill();
  }

  #checkSpoolLevel(): void {
    const level = SPOOL_ALARMS.filter((share) => this.#spool.fullness >= share).length;
    if (level > this.#spoolLevelReported) {
      const percent = Math.floor(this.#spool.fullness * 100);
      const text = `The device adapter's spool is ${percent} % full; when it is full, data will be missing.`;
      this.#raiseAlarm('spool_filling', level > 1 ? 'critical' : 'warning', text);
    }
    this.#spoolLevelReported = level;
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
      this.#raiseAlarm('device_clock_differs', 'warning', `The device's clock differs by ${offsetSeconds} s.`);
    }
  }

  /** Fills every gap window that has an end, oldest first, one page at a time. Live values are received in between. */
  async #backFill(): Promise<void> {
    if (this.#backFilling) return;
    this.#backFilling = true;
    try {
      for (;;) {
        const window = this.#nextWindow();
        if (!window || !this.#session || this.#contactLostAtMs !== undefined || this.#stopped) return;
        if (this.#spool.fullness > SPOOL_FOR_HISTORY_MAX) return;
        const page = await this.#readHistoryPage(this.#session, window);
        if (!page || !this.#store(this.#gapDetector.applyHistory(window, page, this.#clockSpeed))) return;
        if (page.kind === 'unavailable' || page.last) this.#windowSeenAtMs.delete(window.id);
      }
    } finally {
      this.#backFilling = false;
    }
  }

  #nextWindow(): GapWindow | undefined {
    const now = Date.now();
    return this.#gapDetector.windowsToBackFill().find((window) => {
      const sinceMs = this.#windowSeenAtMs.get(window.id) ?? now;
      this.#windowSeenAtMs.set(window.id, sinceMs);
      // The clock rate is known only after the next poll. Without a server the last known rate is used.
      const known = this.#site.hasHeardSince(sinceMs) || now - sinceMs >= WINDOW_CLOCK_WAIT_MS_MAX;
      return known && now - sinceMs >= WINDOW_DELAY_MS;
    });
  }

  async #readHistoryPage(session: DeviceSession, window: GapWindow): Promise<HistoryPage | undefined> {
    try {
      const page = await readHistoryPage(window, async (signal, fromMs, toMs, max) => {
        const values = await session.readHistory(signal, fromMs, toMs, max);
        const receivedMs = this.#site.now();
        return values?.map((value) => readingOf(signal, value, receivedMs));
      });
      this.#historyFailures = 0;
      return page;
    } catch (fault) {
      this.#historyFailures += 1;
      this.#log.warn({ signal: window.signal, fault: String(fault) }, 'the history cannot be read');
      if (this.#historyFailures < HISTORY_FAILURES_MAX || this.#contactLostAtMs !== undefined) return undefined;
      return { kind: 'unavailable' };
    }
  }
}
