import { SIGNALS, SIGNAL_NAMES, type SignalName } from '@autolog/domain/device/signal';
import {
  activityNamed,
  ALARMS,
  COMPLETE,
  IDLE,
  type Activity,
  type AlarmName,
  type DeviceState,
  type Program,
} from './activity.js';
import { Sensors, type Drift, type SensorName } from './sensors.js';

export type Value = string | number | boolean;
/** One value of one signal at one moment of site time. */
export type Sample = Readonly<{ signal: SignalName; value: Value; atMs: number }>;

/** What the device must still know after it was switched off and on. */
export type Memory = Readonly<{
  activity: string;
  sinceMs: number;
  endsAtMs: number | null;
  prompt: string;
  program: Program | null;
  phase: number;
  volume: number;
  jobId: string;
  taskId: string;
  /** What it showed on change alone, each with its moment: switched on again, it knows since when that holds. */
  shown: readonly Sample[];
}>;

const SENSOR_NAMES = SIGNAL_NAMES.filter(
  (name) => SIGNALS[name].kind === 'number' && name !== 'alarmSeverity',
) as readonly SensorName[];
const MINUTE_MS = 60_000;

/** While the device waits for the operator nothing turns, and the chamber keeps what it was brought to. */
const waiting = (activity: Activity): Activity => ({ ...activity, rotorSpeed: 0, pumpSpeed: 0 });

/**
 * The device itself: activities, programs, prompts, alarms and sensors. It knows no clock: `advance` carries it through
 * site time and hands every value it showed on the way to `emit`, in order, each at its exact moment.
 */
export class Processor {
  readonly #sensors: Sensors;
  readonly #emit: (sample: Sample) => void;
  readonly #shown = new Map<SignalName, Value>();
  readonly #lastMs = new Map<SignalName, number>();
  readonly #alarms = new Set<AlarmName>();
  readonly #raised = new Set<AlarmName>();
  #activity: Activity = IDLE;
  #sinceMs: number;
  #endsAtMs: number | null = null;
  #prompt = '';
  #program: Program | null = null;
  #phase = 0;
  #jobId = '';
  #taskId = '';
  #nowMs: number;

  constructor(options: {
    serial: string;
    nowMs: number;
    random: () => number;
    emit: (sample: Sample) => void;
    memory?: Memory;
  }) {
    this.#emit = options.emit;
    this.#sensors = new Sensors(options.random);
    this.#nowMs = options.nowMs;
    this.#sinceMs = options.nowMs;
    if (options.memory) this.#remember(options.memory);
    this.#show('deviceSerial', options.serial);
    this.#show('softwareVersion', '3.1.0-simulated');
    this.#showAll();
    this.#readSensors();
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  get prompt(): string {
    return this.#prompt;
  }

  #remember(memory: Memory): void {
    this.#activity = activityNamed(memory.activity) ?? (memory.activity === COMPLETE.name ? COMPLETE : IDLE);
    this.#sinceMs = memory.sinceMs;
    this.#endsAtMs = memory.endsAtMs;
    this.#prompt = memory.prompt;
    this.#program = memory.program;
    this.#phase = memory.phase;
    this.#jobId = memory.jobId;
    this.#taskId = memory.taskId;
    // Site time stood still meanwhile, and so did the chamber: it is as warm as when it was left.
    this.#sensors.begin(this.#activity);
    this.#sensors.volume = memory.volume;
    for (const sample of memory.shown) {
      this.#shown.set(sample.signal, sample.value);
      this.#lastMs.set(sample.signal, sample.atMs);
      this.#emit(sample);
    }
  }

  memory(): Memory {
    return {
      activity: this.#activity.name,
      sinceMs: this.#sinceMs,
      endsAtMs: this.#endsAtMs,
      prompt: this.#prompt,
      program: this.#program,
      phase: this.#phase,
      volume: this.#sensors.volume,
      jobId: this.#jobId,
      taskId: this.#taskId,
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
      const endMs = this.#prompt === '' && this.#endsAtMs !== null ? this.#endsAtMs : Infinity;
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
    this.#nowMs = ms;
    this.#sinceMs += shift;
    if (this.#endsAtMs !== null) this.#endsAtMs += shift;
    this.#lastMs.clear();
  }

  startActivity(activity: Activity, minutes: number | undefined): void {
    this.#program = null;
    this.#begin(activity, minutes ?? activity.minutes, activity.prompt ?? '');
    this.#showAll();
    this.#readSensors();
  }

  startProgram(program: Program): void {
    this.#program = program;
    this.#phase = 0;
    this.#beginPhase(program);
    this.#showAll();
    this.#readSensors();
  }

  /** The operator pressed the key on the device. */
  acknowledge(): void {
    this.#prompt = '';
    this.#sensors.begin(this.#activity);
    if (this.#endsAtMs !== null) this.#endsAtMs += this.#nowMs - this.#sinceMs;
    this.#sinceMs = this.#nowMs;
    this.#showAll();
    this.#readSensors();
  }

  setAlarm(name: AlarmName, active: boolean): void {
    if (active) this.#alarms.add(name);
    else this.#alarms.delete(name);
    this.#showAll();
  }

  drift(signal: SensorName, drift: Drift): void {
    this.#sensors.drift(signal, drift, this.#nowMs);
    this.#readSensors();
  }

  setSupervisory(jobId: string, taskId: string): void {
    this.#jobId = jobId;
    this.#taskId = taskId;
    this.#showAll();
  }

  state(): Readonly<Record<string, Value>> {
    return Object.fromEntries(this.#shown);
  }

  #beginPhase(program: Program): void {
    const phase = program.phases[this.#phase];
    const activity = phase && activityNamed(phase.activity);
    if (!phase || !activity) {
      this.#begin(COMPLETE, undefined, '');
      return;
    }
    this.#begin(activity, phase.minutes, phase.prompted ? (activity.prompt ?? '') : '');
  }

  #begin(activity: Activity, minutes: number | undefined, prompt: string): void {
    this.#activity = activity;
    this.#sensors.begin(prompt === '' ? activity : waiting(activity));
    this.#sinceMs = this.#nowMs;
    this.#endsAtMs = minutes === undefined ? null : this.#nowMs + minutes * MINUTE_MS;
    this.#prompt = prompt;
    if (activity === IDLE) this.#program = null;
  }

  #endActivity(): void {
    if (this.#activity.volumeTo !== undefined) this.#sensors.volume = this.#activity.volumeTo;
    if (this.#program) {
      this.#phase += 1;
      this.#beginPhase(this.#program);
    } else {
      this.#begin(IDLE, undefined, '');
    }
    this.#showAll();
  }

  #moveTo(ms: number): void {
    const working = this.#prompt === '' ? this.#activity : waiting(this.#activity);
    this.#sensors.move(working, this.#nowMs, ms, this.#prompt === '' ? this.#endsAtMs : null);
    this.#nowMs = ms;
  }

  #readSensors(): void {
    for (const signal of SENSOR_NAMES) {
      const value = this.#sensors.read(signal, this.#nowMs, this.#alarms);
      this.#shown.set(signal, value);
      this.#give(signal, value);
    }
    this.#watchLimits();
  }

  /** The device raises what its own sensors show, and takes it back with a little hysteresis. */
  #watchLimits(): void {
    const temp = this.#sensors.shown('tempActual') - this.#activity.tempSet;
    const supply = this.#sensors.shown('gasSupplyPressure');
    const incubating = this.#activity.co2Set > 0;
    this.#raise('temperature_low', incubating && temp < -1, temp > -0.7);
    this.#raise('temperature_high', incubating && temp > 1, temp < 0.7);
    this.#raise('co2_supply_low', supply < 0.8, supply > 0.9 && !this.#sensors.forced('gasSupplyPressure'));
  }

  #raise(name: AlarmName, above: boolean, below: boolean): void {
    if (above && !this.#alarms.has(name)) {
      this.#raised.add(name);
      this.setAlarm(name, true);
    } else if (below && this.#raised.delete(name)) {
      this.setAlarm(name, false);
    }
  }

  #deviceState(): DeviceState {
    if (this.#prompt !== '') return 'WaitingOperator';
    return this.#alarms.has('mains_lost') ? 'Error' : this.#activity.state;
  }

  #showAll(): void {
    const worst = [...this.#alarms].toSorted((a, b) => ALARMS[b].severity - ALARMS[a].severity)[0];
    this.#show('deviceState', this.#deviceState());
    this.#show('activityName', this.#activity.name);
    this.#show('programId', this.#program?.name ?? '');
    this.#show('programVersion', this.#program?.version ?? '');
    this.#show('supervisoryJobId', this.#jobId);
    this.#show('supervisoryTaskId', this.#taskId);
    this.#show('promptText', this.#prompt);
    this.#show('lidClosed', !this.#alarms.has('lid_open'));
    this.#show('mainsOk', !this.#alarms.has('mains_lost'));
    this.#show('alarmSeverity', worst ? ALARMS[worst].severity : 0);
    this.#show('alarmText', worst ? ALARMS[worst].text : '');
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
}
