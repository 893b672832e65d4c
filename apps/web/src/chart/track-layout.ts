/** Something with a duration: an operation or a step, in UTC milliseconds. */
export type Span = Readonly<{ id: string; label: string; from: number; to: number }>;
/** The place of a span in CSS pixels from the left of the plot; `labelPlacement` is where its name fits in full. */
export type PlacedSpan = Span &
  Readonly<{ row: number; left: number; width: number; labelPlacement: 'inside' | 'beside' | 'none' }>;

/** A step of one minute must still be visible on an axis of twelve days. */
const WIDTH_MIN = 3;
const LABEL_PADDING_PX = 12;
/**
 * Spans do not overlap in the rows above this one. There are at most four rows: more would take the room of the plot.
 */
const OVERFLOW_ROW = 3;

type VisibleRange = Readonly<{ from: number; to: number }>;

/**
 * Places spans on as few rows as possible so that none covers another and each name is shown in full, inside its bar or
 * beside it. A name that fits nowhere is left out; the table beside the chart has it.
 */
export function layOutSpans(
  spans: readonly Span[],
  window: VisibleRange,
  widthPx: number,
  glyphPx: number,
  widthMinPx = WIDTH_MIN,
): readonly PlacedSpan[] {
  const scale = widthPx / Math.max(window.to - window.from, 1);
  const inside = spans.filter((span) => span.to >= window.from && span.from <= window.to);
  const occupied: number[] = [];
  return inside
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .map((span) => {
      const left = Math.max(0, (span.from - window.from) * scale);
      const right = Math.min(widthPx, (span.to - window.from) * scale);
      const width = Math.min(Math.max(right - left, widthMinPx), widthPx);
      const start = Math.min(left, widthPx - width);
      const labelWidth = span.label.length * glyphPx + LABEL_PADDING_PX;
      const labelPlacement = labelWidth <= width ? 'inside' : start + width + labelWidth <= widthPx ? 'beside' : 'none';
      const occupiedUntil = start + width + (labelPlacement === 'beside' ? labelWidth : 0);
      const free = firstFreeRow(occupied, start);
      if (free < OVERFLOW_ROW) {
        occupied[free] = occupiedUntil;
        return { ...span, row: free, left: start, width, labelPlacement };
      }
      // The last row takes all other spans. They may overlap, and have no names beside their bars.
      return {
        ...span,
        row: OVERFLOW_ROW,
        left: start,
        width,
        labelPlacement: labelPlacement === 'inside' ? 'inside' : 'none',
      };
    });
}

function firstFreeRow(occupied: readonly number[], start: number): number {
  const row = occupied.findIndex((end) => end <= start);
  return row === -1 ? occupied.length : row;
}

/** The number of rows of a layout; at least one, so that an empty track keeps its height. */
export const rowCountOf = (placed: readonly PlacedSpan[]): number => Math.max(1, ...placed.map((span) => span.row + 1));
