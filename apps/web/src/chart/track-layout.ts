/** Something that lasted: an operation or a step, in UTC milliseconds. */
export type Span = Readonly<{ id: string; label: string; from: number; to: number }>;
/** Where a span is drawn, in CSS pixels from the left of the plot; `label` is where its name fits whole, if anywhere. */
export type PlacedSpan = Span &
  Readonly<{ row: number; left: number; width: number; labelPlacement: 'inside' | 'beside' | 'none' }>;

/** A step of a minute on an axis of twelve days must still be there to see. */
const WIDTH_MIN = 3;
const LABEL_PADDING_PX = 12;
/** Rows above this one keep clear of each other; at most four rows, or the lanes outgrow the line below them. */
const OVERFLOW_ROW = 3;

type VisibleRange = Readonly<{ from: number; to: number }>;

/**
 * Lays spans on the fewest rows on which none covers another and each name stands whole, inside its bar or beside it.
 * A name that fits nowhere is left out rather than cut; the table beside the chart has it.
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
      // The last row takes what is left, on top of each other where it must be, and without names beside the bars.
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

/** Rows that a layout uses, at least one, so that an empty lane keeps its height. */
export const rowCountOf = (placed: readonly PlacedSpan[]): number => Math.max(1, ...placed.map((span) => span.row + 1));
