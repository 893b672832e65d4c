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
import type { SignatureProof } from '@autolog/contract/signing';
import { Allow, AllowPersonOrPart } from '../http/allow.js';
import { Command, Person, type Arrived } from '../http/caller.js';
import { ID, NAMED, NOTHING } from '../http/address.js';
import { Refused } from '../http/refused.js';
import { Records } from '../record/record.js';
import { BatchService } from './batch.service.js';
import { BatchView } from './batch.view.js';
import * as commands from './commands.js';
import { RecordView } from './record.view.js';
import { WholeRecord } from './whole-record.js';

const BatchParam = () => Param('batch', ID);

@Controller('api/batches')
export class BatchController {
  constructor(
    @Inject(BatchService) private readonly batches: BatchService,
    @Inject(BatchView) private readonly view: BatchView,
    @Inject(RecordView) private readonly record: RecordView,
    @Inject(Records) private readonly records: Records,
    @Inject(WholeRecord) private readonly whole: WholeRecord,
  ) {}

  @Get()
  @AllowPersonOrPart('batch.read', 'archive')
  list() {
    return this.view.list();
  }

  @Get(':batch')
  @Allow('batch.read')
  one(@BatchParam() batch: BatchId, @Person() by: PersonBy) {
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
  create(@Body() body: CreateBatchBody, @Command() arrived: Arrived, @Person() by: PersonBy) {
    const simulated = this.records.site.profile !== 'gmp';
    const command = {
      type: 'CreateBatch',
      therapy: body.therapy as TherapyId,
      recipe: body.recipe as RecipeId,
    } as const;
    return this.batches.create(arrived, { ...command, simulated }, by);
  }

  @Post(':batch/start')
  @HttpCode(200)
  @Allow('batch.start')
  start(
    @BatchParam() batch: BatchId,
    @Body() body: StartBatchBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
    @Ip() address: string,
  ) {
    const device = body.device === undefined ? undefined : (body.device as EquipmentId);
    const command = { type: 'StartBatch', room: body.room as RoomId, ...(device && { device }) } as const;
    return this.batches.execute(arrived, batch, { command, texts: [] }, by, { address });
  }

  @Post(':batch/steps/:step/start')
  @HttpCode(200)
  @Allow('batch.perform')
  startStep(
    @BatchParam() batch: BatchId,
    @Param('step', NAMED) step: string,
    @Body() body: StartStepBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
    @Ip() address: string,
  ) {
    const asked = { command: { type: 'StartStep', step }, texts: [], step, asOf: body.asOf } as const;
    return this.batches.execute(arrived, batch, asked, by, { address });
  }

  @Post(':batch/steps/:step/perform')
  @HttpCode(200)
  @Allow('batch.perform')
  perform(
    @BatchParam() batch: BatchId,
    @Param('step', NAMED) step: string,
    @Body() body: PerformStepBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.#signed(arrived, batch, commands.performStep(step, body, this.#reader(arrived)), body, by, address);
  }

  @Post(':batch/steps/:step/witness')
  @HttpCode(200)
  @Allow('batch.perform')
  witness(
    @BatchParam() batch: BatchId,
    @Param('step', NAMED) step: string,
    @Body() body: WitnessStepBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.#signed(arrived, batch, commands.witnessStep(step, body), body, by, address);
  }

  @Post(':batch/steps/:step/correct')
  @HttpCode(200)
  @Allow('batch.perform')
  correct(
    @BatchParam() batch: BatchId,
    @Param('step', NAMED) step: string,
    @Body() body: CorrectStepBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.#signed(arrived, batch, commands.correctStep(step, body, this.#reader(arrived)), body, by, address);
  }

  @Post(':batch/exceptions/:exception/assess')
  @HttpCode(200)
  @Allow('exception.assess')
  assess(
    @BatchParam() batch: BatchId,
    @Param('exception', NAMED) exception: string,
    @Body() body: AssessBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
    @Ip() address: string,
  ) {
    const asked = commands.assessException(exception, body, this.#reader(arrived));
    return this.#signed(arrived, batch, asked, body, by, address);
  }

  @Post(':batch/hold')
  @HttpCode(200)
  @Allow('batch.hold')
  hold(
    @BatchParam() batch: BatchId,
    @Body() body: ReasonBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
    @Ip() address: string,
  ) {
    const text = this.#reader(arrived)(body.reason);
    const command = { type: 'HoldBatch', reason: text.digest } as const;
    return this.batches.execute(arrived, batch, { command, texts: [text] }, by, { address });
  }

  @Post(':batch/resume')
  @HttpCode(200)
  @Allow('exception.assess')
  resume(
    @BatchParam() batch: BatchId,
    @Body(NOTHING) _: unknown,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.batches.execute(arrived, batch, { command: { type: 'ResumeBatch' }, texts: [] }, by, { address });
  }

  @Post(':batch/finish')
  @HttpCode(200)
  @Allow('batch.perform')
  finish(
    @BatchParam() batch: BatchId,
    @Body(NOTHING) _: unknown,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.batches.execute(arrived, batch, { command: { type: 'FinishBatch' }, texts: [] }, by, { address });
  }

  @Post(':batch/review')
  @HttpCode(200)
  @Allow('batch.review')
  review(
    @BatchParam() batch: BatchId,
    @Body() body: SignBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.#signed(arrived, batch, commands.reviewBatch('', body), body, by, address);
  }

  @Post(':batch/certify')
  @HttpCode(200)
  @Allow('batch.certify')
  async certify(
    @BatchParam() batch: BatchId,
    @Body() body: SignBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
    @Ip() address: string,
  ) {
    const { number } = await this.view.one(batch, by.language);
    await this.whole.demand(batch);
    return this.#signed(arrived, batch, commands.certifyBatch(number, body), body, by, address);
  }

  @Post(':batch/reject')
  @HttpCode(200)
  @Allow('batch.certify')
  reject(
    @BatchParam() batch: BatchId,
    @Body() body: RejectBody,
    @Command() arrived: Arrived,
    @Person() by: PersonBy,
    @Ip() address: string,
  ) {
    return this.#signed(arrived, batch, commands.rejectBatch('', body, this.#reader(arrived)), body, by, address);
  }

  #reader(arrived: Arrived): commands.ReadText {
    return (text) => this.records.freeText(arrived.path, text);
  }

  #signed(
    arrived: Arrived,
    batch: BatchId,
    asked: commands.Asked | Refusal,
    body: { signature?: SignatureProof },
    by: PersonBy,
    address: string,
  ): Promise<CommandReply> {
    if ('refused' in asked) throw new Refused(asked);
    const proof = body.signature && { proof: body.signature };
    return this.batches.execute(arrived, batch, asked, by, { ...proof, address });
  }
}
