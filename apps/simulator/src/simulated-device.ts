import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { MEMORY_FORMAT, CellProcessor, type DeviceMemory } from './cell-processor.js';
import type { DeviceOpcUaServer } from './device-opcua-server.js';
import type { SiteClockPoller } from '@autolog/opcua/site-clock-poller';

const TICK_MS = 200;
/** Sampling moments in one tick: five times what the fastest site clock needs, and few enough for a short tick. */
const MOMENTS_PER_TICK_MAX = 240;
const EVERY_MS = 10_000;
const EVERY_FAST_MS = 60_000;
/**
 * If the device lags by more than this, site time ran fast since the last poll; the device adapter concludes the same.
 */
const LEAP_MS = 20_000;

/** The simulated processor in site time: it is advanced, published through OPC UA, and saved on disk for a restart. */
export class SimulatedDevice {
  readonly processor: CellProcessor;
  readonly #site: SiteClockPoller;
  readonly #memoryFile: string;
  #savedMemory = '';
  #onServerClock: boolean;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    site: SiteClockPoller;
    opcUaServer: DeviceOpcUaServer;
    serial: string;
    seed: number;
    memoryFile: string;
  }) {
    this.#site = options.site;
    this.#memoryFile = options.memoryFile;
    this.#onServerClock = options.site.isKnown;
    const nowMs = options.site.now();
    const memory = readMemory(options.memoryFile, nowMs);
    this.processor = new CellProcessor({
      serial: options.serial,
      nowMs,
      seed: options.seed,
      emit: (reading) => {
        options.opcUaServer.publish(reading);
      },
      ...(memory ? { memory } : {}),
    });
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.advance();
      this.saveMemory();
    }, TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.saveMemory();
  }

  /**
   * Advances the device to now. Call it before an operation on the device, so that the operation has the right time.
   */
  advance(): void {
    if (!this.#onServerClock && this.#site.isKnown) {
      this.#onServerClock = true;
      this.processor.setClock(this.#site.now());
    }
    const fast = this.#site.rate > 1 || this.lagMs > LEAP_MS;
    this.processor.advance(this.#site.now(), fast ? EVERY_FAST_MS : EVERY_MS, MOMENTS_PER_TICK_MAX);
  }

  /** Asks the server for site time and advances the device to it. */
  async advanceToNow(): Promise<void> {
    await this.#site.pollNow();
    const toMs = this.#site.now();
    this.advance();
    while (this.processor.nowMs < toMs) {
      // Other requests to the device are served in between.
      await setImmediate();
      this.advance();
    }
  }

  /** How far the device lags behind site time. */
  get lagMs(): number {
    return Math.max(0, this.#site.now() - this.processor.nowMs);
  }

  /** Saves what the device must still know after a restart. */
  saveMemory(): void {
    const memory = JSON.stringify(this.processor.memory());
    if (memory === this.#savedMemory) return;
    writeFileSync(`${this.#memoryFile}.new`, memory);
    renameSync(`${this.#memoryFile}.new`, this.#memoryFile);
    this.#savedMemory = memory;
  }
}

/** The device's memory; undefined when the file is damaged or has times in the future (it is another site's). */
function readMemory(file: string, nowMs: number): DeviceMemory | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const memory = JSON.parse(readFileSync(file, 'utf8')) as Omit<DeviceMemory, 'format'> & { format?: number };
    if (memory.format !== MEMORY_FORMAT) return undefined;
    const newestMs = Math.max(memory.nowMs, ...memory.shown.map(({ atMs }) => atMs));
    return newestMs > nowMs ? undefined : { ...memory, format: MEMORY_FORMAT };
  } catch {
    return undefined;
  }
}
