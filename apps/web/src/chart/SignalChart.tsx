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

type Props = Readonly<{
  drawing: Drawing;
  width: number;
  label: string;
  instructions: string;
  /** What stands at a row of the columns, as one sentence. */
  textOf: (row: number) => string;
  nothing: string;
  onStretch: (stretch: Stretch) => void;
  keys: ChartKeys;
}>;

/**
 * The line of one signal. A slider along time for the keyboard and for who cannot see it: arrows move through the
 * samples and each is read aloud; what the line shows is in the table beside it as well.
 */
export function SignalChart({ label, instructions, textOf, nothing, keys, ...drawn }: Props) {
  const { place, row, goTo } = useChart(drawn);
  const { at } = drawn.drawing.columns;
  const here = row === undefined || row >= at.length ? undefined : row;
  const text = here === undefined ? nothing : textOf(here);
  const actions = actionsOf(keys, here, at, goTo);
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
        aria-valuemax={Math.max(0, at.length - 1)}
        aria-valuenow={here ?? 0}
        aria-valuetext={text}
        onKeyDown={(event) => {
          const action = actions[event.key];
          if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
          action(event.shiftKey ? FAR : 1);
          event.preventDefault();
        }}
      />
      <p className={here === undefined ? styles['quiet'] : styles['readout']}>{text}</p>
    </>
  );
}

/** Keeps the canvas beside React: mounted once, then told what changed. */
function useChart({ drawing, width, onStretch }: Pick<Props, 'drawing' | 'width' | 'onStretch'>) {
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
  const goTo = (next: number) => {
    chart.current?.moveTo(next);
    setRow(next);
  };
  return { place, row, goTo };
}

/** What each key does; the argument is how many samples an arrow goes. */
function actionsOf(
  keys: ChartKeys,
  here: number | undefined,
  at: readonly number[],
  goTo: (row: number) => void,
): Readonly<Record<string, (step: number) => void>> {
  const last = at.length - 1;
  const moment = here === undefined ? undefined : (at[here] ?? 0) * 1000;
  const go = (row: number) => {
    if (last >= 0) goTo(Math.max(0, Math.min(last, row)));
  };
  return {
    ArrowRight: (step) => go((here ?? -1) + step),
    ArrowLeft: (step) => go((here ?? last + 1) - step),
    Home: () => go(0),
    End: () => go(last),
    '+': () => keys.onCloser(moment),
    '=': () => keys.onCloser(moment),
    '-': () => keys.onWider(moment),
    PageUp: keys.onEarlier,
    PageDown: keys.onLater,
    '0': keys.onWhole,
    Enter: () => {
      if (moment !== undefined) keys.onOpen(moment);
    },
  };
}
