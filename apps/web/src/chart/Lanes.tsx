import type { ReactNode } from 'react';
import { INSET } from './Chart.js';
import type { Stretch } from './gaps.js';
import { layOut, rowsOf, type PlacedSpan, type Span } from './lane-layout.js';
import styles from './Chart.module.css';

const ROW_PX = 26;
/** Width of an average letter at the size names are written in. */
const GLYPH_PX = 7.4;
const MARK_PX = 24;

/** One lane above the plot, on the same time axis. The tables hold the same, so the lane itself takes no tab stops. */
export function Lane({
  name,
  spans,
  window,
  width,
  say,
  onOpen,
}: Readonly<{
  name: string;
  spans: readonly Span[];
  window: Stretch;
  width: number;
  /** What opening a span does, for its label. */
  say: (span: Span) => string;
  onOpen: (span: Span) => void;
}>) {
  const placed = layOut(spans, window, width, GLYPH_PX);
  return (
    <LaneFrame name={name} rows={rowsOf(placed)}>
      {placed.map((span) => (
        <button
          key={span.id}
          type="button"
          tabIndex={-1}
          className={styles['span']}
          aria-label={say(span)}
          style={{ insetInlineStart: span.left, inlineSize: span.width, insetBlockStart: span.row * ROW_PX }}
          onClick={() => onOpen(span)}
        >
          <SpanName of={span} />
        </button>
      ))}
    </LaneFrame>
  );
}

const SpanName = ({ of }: Readonly<{ of: PlacedSpan }>) =>
  of.name === 'none' ? null : (
    <span className={of.name === 'inside' ? styles['inside'] : styles['besideSpan']}>{of.label}</span>
  );

export type MarkLevel = 'minor' | 'major' | 'critical';
const SHAPE: Readonly<Record<MarkLevel, string>> = { critical: '◆', major: '▲', minor: '○' };
export type Mark = Readonly<{ id: string; at: number; level: MarkLevel; label: string; href: string }>;

/** Exceptions and alarms where they happened: a shape by severity, opened by a press. */
export function MarkLane({
  name,
  marks,
  window,
  width,
}: Readonly<{ name: string; marks: readonly Mark[]; window: Stretch; width: number }>) {
  const byId = new Map(marks.map((mark) => [mark.id, mark]));
  const placed = layOut(
    marks.map((mark) => ({ id: mark.id, label: '', from: mark.at, to: mark.at })),
    window,
    width,
    0,
    MARK_PX,
  );
  return (
    <LaneFrame name={name} rows={rowsOf(placed)}>
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
            {SHAPE[mark.level]}
          </a>
        );
      })}
    </LaneFrame>
  );
}

const LaneFrame = ({ name, rows, children }: Readonly<{ name: string; rows: number; children: ReactNode }>) => (
  <div className={styles['lane']} style={{ gridTemplateColumns: `${INSET.left}px minmax(0, 1fr) ${INSET.right}px` }}>
    <span className={styles['laneName']}>{name}</span>
    <div className={styles['laneBody']} style={{ blockSize: rows * ROW_PX }}>
      {children}
    </div>
  </div>
);
