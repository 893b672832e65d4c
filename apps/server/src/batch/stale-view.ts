import type { PersonBy } from '@autolog/domain/by';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import type { Records } from '../record/records.js';
import type { BatchCommandRequest } from './batch-command-request.js';

const CHANGE_TEXT = {
  StepStarted: { en: 'started this step', nl: 'is met deze stap begonnen' },
  StepPerformed: { en: 'did this step', nl: 'heeft deze stap gedaan' },
  StepWitnessed: { en: 'witnessed this step', nl: 'heeft bij deze stap meegekeken' },
  StepCorrected: { en: 'corrected this step', nl: 'heeft deze stap verbeterd' },
} as const;

/** A step that somebody else moved since the person looked: the refusal says who, what and when (F15, T28). */
export async function staleViewRefusal(
  { database, personNames: names, site }: Records,
  stream: string,
  seq: number,
  request: BatchCommandRequest,
  by: PersonBy,
): Promise<Refusal | undefined> {
  const { step, asOf } = request;
  if (step === undefined || asOf === undefined || asOf >= seq) return undefined;
  const [row] = await database.query<{ type: keyof typeof CHANGE_TEXT; actor: string; at: Date }>(
    `select type, actor, at from event
      where stream = $1 and seq > $2 and payload ->> 'step' = $3 and actor <> $4
        and type in ('StepStarted', 'StepPerformed', 'StepWitnessed', 'StepCorrected')
      order by seq desc limit 1`,
    [stream, asOf, step, `person/${by.person}`],
  );
  if (!row) return undefined;
  await names.load([row.actor]);
  const at = new Intl.DateTimeFormat(by.language, { timeStyle: 'medium', timeZone: site.zone }).format(row.at);
  const what = `${names.nameOf(row.actor) ?? '–'} ${CHANGE_TEXT[row.type][by.language]} (${at})`;
  return refusal('BEHIND', { what });
}
