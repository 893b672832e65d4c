import { Inject, Injectable } from '@nestjs/common';
import type { StepAnswer, BatchCommand } from '@autolog/domain/batch/command';
import type { BatchFacts } from '@autolog/domain/batch/facts';
import type { ReadingFact } from '@autolog/domain/device/reading-fact';
import type { RoomFact } from '@autolog/domain/room/room-fact';
import type { EquipmentFact } from '@autolog/domain/equipment/equipment-fact';
import type { LotFact } from '@autolog/domain/material/lot-fact';
import type { CommandToSign } from '@autolog/domain/batch/signing/content-to-sign';
import type { Batch } from '@autolog/domain/batch/state/batch';
import type { BatchId, Digest, TherapyId } from '@autolog/domain/brand';
import type { By } from '@autolog/domain/by';
import { parseScanCode } from '@autolog/domain/label/scan-code';
import { stepOf } from '@autolog/domain/recipe/recipe-index';
import type { Recipe, Step } from '@autolog/domain/recipe/recipe';
import { instantText } from '@autolog/store/instant-text';
import { findActivityReading, batchNamedByDevice, findReading } from '@autolog/store/reading-queries';
import { readClockRate } from '@autolog/store/site';
import { Records } from '../record/records.js';
import { RecipeContents } from '../recipe/recipe-contents.js';

type AnyBatchCommand = BatchCommand | CommandToSign;
type ScannedFact = NonNullable<BatchFacts['scanned']>;

const EQUIPMENT = `select e.id as equipment, e.code, e.capability, e.status, o.batch
  from equipment e left join occupancy o on o.resource = 'equipment/' || e.id`;
const ROOM = `select r.id as room, r.code, r.status, o.batch
  from room r left join occupancy o on o.resource = 'room/' || r.id`;
const LOT = `select id as lot, material, lot_number as "lotNumber", status,
  ${instantText('expires_at')} as "expiresAt" from lot`;

/** Lateness and the age of a reading are judged in real time, however fast a demo's clock runs. */
const needsClockRate = (command: AnyBatchCommand): boolean =>
  command.type === 'FireTimer' || (command.type === 'PerformStep' && command.answer.kind === 'device');

const isAnsweredByDevice = (step: Step): boolean =>
  step.kind === 'device' || step.kind === 'activity' || (step.kind === 'scan' && step.scans === 'equipment');

/**
 * Reads what a decision rests on beside the batch itself, inside the same transaction. Rows that the decision occupies
 * are locked for update by their stream heads, rows it only rests on for share, in stream order (design: locks).
 */
@Injectable()
export class FactsReader {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(RecipeContents) private readonly recipes: RecipeContents,
  ) {}

  async read(
    batch: BatchId,
    state: Batch | undefined,
    command: AnyBatchCommand,
    by: By,
  ): Promise<BatchFacts | undefined> {
    const known = await this.#recipe(state, command);
    if (!known) return undefined;
    return {
      batch,
      by,
      ...known,
      ...(needsClockRate(command) && { clockRate: await readClockRate(this.records.database, this.records.site) }),
      ...(command.type === 'CreateBatch' && (await this.#therapy(command.therapy))),
      ...(command.type === 'StartBatch' && (await this.#roomAndDevice(command))),
      ...((command.type === 'PerformStep' || command.type === 'CorrectStep') &&
        (await this.#answerFacts(known.recipe, state, command))),
    };
  }

  async #recipe(
    state: Batch | undefined,
    command: AnyBatchCommand,
  ): Promise<Readonly<{ recipe: Recipe; recipeHash: Digest; recipeEffective: boolean }> | undefined> {
    const id = command.type === 'CreateBatch' ? command.recipe : undefined;
    if (state) {
      const recipe = await this.recipes.byHash(state.recipeHash);
      return { recipe, recipeHash: state.recipeHash, recipeEffective: true };
    }
    if (!id) return undefined;
    await this.records.log.lock([`recipe/${id}`], 'share');
    const [row] = await this.records.database.query<{ hash: Digest; status: string }>(
      'select hash, status from recipe where id = $1',
      [id],
    );
    if (!row) return undefined;
    const recipe = await this.recipes.byHash(row.hash);
    return { recipe, recipeHash: row.hash, recipeEffective: row.status === 'effective' };
  }

  async #therapy(id: TherapyId): Promise<Pick<BatchFacts, 'therapy'>> {
    await this.records.log.lock([`therapy/${id}`]);
    const [row] = await this.records.database.query<{ coi: string; orderNumber: string; batch: BatchId | null }>(
      `select t.coi, t.order_number as "orderNumber", b.id as batch
         from therapy t left join batch b on b.therapy = t.id where t.id = $1`,
      [id],
    );
    if (!row) return {};
    const { coi, orderNumber, batch } = row;
    return { therapy: { therapy: id, coi, orderNumber, ...(batch && { batch }) } };
  }

  async #roomAndDevice(
    command: Extract<BatchCommand, { type: 'StartBatch' }>,
  ): Promise<Pick<BatchFacts, 'room' | 'device'>> {
    const streams = [`room/${command.room}`, ...(command.device ? [`equipment/${command.device}`] : [])];
    await this.records.log.lock(streams);
    const room = await this.#firstRow<RoomFact>(`${ROOM} where r.id = $1`, [command.room]);
    const device =
      command.device && (await this.#firstRow<EquipmentFact>(`${EQUIPMENT} where e.id = $1`, [command.device]));
    return { ...(room && { room }), ...(device && { device }) };
  }

  async #answerFacts(
    recipe: Recipe,
    state: Batch | undefined,
    command: Extract<AnyBatchCommand, { type: 'PerformStep' | 'CorrectStep' }>,
  ): Promise<Partial<BatchFacts>> {
    const { answer } = command;
    const step = stepOf(recipe, command.step);
    return {
      ...(answer.kind === 'scan' && { scanned: await this.#scannedFact(answer.read) }),
      ...(state && step && (await this.#deviceFacts(state, step, answer))),
    };
  }

  /** What the bound device said: which batch it works on, and the reading the answer is about. */
  async #deviceFacts(
    state: Batch,
    step: Step,
    answer: StepAnswer,
  ): Promise<Pick<BatchFacts, 'reading' | 'deviceBatch' | 'readingBatch'>> {
    const { device, startedAt } = state;
    if (!device || !startedAt || !isAnsweredByDevice(step)) return {};
    const deviceBatch = await batchNamedByDevice(this.records.database, device.id);
    const seen = await this.#readingOfAnswer(device.id, startedAt, step, answer);
    const readingBatch = seen && (await batchNamedByDevice(this.records.database, device.id, seen.sourceTime));
    return {
      ...(deviceBatch !== undefined && { deviceBatch }),
      ...(readingBatch !== undefined && { readingBatch }),
      ...(seen && { reading: { ...seen, device: device.id } as ReadingFact }),
    };
  }

  async #readingOfAnswer(device: string, since: string, step: Step, answer: StepAnswer) {
    const { database } = this.records;
    if (step.kind === 'device' && answer.kind === 'device') {
      const seen = await findReading(database, device, step.signal, answer.sourceTime);
      return seen && { ...seen, signal: step.signal };
    }
    if (step.kind !== 'activity' || answer.kind !== 'activity') return undefined;
    const { activity } = step;
    const seen = await findActivityReading(database, device, since, { activity, sourceTime: answer.sourceTime });
    return seen && { ...seen, value: activity, signal: 'activityName' };
  }

  async #scannedFact(read: string): Promise<ScannedFact> {
    const code = parseScanCode(read);
    if (code.kind === 'lot') {
      const lot = await this.#lot(code.material ?? code.gtin, code.lotNumber);
      return lot ? { lot } : {};
    }
    if (code.kind === 'equipment') {
      const equipment = await this.#firstRow<EquipmentFact>(`${EQUIPMENT} where e.code = $1`, [code.code]);
      return equipment ? { equipment } : {};
    }
    if (code.kind === 'place') {
      const room = await this.#firstRow<RoomFact>(`${ROOM} where r.code = $1`, [code.code]);
      return room ? { room } : {};
    }
    return {};
  }

  /** The lot is found first, its stream locked, and then read again: what is quoted is what was locked. */
  async #lot(material: string | undefined, lotNumber: string): Promise<LotFact | undefined> {
    const where = `${LOT} where material = $1 and lot_number = $2`;
    const found = await this.#firstRow<LotFact>(where, [material ?? '', lotNumber]);
    if (!found) return undefined;
    await this.records.log.lock([`lot/${found.lot}`], 'share');
    return this.#firstRow<LotFact>(where, [material ?? '', lotNumber]);
  }

  async #firstRow<Fact>(sql: string, parameters: readonly unknown[]): Promise<Fact | undefined> {
    const [row] = await this.records.database.query(sql, parameters);
    if (!row) return undefined;
    const present = Object.entries(row).filter(([, value]) => value !== null);
    return Object.fromEntries(present) as Fact;
  }
}
