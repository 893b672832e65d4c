import type { Database } from './database.js';

/** `part`: what kind of machine it is; `devices`: the equipment it speaks for. */
export type MachineTokenRow<Part extends string = string> = Readonly<{
  id: string;
  name: string;
  part: Part;
  devices: readonly string[];
}>;

/** Tokens of adapters, simulators and archives by their hash; the token itself is not stored. */
export class MachineTokenStore {
  constructor(private readonly database: Database) {}

  async add(tokenHash: Buffer, { id, name, part, devices }: MachineTokenRow): Promise<void> {
    await this.database.query(
      'insert into machine_token (token_hash, id, name, part, devices) values ($1, $2, $3, $4, $5)',
      [tokenHash, id, name, part, devices],
    );
  }

  async find<Part extends string>(tokenHash: Buffer): Promise<MachineTokenRow<Part> | undefined> {
    const [row] = await this.database.query<MachineTokenRow<Part>>(
      'select id, name, part, devices from machine_token where token_hash = $1',
      [tokenHash],
    );
    return row;
  }
}
