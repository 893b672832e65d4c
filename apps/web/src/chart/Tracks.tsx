import type { Severity } from '@autolog/domain/exception/exception';
import type { ReactNode } from 'react';
import { INSET } from './uplot-chart.js';
import type { TimeRange } from './gaps.js';
import { layOutSpans, rowCountOf, type PlacedSpan, type Span } from './track-layout.js';
import styles from './Chart.module.css';

const ROW_PX = 26;
/** Width of an average letter at the size of the names. */
const CHARACTER_PX = 7.4;
const MARK_PX = 24;

/**
 * One track above the plot, on the same time axis. The tables have the same content, so the track takes no tab stops.
 */
export function SpanTrack({
  name,
  spans,
  window,
  width,
  spanLabel,
  onOpen,
}: Readonly<{
  name: string;
  spans: readonly Span[];
  window: TimeRange;
  width: number;
  /** What a press on a span does, for its label. */
  spanLabel: (span: Span) => string;
  onOpen: (span: Span) => void;
}>) {
  const placed = layOutSpans(spans, window, width, CHARACTER_PX);
  return (
    <TrackFrame name={name} rows={rowCountOf(placed)}>
      {placed.map((span) => (
        <button
          key={span.id}
          type="button"
          tabIndex={-1}
          className={styles['span']}
          aria-label={spanLabel(span)}
          style={{ insetInlineStart: span.left, inlineSize: span.width, insetBlockStart: span.row * ROW_PX }}
          onClick={() => onOpen(span)}
        >
          <SpanLabel span={span} />
        </button>
      ))}
    </TrackFrame>
  );
}

const SpanLabel = ({ span }: Readonly<{ span: PlacedSpan }>) =>
  span.labelPlacement === 'none' ? null : (
    <span className={span.labelPlacement === 'inside' ? styles['inside'] : styles['besideBar']}>{span.label}</span>
  );

const SHAPES: Readonly<Record<Severity, string>> = { critical: '◆', major: '▲', minor: '○' };
export type TimelineMark = Readonly<{ id: string; at: number; level: Severity; label: string; href: string }>;

/** Exceptions and alarms on the time axis, each with the shape of its severity; a press opens one. */
export function MarkTrack({
  name,
  marks,
  window,
  width,
}: Readonly<{ name: string; marks: readonly TimelineMark[]; window: TimeRange; width: number }>) {
  const byId = new Map(marks.map((mark) => [mark.id, mark]));
  const placed = layOutSpans(
    marks.map((mark) => ({ id: mark.id, label: '', from: mark.at, to: mark.at })),
    window,
    width,
    0,
    MARK_PX,
  );
  return (
    <TrackFrame name={name} rows={rowCountOf(placed)}>
      {placed.map((span) => {
        const mark = byId.get(span.id);
        if (mark === undefined) return null;
        return (
          <a
            key={mark.id}
            href={mark.href}
            tabIndex={-1}
            className={`${styles['mark']} ${styles[mark.level]}`}
            aria-label={mark.label}
            style={{ insetInlineStart: span.left, insetBlockStart: span.row * ROW_PX }}
          >
            {SHAPES[mark.level]}
          </a>
        );
      })}
    </TrackFrame>
  );
}

const TrackFrame = ({ name, rows, children }: Readonly<{ name: string; rows: number; children: ReactNode }>) => (
  <div className={styles['track']} style={{ gridTemplateColumns: `${INSET.left}px minmax(0, 1fr) ${INSET.right}px` }}>
    <span className={styles['trackName']}>{name}</span>
    <div className={styles['trackBody']} style={{ blockSize: rows * ROW_PX }}>
      {children}
    </div>
  </div>
);
