import { predecessorsOf } from '@autolog/domain/recipe/order';
import { stepOf } from '@autolog/domain/recipe/recipe-index';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { SIGNALS, type SignalName } from '@autolog/domain/device/signal';
import type { StepOutcome } from '@autolog/domain/batch/event';

export type LoggedEvent = Readonly<{
  seq: number;
  type: string;
  at: string;
  command?: string;
  payload: Readonly<Record<string, unknown>>;
}>;
export type LoggedReading = Readonly<{ sourceTime: string; value: string }>;
/** Without a signal it is a gap of the whole device. What was recovered stands among the readings. */
export type LoggedGap = Readonly<{ signal?: string; from: string; to: string; recovered: boolean }>;

/** One batch by its log, and the readings of its device while it was bound. */
export type LoggedBatch = Readonly<{
  events: readonly LoggedEvent[];
  recipe: Recipe;
  readings: ReadonlyMap<SignalName, readonly LoggedReading[]>;
  gaps: readonly LoggedGap[];
}>;

/** Simulated devices measure every number once a site minute; two missing readings are a gap. */
const READING_GAP_MAX_MS = 2 * 60_000;
const TIMER_LATE_MAX_MS = 2_000;

const of = ({ events }: LoggedBatch, ...types: readonly string[]): readonly LoggedEvent[] =>
  events.filter(({ type }) => types.includes(type));
const text = ({ payload }: LoggedEvent, field: string): string => String(payload[field]);
const outcomeOf = ({ payload }: LoggedEvent): StepOutcome => payload['outcome'] as StepOutcome;

/** Every violation of INV-1 to INV-5 and INV-8 in this log, one sentence each. */
export const brokenInvariants = (batch: LoggedBatch): readonly string[] => [
  ...missingOrDisorderedEvents(batch),
  ...recordedTwice(batch),
  ...outOfOrder(batch),
  ...timersNotOnTime(batch),
  ...holesInReadings(batch),
  ...capturesNotShownByDevice(batch),
  ...identityMismatches(batch),
];

/** INV-1: no sequence number is missing, and time never runs back. */
function missingOrDisorderedEvents({ events }: LoggedBatch): readonly string[] {
  return events.flatMap((event, index) => {
    const before = events[index - 1];
    if (event.seq !== index + 1) return [`INV-1: event ${String(index + 1)} is missing`];
    return before && before.at > event.at ? [`INV-1: event ${String(event.seq)} is older than the one before it`] : [];
  });
}

/** INV-2: one performance of each step; one command never decided twice. */
function recordedTwice(batch: LoggedBatch): readonly string[] {
  const performed = of(batch, 'StepPerformed').map((event) => text(event, 'step'));
  const twice = performed.filter((step, index) => performed.indexOf(step) !== index);
  const commands = new Map<string, number>();
  const again: string[] = [];
  for (const { command, seq } of batch.events) {
    if (command === undefined) continue;
    const last = commands.get(command);
    // The events of one decision follow each other: the same command later was decided again.
    if (last !== undefined && last !== seq - 1) again.push(command);
    commands.set(command, seq);
  }
  return [
    ...twice.map((step) => `INV-2: ${step} was performed twice`),
    ...again.map((command) => `INV-2: command ${command} was decided twice`),
  ];
}

/** INV-3: every predecessor of a step was done, witnessed where required, or not applicable. */
function outOfOrder(batch: LoggedBatch): readonly string[] {
  const order = predecessorsOf(batch.recipe);
  const completed = new Set<string>();
  const broken: string[] = [];
  for (const event of of(batch, 'StepStarted', 'StepPerformed', 'StepWitnessed', 'StepNotApplicable')) {
    const step = text(event, 'step');
    if (!stepOf(batch.recipe, step)) broken.push(`INV-3: the recipe has no step ${step}`);
    if (event.type === 'StepStarted' || event.type === 'StepPerformed') {
      for (const first of order.get(step) ?? []) {
        if (!completed.has(first)) broken.push(`INV-3: ${step} went before ${first}`);
      }
    }
    const waits = event.type === 'StepPerformed' && event.payload['awaitsWitness'] === true;
    if (event.type !== 'StepStarted' && !waits) completed.add(step);
  }
  return broken;
}

/** INV-4: never early, once, at most two seconds late, and none forgotten when the batch is finished. */
function timersNotOnTime(batch: LoggedBatch): readonly string[] {
  const open = new Map<string, Readonly<{ due: string; armedAt: string }>>();
  const broken: string[] = [];
  for (const event of of(batch, 'TimerArmed', 'TimerFired', 'TimerDisarmed', 'BatchFinished')) {
    const timer = text(event, 'timer');
    if (event.type === 'TimerArmed') open.set(timer, { due: text(event, 'dueAt'), armedAt: event.at });
    else if (event.type === 'BatchFinished') {
      for (const [name] of open) broken.push(`INV-4: timer ${name} was still armed at the end`);
    } else {
      const armed = open.get(timer);
      if (!open.delete(timer)) broken.push(`INV-4: timer ${timer} ended twice, or was never armed`);
      if (event.type === 'TimerFired' && armed) broken.push(...firing(event, timer, armed));
    }
  }
  return broken;
}

/** A timer that was due before it was armed, because its anchor was recorded late, must fire at once. */
function firing(
  event: LoggedEvent,
  timer: string,
  { due, armedAt }: Readonly<{ due: string; armedAt: string }>,
): readonly string[] {
  const firedMs = Date.parse(event.at);
  const earlyMs = Date.parse(due) - firedMs;
  if (earlyMs > 0) return [`INV-4: timer ${timer} fired ${String(earlyMs)} ms early`];
  const lateMs = Math.min(-earlyMs, firedMs - Date.parse(armedAt));
  return lateMs > TIMER_LATE_MAX_MS ? [`INV-4: timer ${timer} fired ${String(lateMs)} ms late`] : [];
}

const boundAt = (batch: LoggedBatch): string => of(batch, 'DeviceBound')[0]?.at ?? '';
const releasedAt = (batch: LoggedBatch): string => of(batch, 'DeviceReleased')[0]?.at ?? batch.events.at(-1)?.at ?? '';

/** INV-5: while the batch had the device, every number was measured, each moment once, or a gap covers the pause. */
function holesInReadings(batch: LoggedBatch): readonly string[] {
  const [from, to] = [boundAt(batch), releasedAt(batch)];
  return [...batch.readings].flatMap(([signal, all]) => {
    const readings = all.filter(({ sourceTime }) => sourceTime >= from && sourceTime <= to);
    const twice = readings.filter(({ sourceTime }, n) => n > 0 && readings[n - 1]?.sourceTime === sourceTime);
    const broken = twice.map(({ sourceTime }) => `INV-5: ${signal} was stored twice at ${sourceTime}`);
    if (SIGNALS[signal].kind !== 'number' || signal === 'alarmSeverity') return broken;
    if (readings.length === 0) return [...broken, `INV-5: there is no reading of ${signal}`];
    const moments = [from, ...readings.map(({ sourceTime }) => sourceTime), to];
    return [...broken, ...moments.slice(1).flatMap((at, n) => hole(signal, moments[n] ?? '', at, batch.gaps))];
  });
}

/** The parts of a pause that no gap of this signal covers; a recovered gap covers nothing. */
function hole(signal: string, before: string, after: string, gaps: readonly LoggedGap[]): readonly string[] {
  const covering = gaps
    .filter((gap) => !gap.recovered && (gap.signal ?? signal) === signal && gap.to > before && gap.from < after)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const broken: string[] = [];
  let coveredTo = before;
  for (const { from, to } of [...covering, { from: after, to: after }]) {
    if (Date.parse(from) - Date.parse(coveredTo) > READING_GAP_MAX_MS) {
      broken.push(`INV-5: ${signal} is silent from ${coveredTo} to ${from}, and no gap says so`);
    }
    if (to > coveredTo) coveredTo = to;
  }
  return broken;
}

/** INV-5: a value that a step captured is a reading of the device, to the digit and the millisecond. */
function capturesNotShownByDevice(batch: LoggedBatch): readonly string[] {
  return of(batch, 'StepPerformed').flatMap((event) => {
    const outcome = outcomeOf(event);
    if (outcome.kind !== 'device' && outcome.kind !== 'activity') return [];
    const signal: SignalName = outcome.kind === 'device' ? outcome.signal : 'activityName';
    const value = outcome.kind === 'device' ? outcome.value : outcome.activity;
    const shown = batch.readings.get(signal)?.find(({ sourceTime }) => sourceTime === outcome.sourceTime);
    if (shown?.value === value) return [];
    return [`INV-5: ${text(event, 'step')} recorded ${value} at ${outcome.sourceTime}; the device showed another`];
  });
}

/** INV-8: every accepted label is of the batch's patient, and the device worked for no other batch. */
function identityMismatches(batch: LoggedBatch): readonly string[] {
  const [created] = of(batch, 'BatchCreated');
  const coi = created ? text(created, 'coi') : '';
  const number = created ? text(created, 'number') : '';
  const labels = of(batch, 'StepPerformed').flatMap((event) => {
    const outcome = outcomeOf(event);
    const step = stepOf(batch.recipe, text(event, 'step'));
    if (outcome.kind === 'scan' && step?.kind === 'scan' && step.scans === 'patient') {
      return outcome.read === `COI/${coi}` ? [] : [`INV-8: ${step.id} took the label ${outcome.read}`];
    }
    if (outcome.kind !== 'sample') return [];
    return outcome.sample.startsWith(`${number}/`) ? [] : [`INV-8: ${text(event, 'step')} took ${outcome.sample}`];
  });
  const jobs = (batch.readings.get('supervisoryJobId') ?? [])
    .filter(({ sourceTime }) => sourceTime >= boundAt(batch) && sourceTime <= releasedAt(batch))
    .filter(({ value }) => value !== '' && value !== number)
    .map(({ value, sourceTime }) => `INV-8: the device worked on ${value} at ${sourceTime}`);
  return [...labels, ...jobs];
}
