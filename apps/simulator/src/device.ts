import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { MEMORY_FORMAT, Processor, type Memory } from './processor.js';
import type { OpcUaFace } from './opcua.js';
import type { SiteTime } from './site-time.js';

const TICK_MS = 200;
/** Sampling moments made up in one tick: five times what the fastest site clock asks for, and a tick stays short. */
const MOMENTS_PER_TICK_MAX = 240;
const EVERY_MS = 10_000;
const EVERY_FAST_MS = 60_000;
/** Further behind than this, time ran fast since the clock was last heard of; device adapters judge by the same. */
const LEAP_MS = 20_000;

/** The processor carried through site time, shown on OPC UA, and remembered on disk over a restart. */
export class Device {
  readonly processor: Processor;
  readonly #site: SiteTime;
  readonly #memoryFile: string;
  #remembered = '';
  #onServerClock: boolean;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { site: SiteTime; face: OpcUaFace; serial: string; seed: number; memoryFile: string }) {
    this.#site = options.site;
    this.#memoryFile = options.memoryFile;
    this.#onServerClock = options.site.known;
    const nowMs = Math.floor(options.site.now());
    const memory = readMemory(options.memoryFile, nowMs);
    this.processor = new Processor({
      serial: options.serial,
      nowMs,
      seed: options.seed,
      emit: (sample) => {
        options.face.give(sample);
      },
      ...(memory ? { memory } : {}),
    });
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.catchUp();
      this.remember();
    }, TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.remember();
  }

  /** Carries the device to now; to be called before anything is done to it, so that it is done at the right moment. */
  catchUp(): void {
    if (!this.#onServerClock && this.#site.known) {
      this.#onServerClock = true;
      this.processor.setClock(Math.floor(this.#site.now()));
    }
    const fast = this.#site.rate > 1 || this.behindMs > LEAP_MS;
    this.processor.advance(Math.floor(this.#site.now()), fast ? EVERY_FAST_MS : EVERY_MS, MOMENTS_PER_TICK_MAX);
  }

  /** Asks the server for site time and carries the device there. */
  async comeToNow(): Promise<void> {
    await this.#site.hear();
    const toMs = this.#site.now();
    this.catchUp();
    while (this.processor.nowMs < Math.floor(toMs)) {
      // Others who ask the device something must not wait for all of it.
      await setImmediate();
      this.catchUp();
    }
  }

  /** How far the device lags behind site time. */
  get behindMs(): number {
    return Math.max(0, Math.floor(this.#site.now()) - this.processor.nowMs);
  }

  /** Writes down what it must still know after a restart. */
  remember(): void {
    const memory = JSON.stringify(this.processor.memory());
    if (memory === this.#remembered) return;
    writeFileSync(`${this.#memoryFile}.new`, memory);
    renameSync(`${this.#memoryFile}.new`, this.#memoryFile);
    this.#remembered = memory;
  }
}

/** What the device remembers; nothing when the file is damaged, or from a time that is still to come (another site's). */
function readMemory(file: string, nowMs: number): Memory | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const memory = JSON.parse(readFileSync(file, 'utf8')) as Omit<Memory, 'format'> & { format?: number };
    if (memory.format !== MEMORY_FORMAT) return undefined;
    const newestMs = Math.max(memory.nowMs, ...memory.shown.map(({ atMs }) => atMs));
    return newestMs > nowMs ? undefined : { ...memory, format: MEMORY_FORMAT };
  } catch {
    return undefined;
  }
}
