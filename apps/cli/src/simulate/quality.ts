import { randomUUID } from 'node:crypto';
import type { BatchReply, ExceptionLine } from '@autolog/contract/batch';
import { EXCEPTION_CLASSES } from '@autolog/domain/batch/exception';
import { RequestRefused } from '../start/http-client.js';
import { PlayFault, look, type Stage, type Weighed } from './stage.js';
import { expectedFor } from './verdict.js';

/** A device may report late: how often quality looks at the batch again before it is given up. */
const ROUNDS_MAX = 5;

/** What quality writes about an exception the scenario did not promise; the play is reported as differing all the same. */
const UNFORESEEN: Weighed = {
  disposition: 'accepted',
  assessment: 'Not foreseen by the scenario that was simulated. Weighed so that the simulated batch can be decided on.',
};

/** A hold is lifted by quality once what it was for is weighed. */
export async function liftHold(stage: Stage, seen: BatchReply): Promise<void> {
  await weighAll(stage, seen, ({ severity }) => severity === 'critical');
  const officer = await stage.crew.as('quality_officer');
  await officer.post(`/api/batches/${stage.batch}/resume`, {}, randomUUID());
}

/** Weighs every exception, reviews the record and has the Qualified Person decide as the scenario ends. */
export async function decideOn(stage: Stage): Promise<BatchReply> {
  const path = `/api/batches/${stage.batch}`;
  for (let round = 1; ; round += 1) {
    const seen = await look(stage);
    if (seen.status === 'certified' || seen.status === 'rejected') return seen;
    if (round > ROUNDS_MAX) throw new PlayFault(`quality cannot decide: ${blockersOf(seen)}`);
    if (seen.held) await liftHold(stage, seen);
    await weighAll(stage, seen, () => true);
    stage.doing(seen, 'review by quality');
    try {
      if (seen.status === 'finished') {
        await (await stage.crew.as('quality_officer')).sign(`${path}/review`, {}, 'reviewed', randomUUID());
      }
      await verdictOfQp(stage, path);
    } catch (error) {
      // Something was reported meanwhile: quality looks again.
      if (!(error instanceof RequestRefused && error.code === 'EXCEPTIONS_OPEN')) throw error;
    }
  }
}

async function verdictOfQp({ crew, scenario }: Stage, path: string): Promise<void> {
  const person = await crew.as('qualified_person');
  if (scenario.end === 'rejected') {
    await person.sign(`${path}/reject`, { reason: scenario.rejection }, 'rejected', randomUUID());
  } else {
    await person.sign(`${path}/certify`, {}, 'certified', randomUUID());
  }
}

async function weighAll(stage: Stage, seen: BatchReply, which: (exception: ExceptionLine) => boolean): Promise<void> {
  const open = seen.exceptions.filter((exception) => !exception.assessed && which(exception));
  for (const exception of open) {
    stage.doing(seen, `weighing ${exception.id}: ${EXCEPTION_CLASSES[exception.class].en}`);
    const officer = await stage.crew.as('quality_officer');
    const { disposition, assessment } = expectedFor(stage.scenario, exception)?.weighed ?? UNFORESEEN;
    const path = `/api/batches/${stage.batch}/exceptions/${exception.id}/assess`;
    await officer.sign(path, { disposition, assessment }, 'assessed', randomUUID());
  }
}

const blockersOf = ({ blockers }: BatchReply): string =>
  [...blockers.review, ...blockers.certify].map(({ code }) => code).join(', ') || 'nothing is in the way';
