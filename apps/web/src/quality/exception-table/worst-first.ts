import type { ExceptionLine } from '@autolog/contract/batch';
import { SEVERITIES_WORST_FIRST } from '@autolog/domain/exception/exception';

/** Worst first, open before assessed, then in the order they were raised. */
export const worstFirst = (exceptions: readonly ExceptionLine[]): readonly ExceptionLine[] =>
  exceptions.toSorted(
    (a, b) =>
      SEVERITIES_WORST_FIRST.indexOf(a.severity) - SEVERITIES_WORST_FIRST.indexOf(b.severity) ||
      (a.assessed ? 1 : 0) - (b.assessed ? 1 : 0) ||
      a.raisedAt.localeCompare(b.raisedAt),
  );
