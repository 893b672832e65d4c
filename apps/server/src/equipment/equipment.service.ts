import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import type { EquipmentLine, EquipmentReply, RegisterEquipmentBody } from '@autolog/contract/register';
import type { PersonBy } from '@autolog/domain/by';
import type { IncomingCommand } from '../http/caller.js';
import { registerListOf, type RegisterRow } from '../register/register-list.js';
import { Records } from '../record/records.js';
import { registerNewEntry } from '../register/register-new-entry.js';

const EQUIPMENT_MAX = 500;
/** An adapter that serves a device uploads every second; by the real clock, whatever the site clock does. */
const CONNECTED_WITHIN = `interval '15 seconds'`;
/** An adapter with several devices sends their uploads in turn: so far back the newest of each is looked for. */
const UPLOADS_BACK = 20;
// By the primary key of `upload` from where each adapter is now: never a scan of all uploads there ever were.
export const IS_CONNECTED_SQL = `exists (
  select from upload_through t join upload u
      on u.adapter = t.adapter and u.epoch = t.epoch and u.seq between t.seq - ${String(UPLOADS_BACK)} and t.seq
   where u.device = e.id and u.stored_at > real_now() - ${CONNECTED_WITHIN})`;
const EQUIPMENT = `select e.id, e.code, e.capability, e.status, o.batch, ${IS_CONNECTED_SQL} as connected,
    (sum(e.seq) over ())::int as "asOf"
  from equipment e left join occupancy o on o.resource = 'equipment/' || e.id
  order by e.code limit ${String(EQUIPMENT_MAX)}`;

@Injectable()
export class EquipmentService {
  constructor(@Inject(Records) private readonly records: Records) {}

  async list(): Promise<EquipmentReply> {
    const { asOf, lines } = registerListOf<EquipmentLine>(await this.records.database.query<RegisterRow>(EQUIPMENT));
    return { stream: 'equipment', asOf, equipment: lines };
  }

  register(
    incoming: IncomingCommand,
    { code, capability }: RegisterEquipmentBody,
    by: PersonBy,
  ): Promise<CommandReply> {
    return registerNewEntry(this.records, incoming, by, {
      category: 'equipment',
      event: { type: 'EquipmentRegistered', v: 1, code, capability },
      nameTaken: { sql: 'select from equipment where code = $1', parameters: [code] },
      displayName: code,
    });
  }
}
