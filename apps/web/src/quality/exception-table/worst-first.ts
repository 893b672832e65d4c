import type { ExceptionLine } from '@autolog/contract/batch';
import type { Severity } from '@autolog/domain/exception/exception';

const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { critical: 0, major: 1, minor: 2 };

/** Worst first, open before assessed, then in the order they were raised. */
export const worstFirst = (exceptions: readonly ExceptionLine[]): readonly ExceptionLine[] =>
  exceptions.toSorted(
    (a, b) =>
      SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
      (a.assessed ? 1 : 0) - (b.assessed ? 1 : 0) ||
      a.raisedAt.localeCompare(b.raisedAt),
  );
