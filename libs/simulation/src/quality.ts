import { randomUUID } from 'node:crypto';
import type { BatchReply, ExceptionLine } from '@autolog/contract/batch';
import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import { RequestRefused } from './http-client.js';
import { RunError, readBatch, type RunContext, type ExceptionAssessment } from './run-context.js';
import { expectedExceptionFor } from './compare-with-scenario.js';

/** How often quality reads the batch again: a device may report an exception late. */
const ROUNDS_MAX = 5;

/** The assessment of an exception that the scenario does not expect. The result of the run differs all the same. */
const UNEXPECTED_EXCEPTION: ExceptionAssessment = {
  disposition: 'accepted',
  assessment:
    'Not foreseen by the scenario that was simulated. Assessed so that the simulated batch can be decided on.',
};

/** Assesses the critical exceptions, then lifts the hold. */
export async function liftHold(context: RunContext, seen: BatchReply): Promise<void> {
  await assessExceptions(context, seen, ({ severity }) => severity === 'critical');
  const officer = await context.staff.withRole('quality_officer');
  await officer.post(`/api/batches/${context.batch}/resume`, {}, randomUUID());
}

/** Assesses every exception, reviews the record and has the Qualified Person decide as the scenario ends. */
export async function releaseOrReject(context: RunContext): Promise<BatchReply> {
  const path = `/api/batches/${context.batch}`;
  for (let round = 1; ; round += 1) {
    const seen = await readBatch(context);
    if (seen.status === 'certified' || seen.status === 'rejected') return seen;
    if (round > ROUNDS_MAX) throw new RunError(`quality cannot decide: ${blockersOf(seen)}`);
    if (seen.held) await liftHold(context, seen);
    await assessExceptions(context, seen, () => true);
    context.reportAction(seen, 'review by quality');
    try {
      if (seen.status === 'finished') {
        await (await context.staff.withRole('quality_officer')).sign(`${path}/review`, {}, 'reviewed', randomUUID());
      }
      await decideAsQualifiedPerson(context, path);
    } catch (error) {
      // A new exception was reported meanwhile: quality reads the batch again.
      if (!(error instanceof RequestRefused && error.code === 'EXCEPTIONS_OPEN')) throw error;
    }
  }
}

async function decideAsQualifiedPerson({ staff, scenario }: RunContext, path: string): Promise<void> {
  const person = await staff.withRole('qualified_person');
  if (scenario.end === 'rejected') {
    await person.sign(`${path}/reject`, { reason: scenario.rejectionReason }, 'rejected', randomUUID());
  } else {
    await person.sign(`${path}/certify`, {}, 'certified', randomUUID());
  }
}

async function assessExceptions(
  context: RunContext,
  seen: BatchReply,
  which: (exception: ExceptionLine) => boolean,
): Promise<void> {
  const open = seen.exceptions.filter((exception) => !exception.assessed && which(exception));
  for (const exception of open) {
    context.reportAction(seen, `assessing ${exception.id}: ${EXCEPTION_CLASSES[exception.class].en}`);
    const officer = await context.staff.withRole('quality_officer');
    const { disposition, assessment } =
      expectedExceptionFor(context.scenario, exception)?.assessedAs ?? UNEXPECTED_EXCEPTION;
    const path = `/api/batches/${context.batch}/exceptions/${exception.id}/assess`;
    await officer.sign(path, { disposition, assessment }, 'assessed', randomUUID());
  }
}

const blockersOf = ({ blockers }: BatchReply): string =>
  [...blockers.review, ...blockers.certify].map(({ code }) => code).join(', ') || 'there is no blocker';
