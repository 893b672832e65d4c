import { LIMIT_LEVELS } from '@autolog/domain/quantity/limits';
import { compareDecimal, exact, textOf } from '@autolog/domain/quantity/decimal';
import { formatDecimal } from '@autolog/domain/quantity/format-quantity';
import type { Limits } from '@autolog/domain/quantity/limits';
import type { Language } from '@autolog/domain/text';

type LimitMark = Readonly<{ at: string; text: string; level: (typeof LIMIT_LEVELS)[number] }>;
/** A scale with the limits of a parameter on it. */
export type LimitScale = Readonly<{
  low: string;
  high: string;
  from?: string;
  to?: string;
  marks: readonly LimitMark[];
}>;

const ROOM = '0.25';
/** The share of the scale that one label needs. */
const LABEL_SPACE = '0.19';
const LABELS_MAX = 3;

/**
 * A scale with every limit and a margin on both sides; up to 100 for a percentage with lower limits only. Undefined
 * without limits.
 */
export function limitScaleOf(limits: Limits, language: Language, unit: string): LimitScale | undefined {
  const marks = LIMIT_LEVELS.flatMap((level) => {
    const range = limits[level];
    return [range?.low, range?.high]
      .filter((at) => at !== undefined)
      .map((at) => ({ at, text: formatDecimal(at, language), level }));
  });
  const sorted = [...marks.map(({ at }) => at), ...(limits.target === undefined ? [] : [limits.target])].sort(
    compareDecimal,
  );
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const span = compareDecimal(first, last) === 0 ? exact(first).abs() : exact(last).minus(first);
  const room = span.isZero() ? exact('1') : span.times(ROOM);
  const percent = unit === '%' && !first.startsWith('-') && compareDecimal(last, '100') <= 0;
  const below = exact(first).minus(room);
  const low = below.isNegative() && !first.startsWith('-') ? '0' : textOf(below);
  const above = textOf(exact(last).plus(room));
  const onlyLow = marks.every(({ at, level }) => limits[level]?.low === at);
  const high = percent && (onlyLow || compareDecimal(above, '100') > 0) ? '100' : above;
  const inner = limits.alert ?? limits.action ?? limits.stop;
  return {
    low,
    high,
    marks,
    ...(inner?.low === undefined ? {} : { from: inner.low }),
    ...(inner?.high === undefined ? {} : { to: inner.high }),
  };
}

/** Whether every limit has room for its label on the scale; otherwise they are listed below it. */
export function labelsFit({ low, high, marks }: LimitScale): boolean {
  if (marks.length > LABELS_MAX) return false;
  const space = exact(high).minus(low).times(LABEL_SPACE);
  const places = marks.map(({ at }) => at).sort(compareDecimal);
  return places.every((at, index) => {
    const before = places[index - 1];
    return before === undefined || exact(at).minus(before).gte(space);
  });
}
