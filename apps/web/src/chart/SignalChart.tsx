import { useEffect, useRef, useState } from 'react';
import { mountChart, PLOT_HEIGHT, type Chart, type ChartContent } from './uplot-chart.js';
import type { TimeRange } from './gaps.js';
import styles from './Chart.module.css';

const FAST_STEP = 10;

export type ChartKeyActions = Readonly<{
  onZoomIn: (about: number | undefined) => void;
  onZoomOut: (about: number | undefined) => void;
  onPanEarlier: () => void;
  onPanLater: () => void;
  onShowAll: () => void;
  /** Enter: opens what is nearest to this moment (UTC milliseconds). */
  onOpen: (at: number) => void;
}>;

type Props = Readonly<{
  content: ChartContent;
  width: number;
  label: string;
  instructions: string;
  /** One row of the columns as a sentence. */
  textOf: (row: number) => string;
  emptyText: string;
  onRangeSelected: (timeRange: TimeRange) => void;
  keys: ChartKeyActions;
}>;

/**
 * The line of one signal. For keyboards and screen readers it is a slider along time: the arrow keys move through the
 * samples, and each one is read aloud. The table beside it has the same values.
 */
export function SignalChart({ label, instructions, textOf, emptyText, keys, ...chartProps }: Props) {
  const { container, row, goTo } = useChart(chartProps);
  const { at } = chartProps.content.columns;
  const cursorRow = row === undefined || row >= at.length ? undefined : row;
  const text = cursorRow === undefined ? emptyText : textOf(cursorRow);
  const actions = actionsOf(keys, cursorRow, at, goTo);
  return (
    <>
      <div
        ref={container}
        className={styles['plot']}
        style={{ minBlockSize: PLOT_HEIGHT }}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-description={instructions}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, at.length - 1)}
        aria-valuenow={cursorRow ?? 0}
        aria-valuetext={text}
        onKeyDown={(event) => {
          const action = actions[event.key];
          if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
          action(event.shiftKey ? FAST_STEP : 1);
          event.preventDefault();
        }}
      />
      <p className={cursorRow === undefined ? styles['quiet'] : styles['readout']}>{text}</p>
    </>
  );
}

/** The canvas is mounted once and then told what changed; React does not render it. */
function useChart({ content, width, onRangeSelected }: Pick<Props, 'content' | 'width' | 'onRangeSelected'>) {
  const container = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart>(undefined);
  const latest = useRef({ content, width, onRangeSelected });
  const [row, setRow] = useState<number>();
  useEffect(() => {
    latest.current = { content, width, onRangeSelected };
  });
  useEffect(() => {
    if (container.current === null) return;
    const mounted = mountChart(container.current, latest.current.width, latest.current.content, {
      onCursorRow: setRow,
      onRangeSelected: (timeRange) => latest.current.onRangeSelected(timeRange),
    });
    chart.current = mounted;
    return () => mounted.destroy();
  }, []);
  useEffect(() => chart.current?.resize(width), [width]);
  useEffect(() => chart.current?.render(content), [content]);
  const goTo = (next: number) => {
    chart.current?.moveCursorTo(next);
    setRow(next);
  };
  return { container, row, goTo };
}

/** What each key does; the argument is the number of samples that an arrow key moves. */
function actionsOf(
  keys: ChartKeyActions,
  cursorRow: number | undefined,
  at: readonly number[],
  goTo: (row: number) => void,
): Readonly<Record<string, (step: number) => void>> {
  const last = at.length - 1;
  const cursorMs = cursorRow === undefined ? undefined : (at[cursorRow] ?? 0) * 1000;
  const go = (row: number) => {
    if (last >= 0) goTo(Math.max(0, Math.min(last, row)));
  };
  return {
    ArrowRight: (step) => go((cursorRow ?? -1) + step),
    ArrowLeft: (step) => go((cursorRow ?? last + 1) - step),
    Home: () => go(0),
    End: () => go(last),
    '+': () => keys.onZoomIn(cursorMs),
    '=': () => keys.onZoomIn(cursorMs),
    '-': () => keys.onZoomOut(cursorMs),
    PageUp: keys.onPanEarlier,
    PageDown: keys.onPanLater,
    '0': keys.onShowAll,
    Enter: () => {
      if (cursorMs !== undefined) keys.onOpen(cursorMs);
    },
  };
}
