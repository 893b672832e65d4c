import type { UnitCode } from '../quantity/unit.js';

/** Canonical signals of a closed cell processor: what adapters map to and recipes name. */
export const SIGNALS = {
  deviceSerial: { kind: 'text' },
  softwareVersion: { kind: 'text' },
  programId: { kind: 'text' },
  programVersion: { kind: 'text' },
  deviceState: { kind: 'text' },
  activityName: { kind: 'text' },
  tempActual: { kind: 'number', unit: 'Cel' },
  tempSet: { kind: 'number', unit: 'Cel' },
  co2Actual: { kind: 'number', unit: '%' },
  co2Set: { kind: 'number', unit: '%' },
  gasSupplyPressure: { kind: 'number', unit: 'bar' },
  rotorSpeed: { kind: 'number', unit: '{rpm}' },
  volumeEstimated: { kind: 'number', unit: 'mL' },
  pumpSpeed: { kind: 'number', unit: '{rpm}' },
  transferredVolume: { kind: 'number', unit: 'mL' },
  pressure1: { kind: 'number', unit: 'mbar' },
  lidClosed: { kind: 'bool' },
  mainsOk: { kind: 'bool' },
  promptText: { kind: 'text' },
  alarmText: { kind: 'text' },
  /** OPC UA severity, 1 to 1000; 0 while there is no alarm. */
  alarmSeverity: { kind: 'number', unit: '1' },
  /** What the supervising system told the device it is working on (OPC UA LADS): batch and operation. */
  supervisoryJobId: { kind: 'text' },
  supervisoryTaskId: { kind: 'text' },
} as const satisfies Record<string, { kind: 'number'; unit: UnitCode } | { kind: 'text' } | { kind: 'bool' }>;

export type SignalName = keyof typeof SIGNALS;
export const SIGNAL_NAMES = Object.keys(SIGNALS) as readonly SignalName[];
export const isSignalName = (text: string): text is SignalName => Object.hasOwn(SIGNALS, text);

/** OPC UA status reduced to what a rule asks; the full status code is kept with the reading. */
export type Quality = 'good' | 'uncertain' | 'bad';
/** The two severity bits of an OPC UA status code (OPC 10000-4 §7.39): 00 good, 01 uncertain, 1x bad. */
export const qualityOf = (statusCode: number): Quality =>
  statusCode >>> 30 === 0 ? 'good' : statusCode >>> 30 === 1 ? 'uncertain' : 'bad';
