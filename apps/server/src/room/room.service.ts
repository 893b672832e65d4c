import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import type { RoomLine, RoomsReply } from '@autolog/contract/register';
import type { PersonBy } from '@autolog/domain/by';
import type { Arrived } from '../http/caller.js';
import { listOf, type Listed } from '../record/listed.js';
import { Records } from '../record/record.js';
import { registerNew } from '../record/register-new.js';

const ROOMS_MAX = 500;
const ROOMS = `select r.id, r.code, r.status, o.batch, (sum(r.seq) over ())::int as "asOf"
  from room r left join occupancy o on o.resource = 'room/' || r.id order by r.code limit ${String(ROOMS_MAX)}`;

@Injectable()
export class RoomService {
  constructor(@Inject(Records) private readonly records: Records) {}

  async list(): Promise<RoomsReply> {
    const { asOf, lines } = listOf<RoomLine>(await this.records.database.query<Listed>(ROOMS));
    return { stream: 'room', asOf, rooms: lines };
  }

  register(arrived: Arrived, code: string, by: PersonBy): Promise<CommandReply> {
    return registerNew(this.records, arrived, by, {
      noun: 'room',
      event: { type: 'RoomRegistered', v: 1, code },
      taken: { sql: 'select from room where code = $1', parameters: [code] },
      called: code,
    });
  }
}
