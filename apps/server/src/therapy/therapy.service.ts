import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import type { OrderTherapyBody, TherapiesReply, TherapyLine } from '@autolog/contract/register';
import type { PersonBy } from '@autolog/domain/by';
import { instantText } from '@autolog/store/instant-text';
import type { Arrived } from '../http/caller.js';
import { listOf, type Listed } from '../record/listed.js';
import { Records } from '../record/record.js';
import { registerNew } from '../record/register-new.js';

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
    const { asOf, lines } = listOf<TherapyLine>(await this.records.database.query<Listed>(THERAPIES));
    return { stream: 'therapy', asOf, therapies: lines };
  }

  order(arrived: Arrived, { coi, orderNumber }: OrderTherapyBody, by: PersonBy): Promise<CommandReply> {
    return registerNew(this.records, arrived, by, {
      noun: 'therapy',
      event: { type: 'TherapyOrdered', v: 1, coi, orderNumber },
      taken: { sql: 'select from therapy where order_number = $1', parameters: [orderNumber] },
      called: orderNumber,
    });
  }
}
