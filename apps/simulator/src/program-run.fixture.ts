import type { AssayResults } from './cells/assay.js';
import { CellProcessor, type DeviceMemory, type SimulatedReading } from './cell-processor.js';
import { programNamed } from './program.js';

export const START_MS = Date.parse('2027-01-04T08:00:00.000Z');
export const HOUR_MS = 3_600_000;
const ACTIVITIES_MAX = 60;

type RunPlan = Readonly<{
  seed: number;
  /** Hours until the operator answers the prompt of an activity; others are answered at once. */
  lateHours?: Readonly<Record<string, number>>;
  /** Called when the activity begins, before its prompt is answered. */
  at?: Readonly<Record<string, (processor: CellProcessor) => void>>;
  /** How often the device measures. */
  everyMs?: number;
  /** Whether the device is restarted after each activity has begun. */
  restarts?: boolean;
}>;

export type ActivitySnapshot = Readonly<{
  activity: string;
  atMs: number;
  hours: number;
  volume: number;
  findings: AssayResults;
  day: number | null;
}>;

/** Runs the 12-day program at once: every reading, and the state of the cells when each activity was first shown. */
export function runProgram({ seed, lateHours = {}, at = {}, everyMs = 24 * HOUR_MS, restarts = false }: RunPlan) {
  const readings: SimulatedReading[] = [];
  const shown: ActivitySnapshot[] = [];
  const createProcessor = (memory?: DeviceMemory) =>
    new CellProcessor({
      serial: 'SIM-1',
      seed,
      nowMs: memory?.nowMs ?? START_MS,
      emit: (reading) => readings.push(reading),
      ...(memory ? { memory } : {}),
    });
  let processor = createProcessor();
  const program = programNamed('TCT-12-day');
  if (!program) throw new Error('the device has lost its program');
  processor.startProgram(program);
  for (let turn = 0; turn < ACTIVITIES_MAX; turn += 1) {
    const activity = String(processor.state().activityName);
    shown.push(snapshotOf(processor, activity));
    if (activity === 'Complete') break;
    at[activity]?.(processor);
    if (processor.prompt !== '') {
      processor.advance(processor.nowMs + (lateHours[activity] ?? 0) * HOUR_MS, everyMs, Infinity);
      processor.acknowledge();
    }
    if (restarts) processor = createProcessor(JSON.parse(JSON.stringify(processor.memory())) as DeviceMemory);
    while (processor.state().activityName === activity) processor.advance(processor.nowMs + 24 * HOUR_MS, everyMs, 1);
  }
  const when = (activity: string): ActivitySnapshot => {
    const found = shown.find((one) => one.activity === activity);
    if (!found) throw new Error(`${activity} was never shown`);
    return found;
  };
  return { shown, readings, processor, when };
}

function snapshotOf(processor: CellProcessor, activity: string): ActivitySnapshot {
  const { values: findings, day } = processor.assayResults();
  const volume = Number(processor.state().volumeEstimated);
  return { activity, atMs: processor.nowMs, hours: (day ?? 0) * 24, volume, findings, day };
}
