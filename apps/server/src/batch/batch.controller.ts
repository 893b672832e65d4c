import { Body, Controller, Get, HttpCode, Inject, Ip, Param, Post, Query } from '@nestjs/common';
import {
  AssessBody,
  CorrectStepBody,
  CreateBatchBody,
  PerformStepBody,
  ReadingsQuery,
  ReasonBody,
  RejectBody,
  SignBody,
  StartBatchBody,
  StartStepBody,
  WitnessStepBody,
  type CommandReply,
} from '@autolog/contract/batch';
import type { PersonBy } from '@autolog/domain/by';
import type { BatchId, EquipmentId, RecipeId, RoomId, TherapyId } from '@autolog/domain/brand';
import type { Refusal } from '@autolog/domain/refusal';
import type { SignatureProof } from '@autolog/contract/signature';
import { Allow, AllowPersonOrMachineOfKind } from '../http/access-rule.js';
import { Incoming, CurrentPerson, type IncomingCommand } from '../http/caller.js';
import { UUID_PARAMETER, NAME_PARAMETER, EMPTY_BODY } from '../http/request-pipes.js';
import { RefusalError } from '../http/refusal-error.js';
import { FreeTexts } from '../record/free-texts.js';
import { Installation } from '../record/installation.js';
import { BatchService } from './batch.service.js';
import { BatchView } from './batch.view.js';
import * as commands from './batch-command-request.js';
import { RecordView } from './record.view.js';
import { RecordIntegrity } from './record-integrity.js';

const BatchParam = () => Param('batch', UUID_PARAMETER);

@Controller('api/batches')
export class BatchController {
  constructor(
    @Inject(BatchService) private readonly batches: BatchService,
    @Inject(BatchView) private readonly view: BatchView,
    @Inject(RecordView) private readonly record: RecordView,
    @Inject(FreeTexts) private readonly freeTexts: FreeTexts,
    @Inject(Installation) private readonly installation: Installation,
    @Inject(RecordIntegrity) private readonly integrity: RecordIntegrity,
  ) {}

  @Get()
  @AllowPersonOrMachineOfKind('batch.read', 'archive')
  list() {
    return this.view.list();
  }

  @Get(':batch')
  @Allow('batch.read')
  one(@BatchParam() batch: BatchId, @CurrentPerson() by: PersonBy) {
    return this.view.one(batch, by.language);
  }

  @Get(':batch/record')
  @Allow('record.read')
  events(@BatchParam() batch: BatchId) {
    return this.record.events(batch);
  }

  @Get(':batch/readings')
  @Allow('batch.read')
  readings(@BatchParam() batch: BatchId, @Query() query: ReadingsQuery) {
    return this.record.readings(batch, query);
  }

  @Get(':batch/latest')
  @Allow('batch.read')
  latest(@BatchParam() batch: BatchId) {
    return this.record.latest(batch);
  }

  @Post()
  @Allow('batch.create')
  create(@Body() body: CreateBatchBody, @Incoming() incoming: IncomingCommand, @CurrentPerson() by: PersonBy) {
    const simulated = this.installation.isSimulated;
    const command = {
      type: 'CreateBatch',
      therapy: body.therapy as TherapyId,
      recipe: body.recipe as RecipeId,
    } as const;
    return this.batches.create(incoming, { ...command, simulated }, by);
  }

  @Post(':batch/start')
  @HttpCode(200)
  @Allow('batch.start')
  start(
    @BatchParam() batch: BatchId,
    @Body() body: StartBatchBody,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
    @Ip() address: string,
  ) {
    const device = body.device === undefined ? undefined : (body.device as EquipmentId);
    const command = { type: 'StartBatch', room: body.room as RoomId, ...(device && { device }) } as const;
    return this.batches.execute(incoming, batch, { command, texts: [] }, by, { address });
  }

  @Post(':batch/steps/:step/start')
  @HttpCode(200)
  @Allow('batch.perform')
  startStep(
    @BatchParam() batch: BatchId,
    @Param('step', NAME_PARAMETER) step: string,
    @Body() body: StartStepBody,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
    @Ip() address: string,
  ) {
    const request = { command: { type: 'StartStep', step }, texts: [], step, asOf: body.asOf } as const;
    return this.batches.execute(incoming, batch, request, by, { address });
  }

  @Post(':batch/steps/:step/perform')
  @HttpCode(200)
  @Allow('batch.perform')
  perform(
    @BatchParam() batch: BatchId,
    @Param('step', NAME_PARAMETER) step: string,
    @Body() body: PerformStepBody,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.#executeSigned(
      incoming,
      batch,
      commands.performStep(step, body, this.#freeTextReader(incoming)),
      body,
      by,
      address,
    );
  }

  @Post(':batch/steps/:step/witness')
  @HttpCode(200)
  @Allow('batch.perform')
  witness(
    @BatchParam() batch: BatchId,
    @Param('step', NAME_PARAMETER) step: string,
    @Body() body: WitnessStepBody,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.#executeSigned(incoming, batch, commands.witnessStep(step, body), body, by, address);
  }

  @Post(':batch/steps/:step/correct')
  @HttpCode(200)
  @Allow('batch.perform')
  correct(
    @BatchParam() batch: BatchId,
    @Param('step', NAME_PARAMETER) step: string,
    @Body() body: CorrectStepBody,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.#executeSigned(
      incoming,
      batch,
      commands.correctStep(step, body, this.#freeTextReader(incoming)),
      body,
      by,
      address,
    );
  }

  @Post(':batch/exceptions/:exception/assess')
  @HttpCode(200)
  @Allow('exception.assess')
  assess(
    @BatchParam() batch: BatchId,
    @Param('exception', NAME_PARAMETER) exception: string,
    @Body() body: AssessBody,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
    @Ip() address: string,
  ) {
    const request = commands.assessException(exception, body, this.#freeTextReader(incoming));
    return this.#executeSigned(incoming, batch, request, body, by, address);
  }

  @Post(':batch/hold')
  @HttpCode(200)
  @Allow('batch.hold')
  hold(
    @BatchParam() batch: BatchId,
    @Body() body: ReasonBody,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
    @Ip() address: string,
  ) {
    const text = this.#freeTextReader(incoming)(body.reason);
    const command = { type: 'HoldBatch', reason: text.digest } as const;
    return this.batches.execute(incoming, batch, { command, texts: [text] }, by, { address });
  }

  @Post(':batch/resume')
  @HttpCode(200)
  @Allow('exception.assess')
  resume(
    @BatchParam() batch: BatchId,
    @Body(EMPTY_BODY) _: unknown,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.batches.execute(incoming, batch, { command: { type: 'ResumeBatch' }, texts: [] }, by, { address });
  }

  @Post(':batch/finish')
  @HttpCode(200)
  @Allow('batch.perform')
  finish(
    @BatchParam() batch: BatchId,
    @Body(EMPTY_BODY) _: unknown,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.batches.execute(incoming, batch, { command: { type: 'FinishBatch' }, texts: [] }, by, { address });
  }

  @Post(':batch/review')
  @HttpCode(200)
  @Allow('batch.review')
  review(
    @BatchParam() batch: BatchId,
    @Body() body: SignBody,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.#executeSigned(incoming, batch, commands.reviewBatch('', body), body, by, address);
  }

  @Post(':batch/certify')
  @HttpCode(200)
  @Allow('batch.certify')
  async certify(
    @BatchParam() batch: BatchId,
    @Body() body: SignBody,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
    @Ip() address: string,
  ) {
    const { number } = await this.view.one(batch, by.language);
    await this.integrity.assertIntact(batch);
    return this.#executeSigned(incoming, batch, commands.certifyBatch(number, body), body, by, address);
  }

  @Post(':batch/reject')
  @HttpCode(200)
  @Allow('batch.certify')
  reject(
    @BatchParam() batch: BatchId,
    @Body() body: RejectBody,
    @Incoming() incoming: IncomingCommand,
    @CurrentPerson() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.#executeSigned(
      incoming,
      batch,
      commands.rejectBatch('', body, this.#freeTextReader(incoming)),
      body,
      by,
      address,
    );
  }

  #freeTextReader(incoming: IncomingCommand): commands.FreeTextReader {
    return (text) => this.freeTexts.encode(incoming.path, text);
  }

  #executeSigned(
    incoming: IncomingCommand,
    batch: BatchId,
    request: commands.BatchCommandRequest | Refusal,
    body: { signature?: SignatureProof },
    by: PersonBy,
    address: string,
  ): Promise<CommandReply> {
    if ('refused' in request) throw new RefusalError(request);
    const proof = body.signature && { proof: body.signature };
    return this.batches.execute(incoming, batch, request, by, { ...proof, address });
  }
}
