import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/reply';
import type { LotsReply } from '@autolog/contract/lot';
import type { RegisterLotBody } from '@autolog/contract/lot';
import type { LotId } from '@autolog/domain/brand';
import type { PersonBy } from '@autolog/domain/by';
import { decideLotStatus } from '@autolog/domain/material/decide-lot-status';
import { refusal } from '@autolog/domain/refusal';
import { parseInstant } from '@autolog/domain/time';
import { streamOf } from '@autolog/domain/stream/stream';
import { Log } from '@autolog/store/log';
import { LotStore } from '@autolog/store/lot';
import type { IncomingCommand } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { CommandExecution } from '../record/command-execution.js';
import { EntryRegistration } from '../register/entry-registration.js';

const LOT_WORD = { en: 'lot', nl: 'lot' } as const;

@Injectable()
export class LotService {
  constructor(
    @Inject(LotStore) private readonly lots: LotStore,
    @Inject(EntryRegistration) private readonly registration: EntryRegistration,
    @Inject(CommandExecution) private readonly commands: CommandExecution,
    @Inject(Log) private readonly log: Log,
  ) {}

  async list(): Promise<LotsReply> {
    const { asOf, lines } = await this.lots.list();
    return { stream: 'lot', asOf, lots: lines };
  }

  register(
    incoming: IncomingCommand,
    { material, lotNumber, expiresAt: typed }: RegisterLotBody,
    by: PersonBy,
  ): Promise<CommandReply> {
    const expiresAt = parseInstant(typed);
    if (!expiresAt) throw new RefusalError(refusal('BAD_REQUEST', { what: `expiresAt ${typed} is no date` }));
    return this.registration.register(incoming, by, {
      category: 'lot',
      event: { type: 'LotRegistered', v: 1, material, lotNumber, expiresAt },
      displayName: `${material} ${lotNumber}`,
      isNameTaken: () => this.lots.hasNumber(material, lotNumber),
    });
  }

  /** A scan of this lot at the same moment waits for the lock and gets the new status (INV-8). */
  changeStatus(
    incoming: IncomingCommand,
    id: LotId,
    status: 'released' | 'rejected',
    by: PersonBy,
  ): Promise<CommandReply> {
    return this.commands.executeOnce(incoming, by, async () => {
      const stream = streamOf('lot', id);
      const after = (await this.log.lock([stream])).get(stream);
      const lot = await this.lots.find(id);
      if (after === undefined || !lot) return { refused: refusal('NOT_FOUND', { what: LOT_WORD[by.language] }) };
      const event = decideLotStatus(lot, status, by.language);
      if ('refused' in event) return { refused: event };
      const context = { by, now: await this.log.now(), command: incoming.id };
      await this.log.append([{ stream, after, events: [event] }], context);
      return { reply: { stream, position: after + 1 } };
    });
  }
}
