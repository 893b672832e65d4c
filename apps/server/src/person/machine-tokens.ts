import { Inject, Injectable } from '@nestjs/common';
import type { AuthenticatedMachine } from '../http/caller.js';
import type { MachineKind } from '../http/access-rule.js';
import { Records } from '../record/records.js';

type MachineTokenRow = { id: string; name: string; part: MachineKind; devices: string[] };

/** Tokens of adapters and simulators, bound to the devices they speak for (S17). */
@Injectable()
export class MachineTokens {
  constructor(@Inject(Records) private readonly records: Records) {}

  async find(hash: Buffer): Promise<AuthenticatedMachine | undefined> {
    const [row] = await this.records.database.query<MachineTokenRow>(
      'select id, name, part, devices from machine_token where token_hash = $1',
      [hash],
    );
    return row;
  }
}
