import type { BatchStatus } from '@autolog/domain/batch/state/batch';
import type { ExceptionClass, Severity } from '@autolog/domain/exception/exception';
import type { ExpectedException, Scenario } from './run-context.js';

type RaisedException = Readonly<{
  id: string;
  class: ExceptionClass;
  severity: Severity;
  step?: string | Readonly<{ id: string }>;
}>;

/** The expected exception that a raised one matches, if any. */
export const expectedExceptionFor = (
  { expectedExceptions }: Scenario,
  raised: RaisedException,
): ExpectedException | undefined =>
  expectedExceptions.find(
    (expected) =>
      expected.class === raised.class &&
      expected.severities.includes(raised.severity) &&
      (expected.steps?.test(stepId(raised)) ?? true),
  );

const stepId = ({ step }: RaisedException): string => (typeof step === 'string' ? step : (step?.id ?? ''));

/** How a simulated batch differs from its scenario: no other exception may be raised, and every expected one must be. */
export function differences(
  scenario: Scenario,
  status: BatchStatus,
  wanted: BatchStatus,
  raised: readonly RaisedException[],
): string[] {
  const found: string[] = [];
  if (status !== wanted) found.push(`the batch is ${status} and should be ${wanted}`);
  const matches = raised.map((one) => expectedExceptionFor(scenario, one));
  raised.forEach((one, n) => {
    if (!matches[n]) found.push(`${describe(one)}, which "${scenario.name}" does not expect`);
  });
  for (const expected of scenario.expectedExceptions) {
    const times = matches.filter((one) => one === expected).length;
    const { min, max } = expected.times;
    if (times >= min && times <= max) continue;
    found.push(`${expected.class} was raised ${times} times and should be ${min === max ? min : `${min} to ${max}`}`);
  }
  return found;
}

const describe = (one: RaisedException): string =>
  `${one.id}: ${one.class} (${one.severity})${stepId(one) === '' ? '' : ` at ${stepId(one)}`}`;
