import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import type { LotLine, LotsReply, RegisterLotBody } from '@autolog/contract/register';
import type { LotId } from '@autolog/domain/brand';
import type { PersonBy } from '@autolog/domain/by';
import { judgeLot, type LotToJudge } from '@autolog/domain/material/decide';
import { refusal } from '@autolog/domain/refusal';
import { readInstant } from '@autolog/domain/time';
import { streamOf } from '@autolog/store/event';
import { instantText } from '@autolog/store/instant-text';
import type { Arrived } from '../http/caller.js';
import { Refused } from '../http/refused.js';
import { listOf, type Listed } from '../record/listed.js';
import { Records } from '../record/record.js';
import { registerNew } from '../record/register-new.js';

const LOTS_MAX = 5_000;
// What expires last comes first: when there are ever more than the list holds, the oldest fall off.
const LOTS = `select id, material, lot_number as "lotNumber", status, ${instantText('expires_at')} as "expiresAt",
    (sum(seq) over ())::int as "asOf"
  from lot order by expires_at desc, material, lot_number limit ${String(LOTS_MAX)}`;
const LOT_WORD = { en: 'lot', nl: 'lot' } as const;

@Injectable()
export class LotService {
  constructor(@Inject(Records) private readonly records: Records) {}

  async list(): Promise<LotsReply> {
    const { asOf, lines } = listOf<LotLine>(await this.records.database.query<Listed>(LOTS));
    return { stream: 'lot', asOf, lots: lines };
  }

  register(
    arrived: Arrived,
    { material, lotNumber, expiresAt: typed }: RegisterLotBody,
    by: PersonBy,
  ): Promise<CommandReply> {
    const expiresAt = readInstant(typed);
    if (!expiresAt) throw new Refused(refusal('BAD_REQUEST', { what: `expiresAt ${typed} is no date` }));
    return registerNew(this.records, arrived, by, {
      noun: 'lot',
      event: { type: 'LotRegistered', v: 1, material, lotNumber, expiresAt },
      taken: { sql: 'select from lot where material = $1 and lot_number = $2', parameters: [material, lotNumber] },
      called: `${material} ${lotNumber}`,
    });
  }

  /** Whoever scans this lot at the same moment waits for the lock, and sees what was decided (INV-8). */
  judge(arrived: Arrived, lot: LotId, status: 'released' | 'rejected', by: PersonBy): Promise<CommandReply> {
    const { log, database } = this.records;
    return this.records.once(arrived, by, async () => {
      const stream = streamOf('lot', lot);
      const after = (await log.lock([stream])).get(stream);
      const [row] = await database.query<LotToJudge>(
        'select lot_number as "lotNumber", status from lot where id = $1',
        [lot],
      );
      if (after === undefined || !row) return { refused: refusal('NOT_FOUND', { what: LOT_WORD[by.language] }) };
      const event = judgeLot(row, status, by.language);
      if ('refused' in event) return { refused: event };
      await log.append([{ stream, after, events: [event] }], { by, now: await log.now(), command: arrived.id });
      return { reply: { stream, position: after + 1 } };
    });
  }
}
