import type { StepLine } from '@autolog/contract/batch';
import type { Role } from '@autolog/domain/role';

type Line = Pick<StepLine, 'status' | 'opensAt' | 'closesAt'> &
  Readonly<{ step: Pick<StepLine['step'], 'id' | 'kind' | 'performer'> }>;

export const isOpen = ({ status }: Pick<StepLine, 'status'>): boolean =>
  status === 'ready' || status === 'in_progress' || status === 'awaiting_witness';

/** Whether the recipe lets somebody with these roles perform the step. */
export const mayPerform = ({ step }: Line, roles: readonly Role[]): boolean =>
  step.performer === undefined || roles.includes(step.performer);

const SORTS_LAST = '9';

/** Steps with a window first, the one that closes soonest on top; the rest in the order of the recipe. */
export const soonestClosingFirst = <Each extends Line>(lines: readonly Each[]): readonly Each[] =>
  lines.toSorted((a, b) => (a.closesAt ?? SORTS_LAST).localeCompare(b.closesAt ?? SORTS_LAST));

/** A process of several days has windows on each of them: only the next few are listed. */
const PLANNED_MAX = 3;

/** The steps that can be done now, then those whose window is not open yet or that wait for other steps. */
export function nextSteps<Each extends Line>(lines: readonly Each[], count: number): readonly Each[] {
  const open = lines.filter(isOpen);
  const planned = lines.filter(({ status, opensAt }) => status === 'locked' && opensAt !== undefined);
  const inOrder = planned.toSorted((a, b) => (a.opensAt ?? SORTS_LAST).localeCompare(b.opensAt ?? SORTS_LAST));
  return [...soonestClosingFirst(open), ...inOrder.slice(0, PLANNED_MAX)].slice(0, count);
}
