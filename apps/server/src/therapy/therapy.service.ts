import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import type { OrderTherapyBody, TherapiesReply, TherapyLine } from '@autolog/contract/register';
import type { PersonBy } from '@autolog/domain/by';
import { instantText } from '@autolog/store/instant-text';
import type { IncomingCommand } from '../http/caller.js';
import { registerListOf, type RegisterRow } from '../register/register-list.js';
import { Records } from '../record/records.js';
import { registerNewEntry } from '../register/register-new-entry.js';

const THERAPIES_MAX = 2_000;
const THERAPIES = `select t.id, t.coi, t.order_number as "orderNumber", b.id as batch,
    ${instantText('t.ordered_at')} as "orderedAt", (sum(t.seq) over ())::int as "asOf"
  from therapy t left join batch b on b.therapy = t.id
  order by t.ordered_at desc, t.order_number limit ${String(THERAPIES_MAX)}`;

@Injectable()
export class TherapyService {
  constructor(@Inject(Records) private readonly records: Records) {}

  /** Newest first. */
  async list(): Promise<TherapiesReply> {
    const { asOf, lines } = registerListOf<TherapyLine>(await this.records.database.query<RegisterRow>(THERAPIES));
    return { stream: 'therapy', asOf, therapies: lines };
  }

  order(incoming: IncomingCommand, { coi, orderNumber }: OrderTherapyBody, by: PersonBy): Promise<CommandReply> {
    return registerNewEntry(this.records, incoming, by, {
      category: 'therapy',
      event: { type: 'TherapyOrdered', v: 1, coi, orderNumber },
      nameTaken: { sql: 'select from therapy where order_number = $1', parameters: [orderNumber] },
      displayName: orderNumber,
    });
  }
}
