import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import type { RoomLine, RoomsReply } from '@autolog/contract/register';
import type { PersonBy } from '@autolog/domain/by';
import type { IncomingCommand } from '../http/caller.js';
import { registerListOf, type RegisterRow } from '../register/register-list.js';
import { Records } from '../record/records.js';
import { registerNewEntry } from '../register/register-new-entry.js';

const ROOMS_MAX = 500;
const ROOMS = `select r.id, r.code, r.status, o.batch, (sum(r.seq) over ())::int as "asOf"
  from room r left join occupancy o on o.resource = 'room/' || r.id order by r.code limit ${String(ROOMS_MAX)}`;

@Injectable()
export class RoomService {
  constructor(@Inject(Records) private readonly records: Records) {}

  async list(): Promise<RoomsReply> {
    const { asOf, lines } = registerListOf<RoomLine>(await this.records.database.query<RegisterRow>(ROOMS));
    return { stream: 'room', asOf, rooms: lines };
  }

  register(incoming: IncomingCommand, code: string, by: PersonBy): Promise<CommandReply> {
    return registerNewEntry(this.records, incoming, by, {
      category: 'room',
      event: { type: 'RoomRegistered', v: 1, code },
      nameTaken: { sql: 'select from room where code = $1', parameters: [code] },
      displayName: code,
    });
  }
}
