import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { BatchesReply, BatchReply, CreateBatchBody } from '@autolog/contract/batch';
import { CommandReply } from '@autolog/contract/reply';
import { LatestReadingsReply } from '@autolog/contract/reading';
import { ReadingsReply } from '@autolog/contract/reading';
import { ReadingsQuery } from '@autolog/contract/reading';
import { RecordReply } from '@autolog/contract/record';
import type { PersonBy } from '@autolog/domain/by';
import type { BatchId, RecipeId, TherapyId } from '@autolog/domain/brand';
import { Allow, AllowPersonOrMachineOfKind } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { CurrentPerson, FromPerson, type PersonCommand } from '../http/caller.js';
import { UUID_PARAMETER } from '../http/request-pipes.js';
import { Installation } from '../record/installation.js';
import { BatchService } from './batch.service.js';
import { BatchView } from './batch.view.js';
import { RecordView } from './record.view.js';

const BatchParam = () => Param('batch', UUID_PARAMETER);

/** What is read of batches, and creating one; every other command is in BATCH_COMMANDS. */
@Controller('api/batches')
export class BatchController {
  constructor(
    @Inject(BatchService) private readonly batches: BatchService,
    @Inject(BatchView) private readonly view: BatchView,
    @Inject(RecordView) private readonly record: RecordView,
    @Inject(Installation) private readonly installation: Installation,
  ) {}

  @Get()
  @Replies(BatchesReply)
  @AllowPersonOrMachineOfKind('batch.read', 'archive')
  list(): Promise<BatchesReply> {
    return this.view.list();
  }

  @Get(':batch')
  @Replies(BatchReply)
  @Allow('batch.read')
  one(@BatchParam() batch: BatchId, @CurrentPerson() by: PersonBy): Promise<BatchReply> {
    return this.view.one(batch, by.language);
  }

  @Get(':batch/record')
  @Replies(RecordReply)
  @Allow('record.read')
  events(@BatchParam() batch: BatchId): Promise<RecordReply> {
    return this.record.events(batch);
  }

  @Get(':batch/readings')
  @Replies(ReadingsReply)
  @Allow('batch.read')
  readings(@BatchParam() batch: BatchId, @Query() query: ReadingsQuery): Promise<ReadingsReply> {
    return this.record.readings(batch, query);
  }

  @Get(':batch/latest')
  @Replies(LatestReadingsReply)
  @Allow('batch.read')
  latest(@BatchParam() batch: BatchId): Promise<LatestReadingsReply> {
    return this.record.latest(batch);
  }

  @Post()
  @Replies(CommandReply, 201)
  @Allow('batch.create')
  create(@Body() body: CreateBatchBody, @FromPerson() incoming: PersonCommand): Promise<CommandReply> {
    const simulated = this.installation.isSimulated;
    const command = {
      type: 'CreateBatch',
      therapy: body.therapy as TherapyId,
      recipe: body.recipe as RecipeId,
    } as const;
    return this.batches.create(incoming, { ...command, simulated }, incoming.by);
  }
}
