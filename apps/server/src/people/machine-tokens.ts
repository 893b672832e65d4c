import { Inject, Injectable } from '@nestjs/common';
import type { Machine } from '../http/caller.js';
import type { MachinePart } from '../http/allow.js';
import { Records } from '../record/record.js';

type Row = { id: string; name: string; part: MachinePart; devices: string[] };

/** Tokens of adapters and simulators, bound to the devices they speak for (S17). */
@Injectable()
export class MachineTokens {
  constructor(@Inject(Records) private readonly records: Records) {}

  async find(hash: Buffer): Promise<Machine | undefined> {
    const [row] = await this.records.database.query<Row>(
      'select id, name, part, devices from machine_token where token_hash = $1',
      [hash],
    );
    return row;
  }
}
