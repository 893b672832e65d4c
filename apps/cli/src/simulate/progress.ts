import type { Play, Progress } from './play.js';

/** Redrawing more often than this tells nobody anything. */
const REDRAW_MS = 200;
const UP = (lines: number): string => `\u001b[${lines}A`;
const CLEAR_LINE = '\u001b[2K';

/** Where progress is written: a terminal is redrawn, anything else gets a line whenever an operation begins. */
export type Screen = Readonly<{ isTTY?: boolean; columns?: number; write: (text: string) => unknown }>;

/** Shows every play as one line. `end` leaves the last state standing. */
export function showProgress(screen: Screen): Readonly<{ show: (progress: Progress) => void; end: () => void }> {
  const lines = new Map<Play, Progress>();
  let drawn = 0;
  let drawnAtMs = -Infinity;
  const draw = (): void => {
    if (drawn > 0) screen.write(UP(drawn));
    for (const line of lines.values()) screen.write(`${CLEAR_LINE}${cut(lineOf(line), screen.columns)}\n`);
    drawn = lines.size;
    drawnAtMs = performance.now();
  };
  return {
    show: (progress) => {
      const before = lines.get(progress.play);
      lines.set(progress.play, progress);
      if (!screen.isTTY) {
        if (before?.operation !== progress.operation) screen.write(`${lineOf(progress)}\n`);
      } else if (performance.now() - drawnAtMs >= REDRAW_MS) draw();
    },
    end: () => {
      if (screen.isTTY && lines.size > 0) draw();
    },
  };
}

export function lineOf({
  play,
  batchNumber,
  day,
  operation,
  stepsDone,
  stepsTotal,
  doing,
  siteTime,
  rate,
}: Progress): string {
  const where = day === undefined ? operation : `day ${day}, ${operation}`;
  const clock = `${siteTime.slice(0, 16).replace('T', ' ')}Z × ${rate}`;
  return `${batchNumber} ${play.scenario} ${play.seed} | ${where} | ${stepsDone} of ${stepsTotal} | ${clock} | ${doing}`;
}

const cut = (line: string, columns = 120): string =>
  line.length < columns ? line : `${line.slice(0, Math.max(1, columns - 2))}…`;
