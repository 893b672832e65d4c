import type { StepLine } from '@autolog/contract/batch';

type Line = Pick<StepLine, 'status'> & Readonly<{ step: Pick<StepLine['step'], 'id' | 'kind'> }>;

const isOpen = ({ status }: Line): boolean =>
  status === 'ready' || status === 'in_progress' || status === 'awaiting_witness';

/** Waiting for a witness before anything else; a running time last, for other work goes on beside it. */
const URGENCY: readonly ((line: Line) => boolean)[] = [
  (line) => line.status === 'awaiting_witness',
  (line) => line.status === 'in_progress' && line.step.kind !== 'timer',
  (line) => line.status === 'ready',
  (line) => line.status === 'in_progress',
  (line) => line.status === 'locked',
];

/**
 * The step the screen is about. The one asked for stands until it is done; without one, the first that is due. Nothing
 * moves under a finger: a step that is open stays on the glass whatever else becomes possible.
 */
export function dueStep<Each extends Line>(steps: readonly Each[], asked: string | undefined): Each | undefined {
  const wanted = steps.find(({ step }) => step.id === asked);
  if (wanted !== undefined && isOpen(wanted)) return wanted;
  for (const isDue of URGENCY) {
    const due = steps.find(isDue);
    if (due !== undefined) return due;
  }
  return undefined;
}

export const openSteps = <Each extends Line>(steps: readonly Each[]): readonly Each[] => steps.filter(isOpen);

/** The part of the list that fits: the step itself, what led to it and what comes next. */
export function around<Each>(all: readonly Each[], index: number, count: number): readonly Each[] {
  const before = Math.max(1, Math.floor(count / 3));
  const start = Math.max(0, Math.min(index - before, all.length - count));
  return all.slice(start, start + count);
}
