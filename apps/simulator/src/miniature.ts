import type { Findings } from './cells/assay.js';
import { Processor, type Memory, type Sample } from './processor.js';
import { programNamed } from './program.js';

export const START_MS = Date.parse('2027-01-04T08:00:00.000Z');
export const HOUR_MS = 3_600_000;
const ACTIVITIES_MAX = 60;

type Plan = Readonly<{
  seed: number;
  /** Hours by which the operator lets an activity's prompt wait; the others are answered at once. */
  lateHours?: Readonly<Record<string, number>>;
  /** Done to the device as the activity begins, before its prompt is answered. */
  at?: Readonly<Record<string, (processor: Processor) => void>>;
  /** How often the device measures. */
  everyMs?: number;
  /** Switched off and on again after each activity has begun. */
  restarts?: boolean;
}>;

export type Shown = Readonly<{
  activity: string;
  atMs: number;
  hours: number;
  volume: number;
  findings: Findings;
  day: number | null;
}>;

/** A 12-day run in miniature: what the device showed, and what its cells were like as each activity was shown. */
export function run({ seed, lateHours = {}, at = {}, everyMs = 24 * HOUR_MS, restarts = false }: Plan) {
  const samples: Sample[] = [];
  const shown: Shown[] = [];
  const made = (memory?: Memory) =>
    new Processor({
      serial: 'SIM-1',
      seed,
      nowMs: memory?.nowMs ?? START_MS,
      emit: (sample) => samples.push(sample),
      ...(memory ? { memory } : {}),
    });
  let processor = made();
  const program = programNamed('TCT-12-day');
  if (!program) throw new Error('the device has lost its program');
  processor.startProgram(program);
  for (let turn = 0; turn < ACTIVITIES_MAX; turn += 1) {
    const activity = String(processor.state().activityName);
    shown.push(looked(processor, activity));
    if (activity === 'Complete') break;
    at[activity]?.(processor);
    if (processor.prompt !== '') {
      processor.advance(processor.nowMs + (lateHours[activity] ?? 0) * HOUR_MS, everyMs, Infinity);
      processor.acknowledge();
    }
    if (restarts) processor = made(JSON.parse(JSON.stringify(processor.memory())) as Memory);
    while (processor.state().activityName === activity) processor.advance(processor.nowMs + 24 * HOUR_MS, everyMs, 1);
  }
  const when = (activity: string): Shown => {
    const found = shown.find((one) => one.activity === activity);
    if (!found) throw new Error(`${activity} was never shown`);
    return found;
  };
  return { shown, samples, processor, when };
}

function looked(processor: Processor, activity: string): Shown {
  const { values: findings, day } = processor.findings();
  const volume = Number(processor.state().volumeEstimated);
  return { activity, atMs: processor.nowMs, hours: (day ?? 0) * 24, volume, findings, day };
}
