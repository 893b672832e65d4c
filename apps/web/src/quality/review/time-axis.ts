import type { BatchReply, OperationLine, StepLine } from '@autolog/contract/batch';
import { type SignalName } from '@autolog/domain/device/signal';
import { formatQuantity } from '@autolog/domain/quantity/format-quantity';
import { LIMIT_LEVELS } from '@autolog/domain/quantity/limits';
import type { Language } from '@autolog/domain/text';
import type { TimeRange } from '../../chart/gaps.js';
import type { Span } from '../../chart/track-layout.js';
import type { LimitLine } from '../../chart/value-range.js';
import { CHARTED_SIGNALS } from '../../chart/charted-signals.js';

type StepsAndOperations = Pick<BatchReply, 'steps'> &
  Readonly<{ operations: readonly Pick<OperationLine, 'id' | 'title'>[] }>;

/** Signals that the recipe records come first. */
export function signalsFor({ steps }: StepsAndOperations): readonly SignalName[] {
  const captured = new Set(steps.flatMap(({ step }) => (step.kind === 'device' ? [step.signal] : [])));
  return [
    ...CHARTED_SIGNALS.filter((name) => captured.has(name)),
    ...CHARTED_SIGNALS.filter((name) => !captured.has(name)),
  ];
}

/** The duration of a step; an unfinished one lasts until now. Undefined before it began. */
function stepTimeRange(line: StepLine, now: number): TimeRange | undefined {
  const from = line.startedAt ?? line.performedAt;
  if (from === undefined) return undefined;
  return { from: Date.parse(from), to: line.performedAt === undefined ? now : Date.parse(line.performedAt) };
}

export const stepSpans = ({ steps }: StepsAndOperations, now: number, language: Language): readonly Span[] =>
  steps.flatMap((line) => {
    const timeRange = stepTimeRange(line, now);
    return timeRange === undefined ? [] : [{ id: line.step.id, label: line.step.title[language], ...timeRange }];
  });

export function operationSpans(
  { steps, operations }: StepsAndOperations,
  now: number,
  language: Language,
): readonly Span[] {
  return operations.flatMap((operation) => {
    const timeRanges = steps
      .filter((line) => line.operation === operation.id)
      .flatMap((line) => stepTimeRange(line, now) ?? []);
    const timeRange = enclosingRange(timeRanges);
    return timeRange === undefined ? [] : [{ id: operation.id, label: operation.title[language], ...timeRange }];
  });
}

/** From the first beginning to the last end. */
function enclosingRange(timeRanges: readonly TimeRange[]): TimeRange | undefined {
  if (timeRanges.length === 0) return undefined;
  return {
    from: Math.min(...timeRanges.map((timeRange) => timeRange.from)),
    to: Math.max(...timeRanges.map((timeRange) => timeRange.to)),
  };
}

/**
 * Limits of a signal, each over the operation of its step: a limit of the culture does not apply to the selection
 * before it. Steps of one operation with the same limit give one line.
 */
export function limitLines(
  batch: StepsAndOperations,
  signal: SignalName,
  now: number,
  language: Language,
  limitText: (level: LimitLine['level'], limit: string) => string,
): readonly LimitLine[] {
  const spans = new Map(operationSpans(batch, now, language).map((span) => [span.id, span]));
  const lines = new Map<string, LimitLine>();
  for (const { step, operation } of batch.steps) {
    const span = spans.get(operation);
    if (step.kind !== 'device' || step.signal !== signal || span === undefined) continue;
    for (const level of LIMIT_LEVELS)
      for (const bound of ['low', 'high'] as const) {
        const value = step.parameter.limits[level]?.[bound];
        if (value === undefined) continue;
        lines.set(`${operation} ${level} ${bound} ${value}`, {
          level,
          bound,
          value: Number(value), // eslint-disable-line no-restricted-syntax -- a pixel is drawn from it, nothing is recorded
          text: limitText(
            level,
            `${bound === 'low' ? '≥' : '≤'} ${formatQuantity(value, step.parameter.unit, language)}`,
          ),
          from: span.from,
          to: span.to,
        });
      }
  }
  return [...lines.values()];
}

/** Margin left and right of a step when the chart shows it: a share of its length, and at least this long. */
const MARGIN = 0.5;
const MARGIN_MIN_MS = 15 * 60_000;

/** The period around a step or a moment. */
export function windowAround({ from, to }: TimeRange): TimeRange {
  const margin = Math.max((to - from) * MARGIN, MARGIN_MIN_MS);
  return { from: from - margin, to: to + margin };
}

/** The whole batch: from its start to its end, or to now while it runs. Undefined before it started. */
export function batchTimeRange(
  batch: Pick<BatchReply, 'startedAt' | 'finishedAt'>,
  now: number,
): TimeRange | undefined {
  if (batch.startedAt === undefined) return undefined;
  return { from: Date.parse(batch.startedAt), to: batch.finishedAt === undefined ? now : Date.parse(batch.finishedAt) };
}

const ZOOM = 2;
const WINDOW_MIN_MS = 60_000;

/** Zooms in or out around a moment, inside the batch; never closer than a minute. */
export function zoomed(window: TimeRange, whole: TimeRange, about: number, isCloser: boolean): TimeRange {
  const length = Math.max((window.to - window.from) * (isCloser ? 1 / ZOOM : ZOOM), WINDOW_MIN_MS);
  const share = (about - window.from) / Math.max(window.to - window.from, 1);
  return clampWindow({ from: about - length * share, to: about + length * (1 - share) }, whole);
}

/** Shifts by a share of the visible period; negative is earlier. */
export const panned = (window: TimeRange, whole: TimeRange, share: number): TimeRange => {
  const by = (window.to - window.from) * share;
  return clampWindow({ from: window.from + by, to: window.to + by }, whole);
};

/** A period moved, and cut where it is too long, so that it is inside the batch. */
export function clampWindow(window: TimeRange, whole: TimeRange): TimeRange {
  const length = window.to - window.from;
  if (length >= whole.to - whole.from) return whole;
  const from = Math.round(Math.max(whole.from, Math.min(window.from, whole.to - length)));
  return { from, to: Math.round(from + length) };
}
