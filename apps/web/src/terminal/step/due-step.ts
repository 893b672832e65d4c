import type { StepLine } from '@autolog/contract/batch';
import type { Role } from '@autolog/domain/role';
import { mayPerform, isOpen, soonestClosingFirst } from '../../batch/next-steps.js';

type Line = Pick<StepLine, 'status' | 'opensAt' | 'closesAt'> &
  Readonly<{ step: Pick<StepLine['step'], 'id' | 'kind' | 'performer'> }>;

/**
 * A step for quality control only. A person of quality control does it first: the other steps can be done by others.
 */
const isReservedFor = ({ step }: Line, roles: readonly Role[]): boolean =>
  step.performer === 'qc_analyst' && roles.includes('qc_analyst');

/** A step that waits for its witness comes first; a running timer comes after other work. */
const DUE_RULES: readonly ((line: Line, roles: readonly Role[]) => boolean)[] = [
  (line) => line.status === 'awaiting_witness',
  (line, roles) => line.status === 'in_progress' && line.step.kind !== 'timer' && mayPerform(line, roles),
  (line, roles) => line.status === 'ready' && isReservedFor(line, roles),
  (line, roles) => line.status === 'ready' && mayPerform(line, roles),
  (line, roles) => line.status === 'in_progress' && mayPerform(line, roles),
  // Without a step of their own, the person sees what others have to do first.
  (line) => isOpen(line),
  (line) => line.status === 'locked',
];

/**
 * The step on the screen. The requested step stays until it is done, whatever else becomes possible, so that nothing
 * moves under a finger. Without one it is the first that is due for this person, steps with a window first.
 */
export function dueStep<Each extends Line>(
  steps: readonly Each[],
  requested: string | undefined,
  roles: readonly Role[],
): Each | undefined {
  const requestedStep = steps.find(({ step }) => step.id === requested);
  // A step that only others can perform is replaced as soon as this person has one of their own.
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

/** What this person could do instead of the step on the screen. */
export const otherOpenSteps = <Each extends Line>(
  steps: readonly Each[],
  now: Each | undefined,
  roles: readonly Role[],
): readonly Each[] =>
  soonestClosingFirst(steps.filter((line) => line !== now && isOpen(line) && mayPerform(line, roles)));

/** The part of the list that fits: the step, those before it and those after it. */
export function nearbySteps<Each>(all: readonly Each[], index: number, count: number): readonly Each[] {
  const before = Math.min(count - 1, Math.max(1, Math.floor(count / 3)));
  const start = Math.max(0, Math.min(index - before, all.length - count));
  return all.slice(start, start + count);
}
