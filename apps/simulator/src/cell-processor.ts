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

/** The current activity and how far it is. Times are in milliseconds of site time. */
type ActivityPosition = Readonly<{
  activity: string;
  sinceMs: number;
  /** Its minutes, or the moment at which it ends; null: it lasts until the next activity. */
  length: { minutes: number } | { untilMs: number } | null;
  endsAtMs: number | null;
  prompt: string;
  program: string | null;
  phase: number;
  haltedMs: number | null;
  millilitresPerMs: number;
  /** Working time, and the part of it in which the pump could turn; both counted up to `countedMs`. */
  workedMs: number;
  pumpedMs: number;
  countedMs: number;
  restoredMs: number;
  jobId: string;
  taskId: string;
}>;

/** The device's memory over a restart, saved as JSON. A change of its fields needs a new MEMORY_FORMAT. */
export type DeviceMemory = Readonly<{
  format: typeof MEMORY_FORMAT;
  nowMs: number;
  position: ActivityPosition;
  alarms: AlarmMemory;
  sensors: SensorMemory;
  cells: CellState;
  /** The last value of each signal that is sent on change, with its moment. */
  shown: readonly SimulatedReading[];
}>;

/** Raised with each change of DeviceMemory: memory in an older format is not read. */
export const MEMORY_FORMAT = 2;
const SENSOR_NAMES = SIGNAL_NAMES.filter(
  (name) => SIGNALS[name].kind === 'number' && name !== 'alarmSeverity',
) as readonly SensorName[];
const MINUTE_MS = 60_000;
/** Time in which the chamber fills in an activity without an end. */
const FILL_MS = 3 * MINUTE_MS;
/** After this the device raises an alarm: normally somebody has answered by then. */
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
 * The simulated cell processor: activities, programs, prompts, alarms, sensors, and the cells in it. It reads no clock:
 * `advance` takes it to a moment of site time, and `emit` gets every value on the way, in order, each with its exact
 * moment.
 */
export class CellProcessor {
  readonly #emit: (reading: SimulatedReading) => void;
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
    emit: (reading: SimulatedReading) => void;
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
    for (const reading of memory?.shown ?? []) {
      this.#lastValues.set(reading.signal, reading.value);
      this.#lastMs.set(reading.signal, reading.atMs);
      this.#emit(reading);
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

  /** When the activity ends; undefined while it waits, is halted, or has no end. */
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
   * Advances the device to `toMs`. It measures at every whole `everyMs` of site time and at every change, but at most
   * `momentsMax` times in one call: the next call continues there, so nothing is left out.
   */
  advance(toMs: number, everyMs: number, momentsMax: number): void {
    for (let taken = 0; taken < momentsMax; taken += 1) {
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

  /** Sets the device's clock, as at the first answer of the server. No time passes, and nothing is measured. */
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

  /** Starts a program, with a new tubing set and the donor's full bag. */
  startProgram(program: Program): void {
    this.#program = program;
    this.#change({ phase: 0 });
    this.#cells.receiveDonor(this.donorSeed, this.#nowMs);
    this.#sensors.reset(this.#nowMs);
    this.#beginProgramActivity(program);
    this.#updateStatusSignals();
    this.#readSensors();
  }

  /** The operator presses the key on the device. */
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

  /** Whether cells of a patient are in the device. */
  get hasPatientCells(): boolean {
    return this.#cells.inCulture || (this.#program !== null && this.#activity !== COMPLETE);
  }

  /** A new patient's bag arrives. */
  receiveDonor(donorSeed: number): void {
    this.#cells.receiveDonor(donorSeed, this.#nowMs);
  }

  /** Lowers the viability of the cells; false when there are none. */
  applyDistress(points: number): boolean {
    return this.#cells.applyDistress(points, this.#nowMs);
  }

  assayResults(): { day: number | null; values: AssayResults } {
    const values = this.#cells.assayResults(this.#nowMs, this.#sensors.chamberConditions(this.#nowMs));
    return { day: this.#cells.dayAt(this.#nowMs), values };
  }

  state(): Readonly<Record<string, SignalValue>> {
    return Object.fromEntries(this.#lastValues);
  }

  get #isWorking(): boolean {
    return this.#position.prompt === '' && this.#position.haltedMs === null;
  }

  /** Advances through the time in which the device was off: the chamber went on, but nothing was measured. */
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
    // If the operator was so late that the planned end is past, the activity begins and ends at once.
    const endsAtMs =
      length === null
        ? null
        : Math.max(nowMs, 'minutes' in length ? nowMs + length.minutes * MINUTE_MS : length.untilMs);
    const volume = this.#sensors.volumeAt(nowMs);
    const change = Math.abs((this.#targetVolume() ?? volume) - volume);
    this.#change({
      sinceMs: nowMs,
      endsAtMs,
      millilitresPerMs: change / Math.max(1, endsAtMs === null ? FILL_MS : endsAtMs - nowMs),
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
    const doneShare = workedMs === 0 ? 1 : pumpedMs / workedMs;
    if (this.#activity.treatment) this.#cells.endTreatment(this.#activity.treatment, this.#nowMs, volume, doneShare);
    if (this.#program) {
      this.#change({ phase: this.#position.phase + 1 });
      this.#beginProgramActivity(this.#program);
    } else {
      this.#beginActivity(IDLE, null, '');
    }
    this.#updateStatusSignals();
  }

  /** Counts working and pumping time up to now. Call it before either starts or stops. */
  #countWorkedTime(): void {
    const passedMs = this.#isWorking ? this.#nowMs - this.#position.countedMs : 0;
    this.#change({
      workedMs: this.#position.workedMs + passedMs,
      pumpedMs: this.#position.pumpedMs + (this.#alarms.faults.has('pump_stall') ? 0 : passedMs),
      countedMs: this.#nowMs,
    });
  }

  #targetVolume(): number | null {
    const { finalVolume } = this.#activity;
    if (finalVolume === undefined) return null;
    return typeof finalVolume === 'number' ? finalVolume : this.#cells.volumeOf(finalVolume);
  }

  /** The work of the chamber now: of the activity, of waiting for the operator, or halted by an alarm. */
  #chamberWork(): ChamberWork {
    const isWaiting = this.#position.prompt !== '';
    const settings = isWaiting
      ? (this.#activity.chamberWhileWaiting ?? withStoppedMotors(this.#activity))
      : this.#activity;
    const { tempSet, co2Set, rotorSpeed, pumpSpeed } =
      this.#position.haltedMs === null ? settings : withStoppedMotors(settings);
    const stalled = this.#alarms.faults.has('pump_stall');
    return {
      chamber: { tempSet, co2Set, rotorSpeed, pumpSpeed: stalled ? 0 : pumpSpeed },
      volumeTo: this.#isWorking && !stalled ? this.#targetVolume() : null,
      millilitresPerMs: this.#position.millilitresPerMs,
    };
  }

  #advanceTo(ms: number): void {
    this.#cells.advance(ms, (atMs) => this.#sensors.chamberConditions(atMs));
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

  /** Raises and clears alarms by the device's own sensors, with some hysteresis. */
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
    const { mostSevere, faults } = this.#alarms;
    this.#setSignal('deviceState', this.#deviceState());
    this.#setSignal('activityName', this.#activity.name);
    this.#setSignal('programId', this.#program?.name ?? '');
    this.#setSignal('programVersion', this.#program?.version ?? '');
    this.#setSignal('supervisoryJobId', this.#position.jobId);
    this.#setSignal('supervisoryTaskId', this.#position.taskId);
    this.#setSignal('promptText', this.#position.prompt);
    this.#setSignal('lidClosed', !faults.has('lid_open'));
    this.#setSignal('mainsOk', !faults.has('mains_lost'));
    this.#setSignal('alarmSeverity', mostSevere?.severity ?? 0);
    this.#setSignal('alarmText', mostSevere?.text ?? '');
  }

  #setSignal(signal: SignalName, value: SignalValue): void {
    if (this.#lastValues.get(signal) === value) return;
    this.#lastValues.set(signal, value);
    this.#emitReading(signal, value);
  }

  /** Two values of one signal never have the same moment, even while simulated time stands still. */
  #emitReading(signal: SignalName, value: SignalValue): void {
    const atMs = Math.max(this.#nowMs, (this.#lastMs.get(signal) ?? -Infinity) + 1);
    this.#lastMs.set(signal, atMs);
    this.#emit({ signal, value, atMs });
  }

  #change(change: Partial<ActivityPosition>): void {
    this.#position = { ...this.#position, ...change };
  }
}
