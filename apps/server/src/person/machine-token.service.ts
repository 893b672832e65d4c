import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import type { MintTokenBody, TokenReply } from '@autolog/contract/register';
import type { PersonBy } from '@autolog/domain/by';
import type { CommandId } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import { SITE_STREAM } from '@autolog/store/site';
import type { IncomingCommand } from '../http/caller.js';
import { Records } from '../record/records.js';
import { tokenHash } from './token-hash.js';

const DEVICE_WORD = { en: 'device', nl: 'apparaat' } as const;

/** Mints the tokens by which adapters and simulators are known, each bound to its devices (S17). */
@Injectable()
export class MachineTokenService {
  constructor(@Inject(Records) private readonly records: Records) {}

  async mint(
    incoming: IncomingCommand,
    { name, part, devices: asked }: MintTokenBody,
    by: PersonBy,
  ): Promise<TokenReply> {
    const devices = [...new Set(asked)].sort();
    const token = this.#tokenOf(incoming.id);
    await this.records.executeOnce<CommandReply>(incoming, by, async () => {
      const { database, log } = this.records;
      const after = (await log.lock([SITE_STREAM])).get(SITE_STREAM) ?? 0;
      const known = await database.query('select from equipment where id = any($1::uuid[])', [devices]);
      if (known.length < devices.length) return { refused: refusal('NOT_FOUND', { what: DEVICE_WORD[by.language] }) };
      const id = randomUUID();
      await database.query(
        'insert into machine_token (token_hash, id, name, part, devices) values ($1, $2, $3, $4, $5)',
        [tokenHash(token), id, name, part, devices],
      );
      const event = { type: 'MachineTokenMinted', v: 1, token: id, name, part, devices } as const;
      const context = { by, now: await log.now(), command: incoming.id };
      await log.append([{ stream: SITE_STREAM, after, events: [event] }], context);
      return { reply: { stream: SITE_STREAM, position: after + 1 } };
    });
    return { token };
  }

  /**
   * Answers of commands are kept, tokens are not. A token is therefore the keyed digest of the command that minted it:
   * the same command, sent again by the same person with the same body, gets the same token without its ever having
   * been stored; nobody without this installation's key, which is a file, can compute it from the database.
   */
  #tokenOf(command: CommandId): string {
    return this.records.mac({ machineToken: command }).toString('base64url');
  }
}
