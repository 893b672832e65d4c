import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import type { LotLine, LotsReply, RegisterLotBody } from '@autolog/contract/register';
import type { LotId } from '@autolog/domain/brand';
import type { PersonBy } from '@autolog/domain/by';
import { decideLotStatus, type LotToDecide } from '@autolog/domain/material/decide-lot-status';
import { refusal } from '@autolog/domain/refusal';
import { parseInstant } from '@autolog/domain/time';
import { streamOf } from '@autolog/domain/stream/stream';
import { instantText } from '@autolog/store/instant-text';
import type { IncomingCommand } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { registerListOf, type RegisterRow } from '../register/register-list.js';
import { Records } from '../record/records.js';
import { registerNewEntry } from '../register/register-new-entry.js';

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
    const { asOf, lines } = registerListOf<LotLine>(await this.records.database.query<RegisterRow>(LOTS));
    return { stream: 'lot', asOf, lots: lines };
  }

  register(
    incoming: IncomingCommand,
    { material, lotNumber, expiresAt: typed }: RegisterLotBody,
    by: PersonBy,
  ): Promise<CommandReply> {
    const expiresAt = parseInstant(typed);
    if (!expiresAt) throw new RefusalError(refusal('BAD_REQUEST', { what: `expiresAt ${typed} is no date` }));
    return registerNewEntry(this.records, incoming, by, {
      category: 'lot',
      event: { type: 'LotRegistered', v: 1, material, lotNumber, expiresAt },
      nameTaken: { sql: 'select from lot where material = $1 and lot_number = $2', parameters: [material, lotNumber] },
      displayName: `${material} ${lotNumber}`,
    });
  }

  /** Whoever scans this lot at the same moment waits for the lock, and sees what was decided (INV-8). */
  changeStatus(
    incoming: IncomingCommand,
    lot: LotId,
    status: 'released' | 'rejected',
    by: PersonBy,
  ): Promise<CommandReply> {
    const { log, database } = this.records;
    return this.records.executeOnce(incoming, by, async () => {
      const stream = streamOf('lot', lot);
      const after = (await log.lock([stream])).get(stream);
      const [row] = await database.query<LotToDecide>(
        'select lot_number as "lotNumber", status from lot where id = $1',
        [lot],
      );
      if (after === undefined || !row) return { refused: refusal('NOT_FOUND', { what: LOT_WORD[by.language] }) };
      const event = decideLotStatus(row, status, by.language);
      if ('refused' in event) return { refused: event };
      await log.append([{ stream, after, events: [event] }], { by, now: await log.now(), command: incoming.id });
      return { reply: { stream, position: after + 1 } };
    });
  }
}
