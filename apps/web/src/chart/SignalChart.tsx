import { useEffect, useRef, useState } from 'react';
import { mountChart, PLOT_HEIGHT, type Chart, type Drawing } from './Chart.js';
import type { Stretch } from './gaps.js';
import styles from './Chart.module.css';

const FAR = 10;

export type ChartKeys = Readonly<{
  onCloser: (about: number | undefined) => void;
  onWider: (about: number | undefined) => void;
  onEarlier: () => void;
  onLater: () => void;
  onWhole: () => void;
  /** Enter: what lies nearest to this moment (UTC milliseconds) is opened. */
  onOpen: (at: number) => void;
}>;

/**
 * The line of one signal. A slider along time for the keyboard and for who cannot see it: arrows move through the
 * samples and each is read aloud; what the line shows is in the table beside it as well.
 */
export function SignalChart({
  drawing,
  width,
  label,
  instructions,
  textOf,
  nothing,
  onStretch,
  keys,
}: Readonly<{
  drawing: Drawing;
  width: number;
  label: string;
  instructions: string;
  /** What stands at a row of the columns, as one sentence. */
  textOf: (row: number) => string;
  nothing: string;
  onStretch: (stretch: Stretch) => void;
  keys: ChartKeys;
}>) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart>(undefined);
  const latest = useRef({ drawing, width, onStretch });
  const [row, setRow] = useState<number>();
  useEffect(() => {
    latest.current = { drawing, width, onStretch };
  });
  useEffect(() => {
    if (place.current === null) return;
    const mounted = mountChart(place.current, latest.current.width, latest.current.drawing, {
      onRow: setRow,
      onStretch: (stretch) => latest.current.onStretch(stretch),
    });
    chart.current = mounted;
    return () => mounted.destroy();
  }, []);
  useEffect(() => chart.current?.resize(width), [width]);
  useEffect(() => chart.current?.draw(drawing), [drawing]);

  const rows = drawing.columns.at.length;
  const here = row === undefined || row >= rows ? undefined : row;
  const at = here === undefined ? undefined : (drawing.columns.at[here] ?? 0) * 1000;
  const go = (to: number) => {
    const next = Math.max(0, Math.min(rows - 1, to));
    if (rows > 0) chart.current?.moveTo(next);
    setRow(next);
  };
  const press = (key: string, far: boolean): boolean => {
    const step = far ? FAR : 1;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowRight: () => go((here ?? -1) + step),
      ArrowLeft: () => go((here ?? rows) - step),
      Home: () => go(0),
      End: () => go(rows - 1),
      '+': () => keys.onCloser(at),
      '=': () => keys.onCloser(at),
      '-': () => keys.onWider(at),
      PageUp: keys.onEarlier,
      PageDown: keys.onLater,
      '0': keys.onWhole,
      Enter: () => (at === undefined ? undefined : keys.onOpen(at)),
    };
    actions[key]?.();
    return key in actions;
  };
  return (
    <>
      <div
        ref={place}
        className={styles['plot']}
        style={{ minBlockSize: PLOT_HEIGHT }}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-description={instructions}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, rows - 1)}
        aria-valuenow={here ?? 0}
        aria-valuetext={here === undefined ? nothing : textOf(here)}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (press(event.key, event.shiftKey)) event.preventDefault();
        }}
      />
      <p className={here === undefined ? styles['quiet'] : styles['readout']}>
        {here === undefined ? nothing : textOf(here)}
      </p>
    </>
  );
}
