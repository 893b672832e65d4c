import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/reply';
import type { TokenReply } from '@autolog/contract/machine-token';
import type { MintTokenBody } from '@autolog/contract/machine-token';
import type { PersonBy } from '@autolog/domain/by';
import type { CommandId } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import { EquipmentStore } from '@autolog/store/equipment';
import { Log } from '@autolog/store/log';
import { MachineTokenStore } from '@autolog/store/machine-token';
import { SITE_STREAM } from '@autolog/store/site';
import type { IncomingCommand } from '../http/caller.js';
import { CommandExecution } from '../record/command-execution.js';
import { InstallationMac } from '../record/installation-mac.js';
import { tokenHash } from './token-hash.js';

const DEVICE_WORD = { en: 'device', nl: 'apparaat' } as const;

/** Mints the tokens by which adapters and simulators are known, each bound to its devices (S17). */
@Injectable()
export class MachineTokenService {
  constructor(
    @Inject(CommandExecution) private readonly commands: CommandExecution,
    @Inject(InstallationMac) private readonly mac: InstallationMac,
    @Inject(EquipmentStore) private readonly equipment: EquipmentStore,
    @Inject(MachineTokenStore) private readonly tokens: MachineTokenStore,
    @Inject(Log) private readonly log: Log,
  ) {}

  async mint(
    incoming: IncomingCommand,
    { name, part, devices: requested }: MintTokenBody,
    by: PersonBy,
  ): Promise<TokenReply> {
    const devices = [...new Set(requested)].sort();
    const token = this.#tokenOf(incoming.id);
    await this.commands.executeOnce<CommandReply>(incoming, by, async () => {
      const after = (await this.log.lock([SITE_STREAM])).get(SITE_STREAM) ?? 0;
      if ((await this.equipment.count(devices)) < devices.length)
        return { refused: refusal('NOT_FOUND', { what: DEVICE_WORD[by.language] }) };
      const id = randomUUID();
      await this.tokens.add(tokenHash(token), { id, name, part, devices });
      const event = { type: 'MachineTokenMinted', v: 1, token: id, name, part, devices } as const;
      const context = { by, now: await this.log.now(), command: incoming.id };
      await this.log.append([{ stream: SITE_STREAM, after, events: [event] }], context);
      return { reply: { stream: SITE_STREAM, position: after + 1 } };
    });
    return { token };
  }

  /**
   * Answers of commands are kept, tokens are not. A token is therefore the keyed digest of the command that minted it:
   * the same command, sent again by the same person with the same body, gets the same token without its ever having
   * been stored; without the key of this installation, which is a file, it cannot be computed from the database.
   */
  #tokenOf(command: CommandId): string {
    return this.mac.of({ machineToken: command }).toString('base64url');
  }
}
