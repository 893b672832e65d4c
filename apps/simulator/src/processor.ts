import { SIGNALS, SIGNAL_NAMES, type SignalName } from '@autolog/domain/device/signal';
import { activityNamed, COMPLETE, IDLE, type Activity, type Chamber, type DeviceState } from './activity.js';
import { Alarms, type AlarmMemory, type AlarmName } from './alarm.js';
import type { Findings } from './cells/assay.js';
import { Cells, type CellState } from './cells/cells.js';
import { programNamed, type Program } from './program.js';
import { Sensors, type Drift, type SensorMemory, type SensorName, type Work } from './sensors.js';

export type Value = string | number | boolean;
/** One value of one signal at one moment of site time. */
export type Sample = Readonly<{ signal: SignalName; value: Value; atMs: number }>;

/** Where the device is in what it does; times in site milliseconds. */
type Position = Readonly<{
  activity: string;
  sinceMs: number;
  /** Minutes it will take, or the moment it lasts until; null until the next activity. */
  length: { minutes: number } | { untilMs: number } | null;
  endsAtMs: number | null;
  prompt: string;
  program: string | null;
  phase: number;
  haltedMs: number | null;
  millilitresPerMs: number;
  /** How long it worked, and for how much of that the pump could turn, up to `countedMs`. */
  workedMs: number;
  pumpedMs: number;
  countedMs: number;
  restoredMs: number;
  jobId: string;
  taskId: string;
}>;

/** What the device must still know after it was switched off and on. */
export type Memory = Readonly<{
  format: typeof MEMORY_FORMAT;
  nowMs: number;
  position: Position;
  alarms: AlarmMemory;
  sensors: SensorMemory;
  cells: CellState;
  /** What it showed on change alone, each with its moment: switched on again, it knows since when that holds. */
  shown: readonly Sample[];
}>;

/** Raised whenever what is remembered changes shape: what an older device wrote down is then forgotten. */
export const MEMORY_FORMAT = 2;
const SENSOR_NAMES = SIGNAL_NAMES.filter(
  (name) => SIGNALS[name].kind === 'number' && name !== 'alarmSeverity',
) as readonly SensorName[];
const MINUTE_MS = 60_000;
/** How fast the chamber fills in an activity that has no end of its own. */
const FILL_MS = 3 * MINUTE_MS;
/** Longer than people need who were told; a device that nobody was told about says it once more. */
const PROMPT_UNANSWERED_MS = 4 * 60 * MINUTE_MS;
const MAINS_RESTORED_SHOWN_MS = 5 * MINUTE_MS;
const PRESSURE_HIGH_MBAR = 300;

const still = (chamber: Chamber): Chamber => ({ ...chamber, rotorSpeed: 0, pumpSpeed: 0 });

const atStart = (nowMs: number): Position => ({
  activity: IDLE.name,
  sinceMs: nowMs,
  length: null,
  endsAtMs: null,
  prompt: '',
  program: null,
  phase: 0,
  haltedMs: null,
  millilitresPerMs: 0,
  workedMs: 0,
  pumpedMs: 0,
  countedMs: nowMs,
  restoredMs: nowMs,
  jobId: '',
  taskId: '',
});

/**
 * The device itself: activities, programs, prompts, alarms and sensors, and the cells in it. It knows no clock:
 * `advance` carries it through site time and hands every value it showed on the way to `emit`, in order, each at its
 * exact moment.
 */
export class Processor {
  readonly #emit: (sample: Sample) => void;
  readonly #shown = new Map<SignalName, Value>();
  readonly #lastMs = new Map<SignalName, number>();
  readonly #sensors: Sensors;
  readonly #alarms: Alarms;
  readonly #cells: Cells;
  #at: Position;
  #activity: Activity;
  #program: Program | null;
  #nowMs: number;
  #measures = true;

  constructor(options: {
    serial: string;
    nowMs: number;
    seed: number;
    emit: (sample: Sample) => void;
    memory?: Memory;
  }) {
    const { memory, seed } = options;
    this.#emit = options.emit;
    this.#nowMs = memory?.nowMs ?? options.nowMs;
    this.#at = memory?.position ?? atStart(this.#nowMs);
    this.#activity = this.#at.activity === COMPLETE.name ? COMPLETE : (activityNamed(this.#at.activity) ?? IDLE);
    this.#program = (this.#at.program !== null && programNamed(this.#at.program)) || null;
    this.#alarms = new Alarms(memory?.alarms);
    this.#cells = new Cells(seed, this.#nowMs, memory?.cells);
    this.#sensors = new Sensors(seed, this.#work(), this.#nowMs, memory?.sensors);
    for (const sample of memory?.shown ?? []) {
      this.#shown.set(sample.signal, sample.value);
      this.#lastMs.set(sample.signal, sample.atMs);
      this.#emit(sample);
    }
    if (memory) for (const signal of SENSOR_NAMES) this.#lastMs.set(signal, this.#nowMs);
    this.#show('deviceSerial', options.serial);
    this.#show('softwareVersion', '3.1.0-simulated');
    if (memory) this.#catchUpUnseen(options.nowMs);
    this.#showAll();
    this.#readSensors();
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  get prompt(): string {
    return this.#at.prompt;
  }

  /** When the activity ends by itself; undefined while it waits, is halted, or has no end. */
  get endsAtMs(): number | undefined {
    return this.#working ? (this.#at.endsAtMs ?? undefined) : undefined;
  }

  get donorSeed(): number {
    return this.#cells.donor.seed;
  }

  memory(): Memory {
    return {
      format: MEMORY_FORMAT,
      nowMs: this.#nowMs,
      position: this.#at,
      alarms: this.#alarms.memory(),
      sensors: this.#sensors.memory(),
      cells: this.#cells.memory(),
      shown: [...this.#shown]
        .filter(([signal]) => !(SENSOR_NAMES as readonly SignalName[]).includes(signal))
        .map(([signal, value]) => ({ signal, value, atMs: this.#lastMs.get(signal) ?? this.#nowMs })),
    };
  }

  /**
   * Carries the device to `toMs`, sampling at every whole `everyMs` of site time and at every change, but at most
   * `samplesMax` sampling moments at once: the rest follows at the next call, so nothing is left out.
   */
  advance(toMs: number, everyMs: number, samplesMax: number): void {
    for (let taken = 0; taken < samplesMax; taken += 1) {
      const gridMs = (Math.floor(this.#nowMs / everyMs) + 1) * everyMs;
      const endMs = this.#working && this.#at.endsAtMs !== null ? this.#at.endsAtMs : Infinity;
      const nextMs = Math.min(gridMs, Math.max(endMs, this.#nowMs));
      if (nextMs > toMs) {
        if (toMs > this.#nowMs) this.#moveTo(toMs);
        return;
      }
      this.#moveTo(nextMs);
      if (endMs <= nextMs) this.#endActivity();
      this.#readSensors();
    }
  }

  /** The device's clock was set, as at its first contact with the site's: no time passed, nothing was measured. */
  setClock(ms: number): void {
    const shift = ms - this.#nowMs;
    const moved = (at: number | null): number | null => (at === null ? null : at + shift);
    const { length, endsAtMs, haltedMs, sinceMs, countedMs, restoredMs } = this.#at;
    this.#nowMs = ms;
    this.#change({
      sinceMs: sinceMs + shift,
      countedMs: countedMs + shift,
      restoredMs: restoredMs + shift,
      endsAtMs: moved(endsAtMs),
      haltedMs: moved(haltedMs),
      length: length && 'untilMs' in length ? { untilMs: length.untilMs + shift } : length,
    });
    this.#sensors.shift(shift);
    this.#cells.shift(shift);
    this.#lastMs.clear();
  }

  startActivity(activity: Activity, minutes: number | undefined): void {
    this.#program = null;
    const length = minutes ?? activity.minutes;
    this.#begin(activity, length === undefined ? null : { minutes: length }, activity.prompt ?? '');
    this.#showAll();
    this.#readSensors();
  }

  /** A program begins with a new tubing set, and with the donor's bag untouched. */
  startProgram(program: Program): void {
    this.#program = program;
    this.#change({ phase: 0 });
    this.#cells.arrive(this.donorSeed, this.#nowMs);
    this.#sensors.empty(this.#nowMs);
    this.#beginPhase(program);
    this.#showAll();
    this.#readSensors();
  }

  /** The operator pressed the key on the device. */
  acknowledge(): void {
    this.#change({ prompt: '' });
    this.#beginWork();
    this.#showAll();
    this.#readSensors();
  }

  setAlarm(name: AlarmName, active: boolean): void {
    this.#count();
    this.#alarms.set(name, active);
    if (name === 'mains_lost' && !active) this.#change({ restoredMs: this.#nowMs });
    const { haltedMs, endsAtMs, length, sinceMs } = this.#at;
    if (this.#alarms.halt !== undefined) {
      if (haltedMs === null) this.#change({ haltedMs: this.#nowMs });
    } else if (haltedMs !== null) {
      const lostMs = this.#nowMs - Math.max(haltedMs, sinceMs);
      const later = endsAtMs !== null && length !== null && 'minutes' in length ? endsAtMs + lostMs : endsAtMs;
      this.#change({ haltedMs: null, endsAtMs: later });
    }
    this.#sensors.work(this.#work(), this.#alarms.faults, this.#nowMs, false);
    this.#showAll();
    this.#readSensors();
  }

  drift(signal: SensorName, drift: Drift): void {
    this.#sensors.drift(signal, drift, this.#nowMs);
    this.#readSensors();
  }

  setSupervisory(jobId: string, taskId: string): void {
    this.#change({ jobId, taskId });
    this.#showAll();
  }

  /** Whether a patient's cells are on their way through the device. */
  get occupied(): boolean {
    return this.#cells.inCulture || (this.#program !== null && this.#activity !== COMPLETE);
  }

  /** A new patient's bag arrives. */
  arrive(donorSeed: number): void {
    this.#cells.arrive(donorSeed, this.#nowMs);
  }

  /** The cells fall ill; false where there are none. */
  sicken(points: number): boolean {
    return this.#cells.sicken(points, this.#nowMs);
  }

  findings(): { day: number | null; values: Findings } {
    const values = this.#cells.measure(this.#nowMs, this.#sensors.surroundings(this.#nowMs));
    return { day: this.#cells.dayAt(this.#nowMs), values };
  }

  state(): Readonly<Record<string, Value>> {
    return Object.fromEntries(this.#shown);
  }

  get #working(): boolean {
    return this.#at.prompt === '' && this.#at.haltedMs === null;
  }

  /** While it was off, the chamber went on by itself; what it would have measured meanwhile is lost. */
  #catchUpUnseen(nowMs: number): void {
    this.#measures = false;
    this.advance(nowMs, MINUTE_MS, Infinity);
    this.#measures = true;
  }

  #beginPhase(program: Program): void {
    const phase = program.phases[this.#at.phase];
    const activity = phase && activityNamed(phase.activity);
    if (!phase || !activity) {
      this.#begin(COMPLETE, null, '');
      return;
    }
    const activatedMs = this.#cells.activatedMs ?? this.#nowMs;
    const length =
      'minutes' in phase ? { minutes: phase.minutes } : { untilMs: activatedMs + phase.untilHours * 60 * MINUTE_MS };
    this.#begin(activity, length, phase.prompted ? (activity.prompt ?? '') : '');
  }

  #begin(activity: Activity, length: Position['length'], prompt: string): void {
    this.#activity = activity;
    if (activity === IDLE) this.#program = null;
    this.#change({
      activity: activity.name,
      program: this.#program?.name ?? null,
      sinceMs: this.#nowMs,
      length,
      endsAtMs: null,
      prompt,
    });
    if (prompt === '') this.#beginWork();
    else this.#sensors.work(this.#work(), this.#alarms.faults, this.#nowMs, true);
  }

  #beginWork(): void {
    const { length } = this.#at;
    const nowMs = this.#nowMs;
    // Who answers late finds what was planned for meanwhile past: it begins and ends at once.
    const endsAtMs =
      length === null
        ? null
        : Math.max(nowMs, 'minutes' in length ? nowMs + length.minutes * MINUTE_MS : length.untilMs);
    const volume = this.#sensors.volumeAt(nowMs);
    const way = Math.abs((this.#volumeTo() ?? volume) - volume);
    this.#change({
      sinceMs: nowMs,
      endsAtMs,
      millilitresPerMs: way / Math.max(1, endsAtMs === null ? FILL_MS : endsAtMs - nowMs),
      workedMs: 0,
      pumpedMs: 0,
      countedMs: nowMs,
    });
    this.#sensors.work(this.#work(), this.#alarms.faults, nowMs, true);
    if (this.#activity.treats) this.#cells.begin(this.#activity.treats, nowMs, volume);
  }

  #endActivity(): void {
    this.#count();
    const { workedMs, pumpedMs } = this.#at;
    const volume = this.#sensors.volumeAt(this.#nowMs);
    const done = workedMs === 0 ? 1 : pumpedMs / workedMs;
    if (this.#activity.treats) this.#cells.end(this.#activity.treats, this.#nowMs, volume, done);
    if (this.#program) {
      this.#change({ phase: this.#at.phase + 1 });
      this.#beginPhase(this.#program);
    } else {
      this.#begin(IDLE, null, '');
    }
    this.#showAll();
  }

  /** Counts how long it worked and pumped; before anything changes about that. */
  #count(): void {
    const passedMs = this.#working ? this.#nowMs - this.#at.countedMs : 0;
    this.#change({
      workedMs: this.#at.workedMs + passedMs,
      pumpedMs: this.#at.pumpedMs + (this.#alarms.faults.has('pump_stall') ? 0 : passedMs),
      countedMs: this.#nowMs,
    });
  }

  #volumeTo(): number | null {
    const { volumeTo } = this.#activity;
    return volumeTo === undefined ? null : typeof volumeTo === 'number' ? volumeTo : this.#cells.volumeOf(volumeTo);
  }

  /** What the chamber does now: at work, waiting for the operator, or halted by an alarm. */
  #work(): Work {
    const asks = this.#at.prompt !== '';
    const asked = asks ? (this.#activity.waits ?? still(this.#activity)) : this.#activity;
    const { tempSet, co2Set, rotorSpeed, pumpSpeed } = this.#at.haltedMs === null ? asked : still(asked);
    const stalled = this.#alarms.faults.has('pump_stall');
    return {
      chamber: { tempSet, co2Set, rotorSpeed, pumpSpeed: stalled ? 0 : pumpSpeed },
      volumeTo: this.#working && !stalled ? this.#volumeTo() : null,
      millilitresPerMs: this.#at.millilitresPerMs,
    };
  }

  #moveTo(ms: number): void {
    this.#cells.advance(ms, (atMs) => this.#sensors.surroundings(atMs));
    this.#nowMs = ms;
  }

  #readSensors(): void {
    for (const signal of SENSOR_NAMES) {
      const value = this.#sensors.read(signal, this.#nowMs);
      this.#shown.set(signal, value);
      if (this.#measures) this.#give(signal, value);
    }
    if (this.#watchLimits()) this.#showAll();
  }

  /** The device raises what its own sensors show, and takes it back with a little hysteresis. */
  #watchLimits(): boolean {
    const temp = this.#sensors.shown('tempActual') - this.#sensors.shown('tempSet');
    const supply = this.#sensors.shown('gasSupplyPressure');
    const pressure = this.#sensors.shown('pressure1');
    const incubating = this.#sensors.shown('co2Set') > 0;
    const supplyForced = this.#sensors.forced('gasSupplyPressure');
    const waitedMs = this.#at.prompt === '' ? 0 : this.#nowMs - this.#at.sinceMs;
    const restoredLongAgo = this.#nowMs - this.#at.restoredMs >= MAINS_RESTORED_SHOWN_MS;
    const changes = [
      this.#alarms.see('temperature_low', incubating && temp < -1, temp > -0.7),
      this.#alarms.see('temperature_high', incubating && temp > 1, temp < 0.7),
      this.#alarms.see('co2_supply_low', supply < 0.8, supply > 0.9 && !supplyForced),
      this.#alarms.see('pressure_high', pressure > PRESSURE_HIGH_MBAR, pressure < PRESSURE_HIGH_MBAR - 50),
      this.#alarms.see('prompt_unanswered', waitedMs >= PROMPT_UNANSWERED_MS, waitedMs === 0),
      this.#alarms.see('mains_restored', false, restoredLongAgo),
    ];
    return changes.includes(true);
  }

  #deviceState(): DeviceState {
    const { halt } = this.#alarms;
    if (halt === 'Error') return 'Error';
    return this.#at.prompt === '' ? (halt ?? this.#activity.state) : 'WaitingOperator';
  }

  #showAll(): void {
    const { worst, faults } = this.#alarms;
    this.#show('deviceState', this.#deviceState());
    this.#show('activityName', this.#activity.name);
    this.#show('programId', this.#program?.name ?? '');
    this.#show('programVersion', this.#program?.version ?? '');
    this.#show('supervisoryJobId', this.#at.jobId);
    this.#show('supervisoryTaskId', this.#at.taskId);
    this.#show('promptText', this.#at.prompt);
    this.#show('lidClosed', !faults.has('lid_open'));
    this.#show('mainsOk', !faults.has('mains_lost'));
    this.#show('alarmSeverity', worst?.severity ?? 0);
    this.#show('alarmText', worst?.text ?? '');
  }

  #show(signal: SignalName, value: Value): void {
    if (this.#shown.get(signal) === value) return;
    this.#shown.set(signal, value);
    this.#give(signal, value);
  }

  /** Two values of one signal never bear the same moment, even while simulated time stands still. */
  #give(signal: SignalName, value: Value): void {
    const atMs = Math.max(this.#nowMs, (this.#lastMs.get(signal) ?? -Infinity) + 1);
    this.#lastMs.set(signal, atMs);
    this.#emit({ signal, value, atMs });
  }

  #change(change: Partial<Position>): void {
    this.#at = { ...this.#at, ...change };
  }
}
