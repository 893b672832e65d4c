import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { MEMORY_FORMAT, CellProcessor, type DeviceMemory } from './cell-processor.js';
import type { DeviceOpcUaServer } from './device-opcua-server.js';
import type { SiteClockPoller } from '@autolog/opcua/site-clock-poller';

const TICK_MS = 200;
/** Sampling moments made up in one tick: five times what the fastest site clock asks for, and a tick stays short. */
const MOMENTS_PER_TICK_MAX = 240;
const EVERY_MS = 10_000;
const EVERY_FAST_MS = 60_000;
/** Further behind than this, time ran fast since the clock was last heard of; device adapters judge by the same. */
const LEAP_MS = 20_000;

/** The processor carried through site time, shown on OPC UA, and remembered on disk over a restart. */
export class SimulatedDevice {
  readonly processor: CellProcessor;
  readonly #site: SiteClockPoller;
  readonly #memoryFile: string;
  #savedMemory = '';
  #onServerClock: boolean;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    site: SiteClockPoller;
    face: DeviceOpcUaServer;
    serial: string;
    seed: number;
    memoryFile: string;
  }) {
    this.#site = options.site;
    this.#memoryFile = options.memoryFile;
    this.#onServerClock = options.site.isKnown;
    const nowMs = Math.floor(options.site.now());
    const memory = readMemory(options.memoryFile, nowMs);
    this.processor = new CellProcessor({
      serial: options.serial,
      nowMs,
      seed: options.seed,
      emit: (sample) => {
        options.face.publish(sample);
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

  /** Carries the device to now; to be called before anything is done to it, so that it is done at the right moment. */
  advance(): void {
    if (!this.#onServerClock && this.#site.isKnown) {
      this.#onServerClock = true;
      this.processor.setClock(Math.floor(this.#site.now()));
    }
    const fast = this.#site.rate > 1 || this.behindMs > LEAP_MS;
    this.processor.advance(Math.floor(this.#site.now()), fast ? EVERY_FAST_MS : EVERY_MS, MOMENTS_PER_TICK_MAX);
  }

  /** Asks the server for site time and carries the device there. */
  async advanceToNow(): Promise<void> {
    await this.#site.pollNow();
    const toMs = this.#site.now();
    this.advance();
    while (this.processor.nowMs < Math.floor(toMs)) {
      // Others who ask the device something must not wait for all of it.
      await setImmediate();
      this.advance();
    }
  }

  /** How far the device lags behind site time. */
  get behindMs(): number {
    return Math.max(0, Math.floor(this.#site.now()) - this.processor.nowMs);
  }

  /** Writes down what it must still know after a restart. */
  saveMemory(): void {
    const memory = JSON.stringify(this.processor.memory());
    if (memory === this.#savedMemory) return;
    writeFileSync(`${this.#memoryFile}.new`, memory);
    renameSync(`${this.#memoryFile}.new`, this.#memoryFile);
    this.#savedMemory = memory;
  }
}

/** What the device remembers; nothing when the file is damaged, or from a time that is still to come (another site's). */
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
