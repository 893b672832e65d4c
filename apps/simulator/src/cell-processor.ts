import { SIGNALS, SIGNAL_NAMES, type SignalName } from '@autolog/domain/device/signal';
import { activityNamed, COMPLETE, IDLE, type Activity, type ChamberSettings, type DeviceState } from './activity.js';
import { ActiveAlarms, type AlarmMemory, type AlarmName } from './active-alarms.js';
import type { AssayResults } from './cells/assay.js';
import { Cells, type CellState } from './cells/cells.js';
import { programNamed, type Program } from './program.js';
import { Sensors, type Drift, type SensorMemory, type SensorName, type ChamberWork } from './sensors.js';

export type SignalValue = string | number | boolean;
/** One value of one signal at one moment of site time. */
export type SimulatedReading = Readonly<{ signal: SignalName; value: SignalValue; atMs: number }>;

/** Where the device is in what it does; times in site milliseconds. */
type ActivityPosition = Readonly<{
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
export type DeviceMemory = Readonly<{
  format: typeof MEMORY_FORMAT;
  nowMs: number;
  position: ActivityPosition;
  alarms: AlarmMemory;
  sensors: SensorMemory;
  cells: CellState;
  /** What it showed on change alone, each with its moment: switched on again, it knows since when that holds. */
  shown: readonly SimulatedReading[];
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

const withStoppedMotors = (chamber: ChamberSettings): ChamberSettings => ({ ...chamber, rotorSpeed: 0, pumpSpeed: 0 });

const initialPosition = (nowMs: number): ActivityPosition => ({
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
export class CellProcessor {
  readonly #emit: (sample: SimulatedReading) => void;
  readonly #lastValues = new Map<SignalName, SignalValue>();
  readonly #lastMs = new Map<SignalName, number>();
  readonly #sensors: Sensors;
  readonly #alarms: ActiveAlarms;
  readonly #cells: Cells;
  #position: ActivityPosition;
  #activity: Activity;
  #program: Program | null;
  #nowMs: number;
  #isMeasuring = true;

  constructor(options: {
    serial: string;
    nowMs: number;
    seed: number;
    emit: (sample: SimulatedReading) => void;
    memory?: DeviceMemory;
  }) {
    const { memory, seed } = options;
    this.#emit = options.emit;
    this.#nowMs = memory?.nowMs ?? options.nowMs;
    this.#position = memory?.position ?? initialPosition(this.#nowMs);
    this.#activity =
      this.#position.activity === COMPLETE.name ? COMPLETE : (activityNamed(this.#position.activity) ?? IDLE);
    this.#program = (this.#position.program !== null && programNamed(this.#position.program)) || null;
    this.#alarms = new ActiveAlarms(memory?.alarms);
    this.#cells = new Cells(seed, this.#nowMs, memory?.cells);
    this.#sensors = new Sensors(seed, this.#chamberWork(), this.#nowMs, memory?.sensors);
    for (const sample of memory?.shown ?? []) {
      this.#lastValues.set(sample.signal, sample.value);
      this.#lastMs.set(sample.signal, sample.atMs);
      this.#emit(sample);
    }
    if (memory) for (const signal of SENSOR_NAMES) this.#lastMs.set(signal, this.#nowMs);
    this.#setSignal('deviceSerial', options.serial);
    this.#setSignal('softwareVersion', '3.1.0-simulated');
    if (memory) this.#advanceUnmeasured(options.nowMs);
    this.#updateStatusSignals();
    this.#readSensors();
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  get prompt(): string {
    return this.#position.prompt;
  }

  /** When the activity ends by itself; undefined while it waits, is halted, or has no end. */
  get endsAtMs(): number | undefined {
    return this.#isWorking ? (this.#position.endsAtMs ?? undefined) : undefined;
  }

  get donorSeed(): number {
    return this.#cells.donor.seed;
  }

  memory(): DeviceMemory {
    return {
      format: MEMORY_FORMAT,
      nowMs: this.#nowMs,
      position: this.#position,
      alarms: this.#alarms.memory(),
      sensors: this.#sensors.memory(),
      cells: this.#cells.memory(),
      shown: [...this.#lastValues]
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
      const endMs = this.#isWorking && this.#position.endsAtMs !== null ? this.#position.endsAtMs : Infinity;
      const nextMs = Math.min(gridMs, Math.max(endMs, this.#nowMs));
      if (nextMs > toMs) {
        if (toMs > this.#nowMs) this.#advanceTo(toMs);
        return;
      }
      this.#advanceTo(nextMs);
      if (endMs <= nextMs) this.#endActivity();
      this.#readSensors();
    }
  }

  /** The device's clock was set, as at its first contact with the site's: no time passed, nothing was measured. */
  setClock(ms: number): void {
    const shift = ms - this.#nowMs;
    const shifted = (at: number | null): number | null => (at === null ? null : at + shift);
    const { length, endsAtMs, haltedMs, sinceMs, countedMs, restoredMs } = this.#position;
    this.#nowMs = ms;
    this.#change({
      sinceMs: sinceMs + shift,
      countedMs: countedMs + shift,
      restoredMs: restoredMs + shift,
      endsAtMs: shifted(endsAtMs),
      haltedMs: shifted(haltedMs),
      length: length && 'untilMs' in length ? { untilMs: length.untilMs + shift } : length,
    });
    this.#sensors.shiftClock(shift);
    this.#cells.shiftClock(shift);
    this.#lastMs.clear();
  }

  startActivity(activity: Activity, minutes: number | undefined): void {
    this.#program = null;
    const length = minutes ?? activity.minutes;
    this.#beginActivity(activity, length === undefined ? null : { minutes: length }, activity.prompt ?? '');
    this.#updateStatusSignals();
    this.#readSensors();
  }

  /** A program begins with a new tubing set, and with the donor's bag untouched. */
  startProgram(program: Program): void {
    this.#program = program;
    this.#change({ phase: 0 });
    this.#cells.receiveDonor(this.donorSeed, this.#nowMs);
    this.#sensors.reset(this.#nowMs);
    this.#beginProgramActivity(program);
    this.#updateStatusSignals();
    this.#readSensors();
  }

  /** The operator pressed the key on the device. */
  acknowledge(): void {
    this.#change({ prompt: '' });
    this.#beginWork();
    this.#updateStatusSignals();
    this.#readSensors();
  }

  setAlarm(name: AlarmName, active: boolean): void {
    this.#countWorkedTime();
    this.#alarms.set(name, active);
    if (name === 'mains_lost' && !active) this.#change({ restoredMs: this.#nowMs });
    const { haltedMs, endsAtMs, length, sinceMs } = this.#position;
    if (this.#alarms.halt !== undefined) {
      if (haltedMs === null) this.#change({ haltedMs: this.#nowMs });
    } else if (haltedMs !== null) {
      const lostMs = this.#nowMs - Math.max(haltedMs, sinceMs);
      const later = endsAtMs !== null && length !== null && 'minutes' in length ? endsAtMs + lostMs : endsAtMs;
      this.#change({ haltedMs: null, endsAtMs: later });
    }
    this.#sensors.setWork(this.#chamberWork(), this.#alarms.faults, this.#nowMs, false);
    this.#updateStatusSignals();
    this.#readSensors();
  }

  drift(signal: SensorName, drift: Drift): void {
    this.#sensors.drift(signal, drift, this.#nowMs);
    this.#readSensors();
  }

  setSupervisory(jobId: string, taskId: string): void {
    this.#change({ jobId, taskId });
    this.#updateStatusSignals();
  }

  /** Whether a patient's cells are on their way through the device. */
  get hasPatientCells(): boolean {
    return this.#cells.inCulture || (this.#program !== null && this.#activity !== COMPLETE);
  }

  /** A new patient's bag arrives. */
  receiveDonor(donorSeed: number): void {
    this.#cells.receiveDonor(donorSeed, this.#nowMs);
  }

  /** The cells fall ill; false where there are none. */
  applyDistress(points: number): boolean {
    return this.#cells.applyDistress(points, this.#nowMs);
  }

  assayResults(): { day: number | null; values: AssayResults } {
    const values = this.#cells.assayResults(this.#nowMs, this.#sensors.surroundings(this.#nowMs));
    return { day: this.#cells.dayAt(this.#nowMs), values };
  }

  state(): Readonly<Record<string, SignalValue>> {
    return Object.fromEntries(this.#lastValues);
  }

  get #isWorking(): boolean {
    return this.#position.prompt === '' && this.#position.haltedMs === null;
  }

  /** While it was off, the chamber went on by itself; what it would have measured meanwhile is lost. */
  #advanceUnmeasured(nowMs: number): void {
    this.#isMeasuring = false;
    this.advance(nowMs, MINUTE_MS, Infinity);
    this.#isMeasuring = true;
  }

  #beginProgramActivity(program: Program): void {
    const programActivity = program.activities[this.#position.phase];
    const activity = programActivity && activityNamed(programActivity.activity);
    if (!programActivity || !activity) {
      this.#beginActivity(COMPLETE, null, '');
      return;
    }
    const activatedMs = this.#cells.activatedMs ?? this.#nowMs;
    const length =
      'minutes' in programActivity
        ? { minutes: programActivity.minutes }
        : { untilMs: activatedMs + programActivity.untilHours * 60 * MINUTE_MS };
    this.#beginActivity(activity, length, programActivity.prompted ? (activity.prompt ?? '') : '');
  }

  #beginActivity(activity: Activity, length: ActivityPosition['length'], prompt: string): void {
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
    else this.#sensors.setWork(this.#chamberWork(), this.#alarms.faults, this.#nowMs, true);
  }

  #beginWork(): void {
    const { length } = this.#position;
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
    this.#sensors.setWork(this.#chamberWork(), this.#alarms.faults, nowMs, true);
    if (this.#activity.treatment) this.#cells.beginTreatment(this.#activity.treatment, nowMs, volume);
  }

  #endActivity(): void {
    this.#countWorkedTime();
    const { workedMs, pumpedMs } = this.#position;
    const volume = this.#sensors.volumeAt(this.#nowMs);
    const done = workedMs === 0 ? 1 : pumpedMs / workedMs;
    if (this.#activity.treatment) this.#cells.endTreatment(this.#activity.treatment, this.#nowMs, volume, done);
    if (this.#program) {
      this.#change({ phase: this.#position.phase + 1 });
      this.#beginProgramActivity(this.#program);
    } else {
      this.#beginActivity(IDLE, null, '');
    }
    this.#updateStatusSignals();
  }

  /** Counts how long it worked and pumped; before anything changes about that. */
  #countWorkedTime(): void {
    const passedMs = this.#isWorking ? this.#nowMs - this.#position.countedMs : 0;
    this.#change({
      workedMs: this.#position.workedMs + passedMs,
      pumpedMs: this.#position.pumpedMs + (this.#alarms.faults.has('pump_stall') ? 0 : passedMs),
      countedMs: this.#nowMs,
    });
  }

  #volumeTo(): number | null {
    const { finalVolume: volumeTo } = this.#activity;
    return volumeTo === undefined ? null : typeof volumeTo === 'number' ? volumeTo : this.#cells.volumeOf(volumeTo);
  }

  /** What the chamber does now: at work, waiting for the operator, or halted by an alarm. */
  #chamberWork(): ChamberWork {
    const asks = this.#position.prompt !== '';
    const asked = asks ? (this.#activity.chamberWhileWaiting ?? withStoppedMotors(this.#activity)) : this.#activity;
    const { tempSet, co2Set, rotorSpeed, pumpSpeed } =
      this.#position.haltedMs === null ? asked : withStoppedMotors(asked);
    const stalled = this.#alarms.faults.has('pump_stall');
    return {
      chamber: { tempSet, co2Set, rotorSpeed, pumpSpeed: stalled ? 0 : pumpSpeed },
      volumeTo: this.#isWorking && !stalled ? this.#volumeTo() : null,
      millilitresPerMs: this.#position.millilitresPerMs,
    };
  }

  #advanceTo(ms: number): void {
    this.#cells.advance(ms, (atMs) => this.#sensors.surroundings(atMs));
    this.#nowMs = ms;
  }

  #readSensors(): void {
    for (const signal of SENSOR_NAMES) {
      const value = this.#sensors.read(signal, this.#nowMs);
      this.#lastValues.set(signal, value);
      if (this.#isMeasuring) this.#emitReading(signal, value);
    }
    if (this.#watchLimits()) this.#updateStatusSignals();
  }

  /** The device raises what its own sensors show, and takes it back with a little hysteresis. */
  #watchLimits(): boolean {
    const temp = this.#sensors.lastValue('tempActual') - this.#sensors.lastValue('tempSet');
    const supply = this.#sensors.lastValue('gasSupplyPressure');
    const pressure = this.#sensors.lastValue('pressure1');
    const incubating = this.#sensors.lastValue('co2Set') > 0;
    const supplyForced = this.#sensors.isDrifting('gasSupplyPressure');
    const waitedMs = this.#position.prompt === '' ? 0 : this.#nowMs - this.#position.sinceMs;
    const restoredLongAgo = this.#nowMs - this.#position.restoredMs >= MAINS_RESTORED_SHOWN_MS;
    const changes = [
      this.#alarms.detect('temperature_low', incubating && temp < -1, temp > -0.7),
      this.#alarms.detect('temperature_high', incubating && temp > 1, temp < 0.7),
      this.#alarms.detect('co2_supply_low', supply < 0.8, supply > 0.9 && !supplyForced),
      this.#alarms.detect('pressure_high', pressure > PRESSURE_HIGH_MBAR, pressure < PRESSURE_HIGH_MBAR - 50),
      this.#alarms.detect('prompt_unanswered', waitedMs >= PROMPT_UNANSWERED_MS, waitedMs === 0),
      this.#alarms.detect('mains_restored', false, restoredLongAgo),
    ];
    return changes.includes(true);
  }

  #deviceState(): DeviceState {
    const { halt } = this.#alarms;
    if (halt === 'Error') return 'Error';
    return this.#position.prompt === '' ? (halt ?? this.#activity.state) : 'WaitingOperator';
  }

  #updateStatusSignals(): void {
    const { mostSevere: worst, faults } = this.#alarms;
    this.#setSignal('deviceState', this.#deviceState());
    this.#setSignal('activityName', this.#activity.name);
    this.#setSignal('programId', this.#program?.name ?? '');
    this.#setSignal('programVersion', this.#program?.version ?? '');
    this.#setSignal('supervisoryJobId', this.#position.jobId);
    this.#setSignal('supervisoryTaskId', this.#position.taskId);
    this.#setSignal('promptText', this.#position.prompt);
    this.#setSignal('lidClosed', !faults.has('lid_open'));
    this.#setSignal('mainsOk', !faults.has('mains_lost'));
    this.#setSignal('alarmSeverity', worst?.severity ?? 0);
    this.#setSignal('alarmText', worst?.text ?? '');
  }

  #setSignal(signal: SignalName, value: SignalValue): void {
    if (this.#lastValues.get(signal) === value) return;
    this.#lastValues.set(signal, value);
    this.#emitReading(signal, value);
  }

  /** Two values of one signal never bear the same moment, even while simulated time stands still. */
  #emitReading(signal: SignalName, value: SignalValue): void {
    const atMs = Math.max(this.#nowMs, (this.#lastMs.get(signal) ?? -Infinity) + 1);
    this.#lastMs.set(signal, atMs);
    this.#emit({ signal, value, atMs });
  }

  #change(change: Partial<ActivityPosition>): void {
    this.#position = { ...this.#position, ...change };
  }
}
