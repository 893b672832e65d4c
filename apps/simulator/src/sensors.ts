import type { SignalName } from '@autolog/domain/device/signal';
import { ML_PER_REVOLUTION, type ChamberSettings } from './activity.js';
import type { AlarmName } from './active-alarms.js';
import { seededRandom } from './cells/seeded-random.js';
import type { ChamberConditions } from './cells/culture.js';

export type SensorName = Extract<
  SignalName,
  | 'tempActual'
  | 'tempSet'
  | 'co2Actual'
  | 'co2Set'
  | 'gasSupplyPressure'
  | 'rotorSpeed'
  | 'volumeEstimated'
  | 'pumpSpeed'
  | 'transferredVolume'
  | 'pressure1'
>;

/** A constant offset of a sensor, or a linear drift to another value. Offset 0 ends both. */
export type Drift = Readonly<{ offset: number } | { to: number; overSeconds: number }>;
type LinearDrift = Readonly<{ from: number; to: number; beganMs: number; overMs: number }>;
/** An exponential course from one value towards another: a function of time only. */
type ExponentialCourse = Readonly<{ from: number; to: number; tauMs: number; beganMs: number }>;
/** The set values of the chamber, and how its volume changes. */
export type ChamberWork = Readonly<{ chamber: ChamberSettings; volumeTo: number | null; millilitresPerMs: number }>;
/** The state of chamber and sensors, saved in the device's memory: its fields do not change. */
export type SensorMemory = Readonly<{
  work: ChamberWork;
  sinceMs: number;
  faults: readonly AlarmName[];
  warmth: ExponentialCourse;
  carbonDioxide: ExponentialCourse;
  volume: number;
  transferred: number;
  offsets: Readonly<Record<string, number>>;
  walks: Readonly<Record<string, LinearDrift>>;
}>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const AMBIENT = 22;
const SUPPLY_BAR = 1.5;
const SUPPLY_LOW_BAR = 0.6;
/** How long the gas in the line lasts after the bottle is empty. */
const GAS_LEFT_MS = 30 * MINUTE_MS;
const RECOVERY_MS = 10 * MINUTE_MS;
const BLOCKED_MBAR = 380;
const MISMATCH_ML = 15;
const NOISE: Readonly<Record<SensorName, number>> = {
  tempActual: 0.15,
  tempSet: 0,
  co2Actual: 0.15,
  co2Set: 0,
  gasSupplyPressure: 0.02,
  rotorSpeed: 2,
  volumeEstimated: 0.3,
  pumpSpeed: 0.2,
  transferredVolume: 0,
  pressure1: 3,
};
const DIGITS: Readonly<Partial<Record<SensorName, number>>> = { tempActual: 2, co2Actual: 2, gasSupplyPressure: 3 };

/** The true values in the chamber, and the values the sensors show. */
export class Sensors {
  readonly #seed: number;
  readonly #lastValues = new Map<SensorName, number>();
  #state: SensorMemory;

  constructor(seed: number, work: ChamberWork, nowMs: number, memory?: SensorMemory) {
    this.#seed = seed;
    const steady: ExponentialCourse = { from: 0, to: 0, tauMs: RECOVERY_MS, beganMs: nowMs };
    this.#state = memory ?? {
      work,
      sinceMs: nowMs,
      faults: [],
      warmth: steady,
      carbonDioxide: steady,
      volume: 0,
      transferred: 0,
      offsets: {},
      walks: {},
    };
  }

  memory(): SensorMemory {
    return this.#state;
  }

  /** Called when the device's clock is set: no time passes in the chamber. */
  shiftClock(byMs: number): void {
    const moved = <T extends { beganMs: number }>(one: T): T => ({ ...one, beganMs: one.beganMs + byMs });
    const { sinceMs, warmth, carbonDioxide, walks } = this.#state;
    this.#change({
      sinceMs: sinceMs + byMs,
      warmth: moved(warmth),
      carbonDioxide: moved(carbonDioxide),
      walks: Object.fromEntries(Object.entries(walks).map(([signal, walk]) => [signal, moved(walk)])),
    });
  }

  lastValue(signal: SensorName): number {
    return this.#lastValues.get(signal) ?? 0;
  }

  /** Whether a drift was set for this sensor. */
  isDrifting(signal: SensorName): boolean {
    return this.#state.walks[signal] !== undefined;
  }

  drift(signal: SensorName, drift: Drift, nowMs: number): void {
    const { [signal]: ended, ...walks } = this.#state.walks;
    if ('to' in drift) {
      const from = this.#lastValues.get(signal) ?? ended?.to ?? 0;
      const walk = { from, to: drift.to, beganMs: nowMs, overMs: drift.overSeconds * 1_000 };
      this.#change({ walks: { ...walks, [signal]: walk } });
      return;
    }
    this.#change({ walks, offsets: { ...this.#state.offsets, [signal]: drift.offset } });
  }

  /** A new tubing set: the chamber is empty and nothing was pumped. */
  reset(nowMs: number): void {
    this.#change({ volume: 0, transferred: 0, sinceMs: nowMs });
  }

  /**
   * Sets the work of the chamber from now on. With `atSetpoint` temperature and carbon dioxide are at their set values
   * from the first reading, unless a fault prevents it.
   */
  setWork(work: ChamberWork, faults: ReadonlySet<AlarmName>, nowMs: number, atSetpoint: boolean): void {
    const [volume, transferred] = [this.volumeAt(nowMs), this.#transferredAt(nowMs)];
    const courses = (['warmth', 'carbonDioxide'] as const).map((name): [string, ExponentialCourse] => {
      const now = this.#state[name];
      const effect = (name === 'warmth' ? temperatureFaultEffect : carbonDioxideFaultEffect)(work.chamber, faults);
      if (effect === undefined && atSetpoint) return [name, { from: 0, to: 0, tauMs: RECOVERY_MS, beganMs: nowMs }];
      const { to, tauMs, afterMs } = effect ?? { to: 0, tauMs: RECOVERY_MS, afterMs: 0 };
      if (now.to === to && now.tauMs === tauMs) return [name, now];
      return [name, { from: courseAt(now, nowMs), to, tauMs, beganMs: nowMs + afterMs }];
    });
    this.#change({ work, faults: [...faults], sinceMs: nowMs, volume, transferred, ...Object.fromEntries(courses) });
  }

  volumeAt(atMs: number): number {
    const { work, volume, sinceMs } = this.#state;
    if (work.volumeTo === null) return volume;
    const change = work.volumeTo - volume;
    const done = Math.min(Math.abs(change), work.millilitresPerMs * (atMs - sinceMs));
    return volume + Math.sign(change) * done;
  }

  /** The conditions around the cells: a drift that was set is real for them, the noise of the sensors is not. */
  chamberConditions(atMs: number): ChamberConditions {
    return {
      temperature: this.#valueWithDrift('tempActual', atMs),
      carbonDioxide: this.#valueWithDrift('co2Actual', atMs),
      volume: this.volumeAt(atMs),
    };
  }

  /** The value the sensor shows, rounded to its digits. */
  read(signal: SensorName, nowMs: number): number {
    let value = this.#valueWithDrift(signal, nowMs);
    // A pump or rotor that stands still is shown without noise.
    const still = value === 0 && (signal === 'rotorSpeed' || signal === 'pumpSpeed');
    if (!still && NOISE[signal] > 0) value += (seededRandom(this.#seed, signal, nowMs) * 2 - 1) * NOISE[signal];
    if (signal !== 'pressure1' && signal !== 'tempActual') value = Math.max(0, value);
    const rounded = Number(value.toFixed(DIGITS[signal] ?? 1));
    this.#lastValues.set(signal, rounded);
    return rounded;
  }

  #valueWithDrift(signal: SensorName, atMs: number): number {
    const { walks, offsets } = this.#state;
    const walk = walks[signal];
    const share = walk && (walk.overMs <= 0 ? 1 : Math.min(1, (atMs - walk.beganMs) / walk.overMs));
    const value =
      walk && share !== undefined ? walk.from + (walk.to - walk.from) * share : this.#trueValue(signal, atMs);
    return value + (offsets[signal] ?? 0);
  }

  #trueValue(signal: SensorName, atMs: number): number {
    const { work, faults, warmth, carbonDioxide } = this.#state;
    switch (signal) {
      case 'tempActual':
        return work.chamber.tempSet + courseAt(warmth, atMs);
      case 'co2Actual':
        return work.chamber.co2Set + courseAt(carbonDioxide, atMs);
      case 'gasSupplyPressure':
        return faults.includes('co2_supply_low') ? SUPPLY_LOW_BAR : SUPPLY_BAR;
      case 'volumeEstimated':
        return this.volumeAt(atMs) - (faults.includes('volume_mismatch') ? MISMATCH_ML : 0);
      case 'transferredVolume':
        return this.#transferredAt(atMs);
      case 'pressure1':
        return faults.includes('pressure_high') ? BLOCKED_MBAR : work.chamber.pumpSpeed * 1.5;
      case 'tempSet':
      case 'co2Set':
      case 'rotorSpeed':
      case 'pumpSpeed':
        return work.chamber[signal];
    }
  }

  #transferredAt(atMs: number): number {
    const { work, transferred, sinceMs } = this.#state;
    return transferred + (work.chamber.pumpSpeed * ML_PER_REVOLUTION * (atMs - sinceMs)) / MINUTE_MS;
  }

  #change(change: Partial<SensorMemory>): void {
    this.#state = { ...this.#state, ...change };
  }
}

type FaultEffect = Readonly<{ to: number; tauMs: number; afterMs: number }>;

/** The effect of faults on the temperature, in degrees from its set value. */
function temperatureFaultEffect({ tempSet }: ChamberSettings, faults: ReadonlySet<AlarmName>): FaultEffect | undefined {
  if (faults.has('mains_lost')) return { to: AMBIENT - tempSet, tauMs: 2 * HOUR_MS, afterMs: 0 };
  if (faults.has('temperature_high')) return { to: 2.5, tauMs: HOUR_MS / 2, afterMs: 0 };
  if (faults.has('temperature_low')) return { to: -3, tauMs: HOUR_MS / 2, afterMs: 0 };
  if (faults.has('lid_open')) return { to: AMBIENT - tempSet, tauMs: 4 * HOUR_MS, afterMs: 0 };
  return undefined;
}

/** The effect of faults on the carbon dioxide, in percentage points from its set value. */
function carbonDioxideFaultEffect(
  { co2Set }: ChamberSettings,
  faults: ReadonlySet<AlarmName>,
): FaultEffect | undefined {
  if (faults.has('mains_lost')) return { to: -co2Set, tauMs: 3 * HOUR_MS, afterMs: 0 };
  if (faults.has('co2_supply_low')) return { to: -0.9 * co2Set, tauMs: HOUR_MS, afterMs: GAS_LEFT_MS };
  return undefined;
}

const courseAt = ({ from, to, tauMs, beganMs }: ExponentialCourse, atMs: number): number =>
  atMs <= beganMs || from === to ? from : to + (from - to) * Math.exp(-(atMs - beganMs) / tauMs);

export const isSensorName = (name: string): name is SensorName => Object.hasOwn(NOISE, name);
