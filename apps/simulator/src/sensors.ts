import type { SignalName } from '@autolog/domain/device/signal';
import type { Activity, AlarmName } from './activity.js';

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

/** Either a constant added to what the sensor shows, or a slow walk to another value. Offset 0 ends both. */
export type Drift = Readonly<{ offset: number } | { to: number; overSeconds: number }>;
type Walk = Readonly<{ from: number; to: number; beganMs: number; overMs: number }>;

/** How fast the chamber fills in an activity that has no end of its own. */
const FILL_MS = 60_000;
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

/** What the chamber is really like, and what the sensors show of it. */
export class Sensors {
  readonly #random: () => number;
  readonly #true: Record<SensorName, number> = {
    tempActual: 21,
    tempSet: 21,
    co2Actual: 0,
    co2Set: 0,
    gasSupplyPressure: 1.5,
    rotorSpeed: 0,
    volumeEstimated: 0,
    pumpSpeed: 0,
    transferredVolume: 0,
    pressure1: 0,
  };
  readonly #shown = new Map<SensorName, number>();
  readonly #offsets = new Map<SensorName, number>();
  readonly #walks = new Map<SensorName, Walk>();

  constructor(random: () => number) {
    this.#random = random;
  }

  get volume(): number {
    return this.#true.volumeEstimated;
  }

  set volume(millilitres: number) {
    this.#true.volumeEstimated = millilitres;
  }

  shown(signal: SensorName): number {
    return this.#shown.get(signal) ?? this.#true[signal];
  }

  /** Whether somebody pushes this sensor away from the truth. */
  forced(signal: SensorName): boolean {
    return this.#walks.has(signal);
  }

  drift(signal: SensorName, drift: Drift, nowMs: number): void {
    if ('to' in drift) {
      const walk = { from: this.shown(signal), to: drift.to, beganMs: nowMs, overMs: drift.overSeconds * 1_000 };
      this.#walks.set(signal, walk);
      return;
    }
    this.#walks.delete(signal);
    this.#offsets.set(signal, drift.offset);
  }

  /** The chamber is brought to its temperature before an activity begins, so that it holds from the first reading on. */
  begin(activity: Activity): void {
    const t = this.#true;
    t.tempSet = activity.tempSet;
    t.co2Set = activity.co2Set;
    t.tempActual = activity.tempSet;
    t.co2Actual = activity.co2Set;
    t.rotorSpeed = activity.rotorSpeed;
    t.pumpSpeed = activity.pumpSpeed;
    t.pressure1 = activity.pumpSpeed * 1.5;
  }

  /** Carries the chamber from one moment to another while one activity is on; `endsAtMs` is when that activity ends. */
  move(activity: Activity, fromMs: number, toMs: number, endsAtMs: number | null): void {
    const t = this.#true;
    this.begin(activity);
    t.transferredVolume += (activity.pumpSpeed * (toMs - fromMs)) / 240_000;
    if (activity.volumeTo !== undefined) {
      const openEnded = 1 - Math.exp(-(toMs - fromMs) / FILL_MS);
      const share = endsAtMs === null ? openEnded : Math.min(1, (toMs - fromMs) / Math.max(1, endsAtMs - fromMs));
      t.volumeEstimated += (activity.volumeTo - t.volumeEstimated) * share;
    }
  }

  /** The value the sensor shows, rounded to its digits. */
  read(signal: SensorName, nowMs: number, alarms: ReadonlySet<AlarmName>): number {
    let value = this.#true[signal];
    if (signal === 'gasSupplyPressure' && alarms.has('co2_supply_low')) value = Math.min(value, 0.6);
    const walk = this.#walks.get(signal);
    if (walk) {
      const share = walk.overMs <= 0 ? 1 : Math.min(1, (nowMs - walk.beganMs) / walk.overMs);
      value = walk.from + (walk.to - walk.from) * share;
    }
    value += this.#offsets.get(signal) ?? 0;
    // A pump or rotor that stands still is read as standing still.
    const still = value === 0 && (signal === 'rotorSpeed' || signal === 'pumpSpeed');
    if (!still) value += (this.#random() * 2 - 1) * NOISE[signal];
    if (signal !== 'pressure1' && signal !== 'tempActual') value = Math.max(0, value);
    const rounded = Number(value.toFixed(DIGITS[signal] ?? 1));
    this.#shown.set(signal, rounded);
    return rounded;
  }
}

export const isSensorName = (name: string): name is SensorName => Object.hasOwn(NOISE, name);
