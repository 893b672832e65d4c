import { Controller, Inject } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/reply';
import type { BatchId } from '@autolog/domain/brand';
import type { CommandEntry } from '../command/command-entry.js';
import { CommandRoutes } from '../command/command-routes.js';
import type { PathParameters } from '../command/path-pattern.js';
import type { PersonCommand } from '../http/caller.js';
import { FreeTexts } from '../record/free-texts.js';
import type { BatchCommandRequest } from './batch-command-request.js';
import { BatchService } from './batch.service.js';
import { BATCH_COMMANDS } from './command-table.js';
import { RecordIntegrity } from './record-integrity.js';

/** The routes of every command in the table. */
@Controller()
@CommandRoutes(BATCH_COMMANDS)
export class BatchCommandController {
  constructor(
    @Inject(BatchService) private readonly batches: BatchService,
    @Inject(RecordIntegrity) private readonly integrity: RecordIntegrity,
    @Inject(FreeTexts) private readonly freeTexts: FreeTexts,
  ) {}

  async execute(
    entry: CommandEntry<BatchCommandRequest>,
    incoming: PersonCommand,
    parameters: PathParameters,
  ): Promise<CommandReply> {
    const freeText = (text: string) => this.freeTexts.encode(incoming.path, text);
    const request = await entry.read(incoming.body, parameters, freeText);
    const batch = parameters['batch'] as BatchId;
    if (request.onlyIfIntact) await this.integrity.assertIntact(batch);
    return this.batches.execute(incoming, batch, request, entry);
  }
}
