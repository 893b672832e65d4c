import type { BatchReply, OperationLine, StepLine } from '@autolog/contract/batch';
import { SIGNALS, SIGNAL_NAMES, type SignalName } from '@autolog/domain/device/signal';
import { formatQuantity } from '@autolog/domain/quantity/format-quantity';
import { LIMIT_LEVELS } from '@autolog/domain/quantity/limits';
import type { Language } from '@autolog/domain/text';
import type { Stretch } from '../../chart/gaps.js';
import type { Span } from '../../chart/lane-layout.js';
import type { LimitLine } from '../../chart/value-range.js';

type Steps = Pick<BatchReply, 'steps'> & Readonly<{ operations: readonly Pick<OperationLine, 'id' | 'title'>[] }>;

/** Signals a line can be drawn of. */
export const CHARTED: readonly SignalName[] = SIGNAL_NAMES.filter((name) => SIGNALS[name].kind === 'number');

/** Steps that the recipe captures come first: what it asks about is what a reviewer looks at. */
export function signalsFor({ steps }: Steps): readonly SignalName[] {
  const captured = new Set(steps.flatMap(({ step }) => (step.kind === 'device' ? [step.signal] : [])));
  return [...CHARTED.filter((name) => captured.has(name)), ...CHARTED.filter((name) => !captured.has(name))];
}

/** The moments a step took; one that is not over lasts until now. Undefined before it began. */
function lastedFrom(line: StepLine, now: number): Stretch | undefined {
  const from = line.startedAt ?? line.performedAt;
  if (from === undefined) return undefined;
  return { from: Date.parse(from), to: line.performedAt === undefined ? now : Date.parse(line.performedAt) };
}

export const stepSpans = ({ steps }: Steps, now: number, language: Language): readonly Span[] =>
  steps.flatMap((line) => {
    const stretch = lastedFrom(line, now);
    return stretch === undefined ? [] : [{ id: line.step.id, label: line.step.title[language], ...stretch }];
  });

export function operationSpans({ steps, operations }: Steps, now: number, language: Language): readonly Span[] {
  return operations.flatMap((operation) => {
    const stretches = steps
      .filter((line) => line.operation === operation.id)
      .flatMap((line) => lastedFrom(line, now) ?? []);
    const stretch = around(stretches);
    return stretch === undefined ? [] : [{ id: operation.id, label: operation.title[language], ...stretch }];
  });
}

/** From the first beginning to the last end. */
export function around(stretches: readonly Stretch[]): Stretch | undefined {
  if (stretches.length === 0) return undefined;
  return {
    from: Math.min(...stretches.map((stretch) => stretch.from)),
    to: Math.max(...stretches.map((stretch) => stretch.to)),
  };
}

/**
 * Limits of a signal, each over the operation whose step demands it: a limit of the culture says nothing about the
 * selection before it. Steps of one operation that demand the same give one line.
 */
export function limitLines(
  batch: Steps,
  signal: SignalName,
  now: number,
  language: Language,
  say: (level: LimitLine['level'], limit: string) => string,
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
          text: say(level, `${bound === 'low' ? '≥' : '≤'} ${formatQuantity(value, step.parameter.unit, language)}`),
          from: span.from,
          to: span.to,
        });
      }
  }
  return [...lines.values()];
}

/** Room left and right of a step when the chart goes to it, as a share of its length, and at least this long. */
const ROOM = 0.5;
const ROOM_MIN_MS = 15 * 60_000;

/** The window in which a step or a moment stands in the middle with what led to it. */
export function windowAround({ from, to }: Stretch): Stretch {
  const room = Math.max((to - from) * ROOM, ROOM_MIN_MS);
  return { from: from - room, to: to + room };
}

/** The whole batch: from its start to its end, or to now while it runs. Undefined before it started. */
export function wholeBatch(batch: Pick<BatchReply, 'startedAt' | 'finishedAt'>, now: number): Stretch | undefined {
  if (batch.startedAt === undefined) return undefined;
  return { from: Date.parse(batch.startedAt), to: batch.finishedAt === undefined ? now : Date.parse(batch.finishedAt) };
}

const ZOOM = 2;
export const WINDOW_MIN_MS = 60_000;

/** Closer or wider around a moment, kept inside the batch; never closer than a minute. */
export function zoomed(window: Stretch, whole: Stretch, about: number, closer: boolean): Stretch {
  const length = Math.max((window.to - window.from) * (closer ? 1 / ZOOM : ZOOM), WINDOW_MIN_MS);
  const share = (about - window.from) / Math.max(window.to - window.from, 1);
  return within({ from: about - length * share, to: about + length * (1 - share) }, whole);
}

/** Sideways by a share of what is seen; negative is earlier. */
export const panned = (window: Stretch, whole: Stretch, share: number): Stretch => {
  const by = (window.to - window.from) * share;
  return within({ from: window.from + by, to: window.to + by }, whole);
};

/** A window moved, and where it is too long cut, so that it lies inside the batch. */
export function within(window: Stretch, whole: Stretch): Stretch {
  const length = window.to - window.from;
  if (length >= whole.to - whole.from) return whole;
  const from = Math.round(Math.max(whole.from, Math.min(window.from, whole.to - length)));
  return { from, to: Math.round(from + length) };
}
