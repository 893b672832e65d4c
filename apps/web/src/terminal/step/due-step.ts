import type { StepLine } from '@autolog/contract/batch';
import type { Role } from '@autolog/domain/role';
import { mayPerform, isOpen, soonestClosingFirst } from '../../batch/next-steps.js';

type Line = Pick<StepLine, 'status' | 'opensAt' | 'closesAt'> &
  Readonly<{ step: Pick<StepLine['step'], 'id' | 'kind' | 'performer'> }>;

/** What is written for quality control alone, a person of quality control does first: the rest can be done by others. */
const isReservedFor = ({ step }: Line, roles: readonly Role[]): boolean =>
  step.performer === 'qc_analyst' && roles.includes('qc_analyst');

/** Waiting for a witness before anything else; a running time last, for other work goes on beside it. */
const DUE_RULES: readonly ((line: Line, roles: readonly Role[]) => boolean)[] = [
  (line) => line.status === 'awaiting_witness',
  (line, roles) => line.status === 'in_progress' && line.step.kind !== 'timer' && mayPerform(line, roles),
  (line, roles) => line.status === 'ready' && isReservedFor(line, roles),
  (line, roles) => line.status === 'ready' && mayPerform(line, roles),
  (line, roles) => line.status === 'in_progress' && mayPerform(line, roles),
  // Nothing of one's own: what others have to do first is what there is to see.
  (line) => isOpen(line),
  (line) => line.status === 'locked',
];

/**
 * The step the screen is about. The one asked for stands until it is done; without one, the first that is due for this
 * person, what has a window before what has none. Nothing moves under a finger: a step that is open stays on the glass
 * whatever else becomes possible.
 */
export function dueStep<Each extends Line>(
  steps: readonly Each[],
  requested: string | undefined,
  roles: readonly Role[],
): Each | undefined {
  const requestedStep = steps.find(({ step }) => step.id === requested);
  // What only others can perform gives way as soon as there is something of one's own.
  if (
    requestedStep !== undefined &&
    isOpen(requestedStep) &&
    (requestedStep.status === 'awaiting_witness' || mayPerform(requestedStep, roles))
  )
    return requestedStep;
  const ordered = soonestClosingFirst(steps);
  for (const isDue of DUE_RULES) {
    const due = ordered.find((line) => isDue(line, roles));
    if (due !== undefined) return due;
  }
  return undefined;
}

/** What this person could do instead of the step on the glass. */
export const otherOpenSteps = <Each extends Line>(
  steps: readonly Each[],
  now: Each | undefined,
  roles: readonly Role[],
): readonly Each[] =>
  soonestClosingFirst(steps.filter((line) => line !== now && isOpen(line) && mayPerform(line, roles)));

/** The part of the list that fits: the step itself, what led to it and what comes next. */
export function nearbySteps<Each>(all: readonly Each[], index: number, count: number): readonly Each[] {
  const before = Math.min(count - 1, Math.max(1, Math.floor(count / 3)));
  const start = Math.max(0, Math.min(index - before, all.length - count));
  return all.slice(start, start + count);
}
