import type { BatchRunPlan, RunProgress } from '@autolog/simulation/batch-run-plan';

/** Nobody reads faster than this. */
const UPDATE_MS = 200;
const CURSOR_UP = (lines: number): string => `\u001b[${lines}A`;
const CLEAR_LINE = '\u001b[2K';

/** Where progress is written: a terminal is updated in place, any other output gets a line whenever an operation begins. */
export type ProgressOutput = Readonly<{ isTTY?: boolean; columns?: number; write: (text: string) => unknown }>;

/** Shows every run as one line. `end` writes the last state. */
export function showProgress(
  output: ProgressOutput,
): Readonly<{ show: (progress: RunProgress) => void; end: () => void }> {
  const lines = new Map<BatchRunPlan, RunProgress>();
  let linesRendered = 0;
  let renderedAtMs = -Infinity;
  const render = (): void => {
    if (linesRendered > 0) output.write(CURSOR_UP(linesRendered));
    for (const line of lines.values()) output.write(`${CLEAR_LINE}${truncate(progressLine(line), output.columns)}\n`);
    linesRendered = lines.size;
    renderedAtMs = performance.now();
  };
  return {
    show: (progress) => {
      const before = lines.get(progress.plan);
      lines.set(progress.plan, progress);
      if (!output.isTTY) {
        if (before?.operation !== progress.operation) output.write(`${progressLine(progress)}\n`);
      } else if (performance.now() - renderedAtMs >= UPDATE_MS) render();
    },
    end: () => {
      if (output.isTTY && lines.size > 0) render();
    },
  };
}

export function progressLine({
  plan,
  batchNumber,
  day,
  operation,
  stepsDone,
  stepsTotal,
  action,
  siteTime,
  rate,
}: RunProgress): string {
  const where = day === undefined ? operation : `day ${day}, ${operation}`;
  const clock = `${siteTime.slice(0, 16).replace('T', ' ')}Z × ${rate}`;
  return `${batchNumber} ${plan.scenario} ${plan.seed} | ${where} | ${stepsDone} of ${stepsTotal} | ${clock} | ${action}`;
}

const truncate = (line: string, columns = 120): string =>
  line.length < columns ? line : `${line.slice(0, Math.max(1, columns - 2))}…`;
