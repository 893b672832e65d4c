import { Inject, Injectable } from '@nestjs/common';
import type { StepAnswer, BatchCommand } from '@autolog/domain/batch/command';
import type { BatchFacts } from '@autolog/domain/batch/facts';
import type { ReadingFact } from '@autolog/domain/device/reading-fact';
import type { LotFact } from '@autolog/domain/material/lot-fact';
import type { CommandToSign } from '@autolog/domain/batch/signing/content-to-sign';
import type { Batch } from '@autolog/domain/batch/state/batch';
import type { BatchId, Digest, TherapyId } from '@autolog/domain/brand';
import type { By } from '@autolog/domain/by';
import { parseScanCode } from '@autolog/domain/label/scan-code';
import { stepOf } from '@autolog/domain/recipe/recipe-index';
import type { Recipe, Step } from '@autolog/domain/recipe/recipe';
import { rulesOf } from '@autolog/domain/step-kind/step-kinds';
import { EquipmentStore } from '@autolog/store/equipment';
import { Log } from '@autolog/store/log';
import { LotStore } from '@autolog/store/lot';
import { ReadingStore } from '@autolog/store/reading';
import { RecipeStore } from '@autolog/store/recipe';
import { RoomStore } from '@autolog/store/room';
import { SiteClock } from '@autolog/store/site-clock';
import { TherapyStore } from '@autolog/store/therapy';
import { RecipeContents } from '../recipe/recipe-contents.js';

type AnyBatchCommand = BatchCommand | CommandToSign;
type ScannedFact = NonNullable<BatchFacts['scanned']>;

/** Lateness and the age of a reading are measured in real time, however fast a demo's clock runs. */
const needsClockRate = (command: AnyBatchCommand): boolean =>
  command.type === 'FireTimer' || (command.type === 'PerformStep' && command.answer.kind === 'device');

/**
 * Reads what a decision depends on besides the batch itself, in the same transaction. Rows that the decision occupies
 * are locked for update by their stream heads, rows it only depends on for share, in stream order.
 */
@Injectable()
export class FactsReader {
  constructor(
    @Inject(Log) private readonly log: Log,
    @Inject(RecipeStore) private readonly recipes: RecipeStore,
    @Inject(RecipeContents) private readonly contents: RecipeContents,
    @Inject(TherapyStore) private readonly therapies: TherapyStore,
    @Inject(RoomStore) private readonly rooms: RoomStore,
    @Inject(EquipmentStore) private readonly equipment: EquipmentStore,
    @Inject(LotStore) private readonly lots: LotStore,
    @Inject(ReadingStore) private readonly readings: ReadingStore,
    @Inject(SiteClock) private readonly clock: SiteClock,
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
      ...(needsClockRate(command) && { clockRate: await this.clock.readRate() }),
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
      const recipe = await this.contents.byHash(state.recipeHash);
      return { recipe, recipeHash: state.recipeHash, recipeEffective: true };
    }
    if (!id) return undefined;
    await this.log.lock([`recipe/${id}`], 'share');
    const row = await this.recipes.find(id);
    if (!row) return undefined;
    const recipe = await this.contents.byHash(row.hash);
    return { recipe, recipeHash: row.hash, recipeEffective: row.status === 'effective' };
  }

  async #therapy(id: TherapyId): Promise<Pick<BatchFacts, 'therapy'>> {
    await this.log.lock([`therapy/${id}`]);
    const therapy = await this.therapies.find(id);
    if (!therapy) return {};
    const { coi, orderNumber, batch } = therapy;
    return { therapy: { therapy: id, coi, orderNumber, ...(batch && { batch }) } };
  }

  async #roomAndDevice(
    command: Extract<BatchCommand, { type: 'StartBatch' }>,
  ): Promise<Pick<BatchFacts, 'room' | 'device'>> {
    const streams = [`room/${command.room}`, ...(command.device ? [`equipment/${command.device}`] : [])];
    await this.log.lock(streams);
    const room = await this.rooms.find(command.room);
    const device = command.device && (await this.equipment.find(command.device));
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

  /** What the bound device reported: which batch it works on, and the reading the answer is about. */
  async #deviceFacts(
    state: Batch,
    step: Step,
    answer: StepAnswer,
  ): Promise<Pick<BatchFacts, 'reading' | 'deviceBatch' | 'readingBatch'>> {
    const { device, startedAt } = state;
    if (!device || !startedAt || !rulesOf(step.kind).isAnsweredByDevice(step)) return {};
    const deviceBatch = await this.readings.batchNamedBy(device.id);
    const seen = await this.#readingOfAnswer(device.id, startedAt, step, answer);
    const readingBatch = seen && (await this.readings.batchNamedBy(device.id, seen.sourceTime));
    return {
      ...(deviceBatch !== undefined && { deviceBatch }),
      ...(readingBatch !== undefined && { readingBatch }),
      ...(seen && { reading: { ...seen, device: device.id } as ReadingFact }),
    };
  }

  async #readingOfAnswer(device: string, since: string, step: Step, answer: StepAnswer) {
    if (step.kind === 'device' && answer.kind === 'device') {
      const seen = await this.readings.find(device, step.signal, answer.sourceTime);
      return seen && { ...seen, signal: step.signal };
    }
    if (step.kind !== 'activity' || answer.kind !== 'activity') return undefined;
    const { activity } = step;
    const seen = await this.readings.findActivity(device, since, { activity, sourceTime: answer.sourceTime });
    return seen && { ...seen, value: activity, signal: 'activityName' };
  }

  async #scannedFact(read: string): Promise<ScannedFact> {
    const code = parseScanCode(read);
    if (code.kind === 'lot') {
      const lot = await this.#lot(code.material ?? code.gtin, code.lotNumber);
      return lot ? { lot } : {};
    }
    if (code.kind === 'equipment') {
      const equipment = await this.equipment.findByCode(code.code);
      return equipment ? { equipment } : {};
    }
    if (code.kind === 'place') {
      const room = await this.rooms.findByCode(code.code);
      return room ? { room } : {};
    }
    return {};
  }

  /** The lot is found first, its stream locked, and then read again: what is quoted is what was locked. */
  async #lot(material: string | undefined, lotNumber: string): Promise<LotFact | undefined> {
    const found = await this.lots.findByNumber(material ?? '', lotNumber);
    if (!found) return undefined;
    await this.log.lock([`lot/${found.lot}`], 'share');
    return this.lots.findByNumber(material ?? '', lotNumber);
  }
}
