import { Inject, Injectable } from '@nestjs/common';
import type { BatchesReply, BatchLine, BatchReply, ExceptionLine, StepLine, TimerLine } from '@autolog/contract/batch';
import type { Batch } from '@autolog/domain/batch/state';
import type { BatchId, Instant } from '@autolog/domain/brand';
import type { Language } from '@autolog/domain/text';
import { blockers, readiness, type Readiness } from '@autolog/domain/readiness';
import { allSteps, operationOf, stepNumber, stepOf } from '@autolog/domain/recipe/find';
import type { Recipe, Step } from '@autolog/domain/recipe/recipe';
import { streamOf } from '@autolog/store/event';
import { refusal } from '@autolog/domain/refusal';
import { Refused } from '../http/refused.js';
import { RecipeContents } from '../recipe/recipe-contents.js';
import { Records } from '../record/record.js';
import { BATCH_LINES, type BatchRow, lineOf } from './batch-line.js';

/** What the screens see of a batch: evolved state against its frozen recipe. */
@Injectable()
export class BatchView {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(RecipeContents) private readonly recipes: RecipeContents,
  ) {}

  async list(): Promise<BatchesReply> {
    const rows = await this.records.database.query<BatchRow>(`${BATCH_LINES} order by b.created_at desc limit 500`);
    const asOf = rows.reduce((sum, row) => sum + row.seq, 0);
    return { stream: 'batch', asOf, batches: rows.map(lineOf) };
  }

  async one(batch: BatchId, language: Language): Promise<BatchReply> {
    const stream = streamOf('batch', batch);
    const [row] = await this.records.database.query<BatchRow>(`${BATCH_LINES} where b.id = $1`, [batch]);
    const now = await this.records.log.now();
    if (!row) throw new Refused(refusal('NOT_FOUND', { what: 'batch' }));
    const loaded = await this.records.batches.load(stream);
    if (!loaded.state) throw new Error(`${stream} has a row and no events: rebuild the projections`);
    const recipe = await this.recipes.byHash(loaded.state.recipeHash);
    const texts = await this.records.content.texts(digestsOf(loaded.state));
    // The state is mutated when it is caught up: from here on nothing is awaited, so the reply is of one moment.
    return replyOf(stream, loaded.seq, lineOf(row), loaded.state, recipe, now, texts, language);
  }
}

function replyOf(
  stream: string,
  asOf: number,
  line: BatchLine,
  state: Batch,
  recipe: Recipe,
  now: Instant,
  texts: ReadonlyMap<string, string>,
  language: Language,
): BatchReply {
  const ready = readiness(recipe, state, now);
  const open = [...state.exceptions.values()].filter((exception) => !exception.assessed);
  const optional = { finishedAt: state.finishedAt, roomId: state.room?.id, deviceId: state.device?.id };
  const signed = { review: state.review, certificate: state.certificate, rejection: state.rejection };
  return {
    ...line,
    stream,
    asOf,
    status: state.status,
    held: state.held,
    stepsDone: [...state.steps.values()].filter((step) => step.status === 'done').length,
    stepsTotal: allSteps(recipe).length,
    exceptionsOpen: open.length,
    exceptionsCritical: open.filter((exception) => exception.severity === 'critical').length,
    ...present(optional),
    operations: recipe.procedure.flatMap((unit) =>
      unit.operations.map(({ id, title }) => ({ id, title, unitProcedure: unit.title })),
    ),
    steps: allSteps(recipe).map((step) => stepLine(recipe, state, step, ready.get(step.id), texts)),
    timers: [...state.timers.values()].map((timer) => timerLine(recipe, timer)),
    exceptions: [...state.exceptions.values()].map((exception) => exceptionLine(recipe, exception, texts)),
    anchors: recipe.anchors.flatMap(({ id, title }) => {
      const at = state.anchors.get(id);
      return at === undefined ? [] : [{ id, title, at }];
    }),
    participants: [...state.participants],
    ...present(signed),
    blockers: blockersOf(recipe, state, language),
  };
}

function blockersOf(recipe: Recipe, state: Batch, language: Language): BatchReply['blockers'] {
  const { finish, review, certify } = blockers(recipe, state, language);
  const shown = (refusals: typeof finish) => refusals.map(({ refused: code, facts }) => ({ code, facts }));
  return { finish: shown(finish), review: shown(review), certify: shown(certify) };
}

/** Only the fields that have a value: absent and undefined are not the same to whoever reads the reply. */
const present = <Fields extends object>(fields: Fields): { [K in keyof Fields]?: Exclude<Fields[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

function stepLine(
  recipe: Recipe,
  state: Batch,
  step: Step,
  ready: Readiness | undefined,
  texts: ReadonlyMap<string, string>,
): StepLine {
  const record = state.steps.get(step.id);
  const performed = record && record.status !== 'in_progress' ? record : undefined;
  return {
    step: performed ? step : blinded(step),
    operation: operationOf(recipe, step.id)?.id ?? '',
    status: ready?.status ?? 'locked',
    waitsFor: (ready?.waitsFor ?? []).flatMap((id) => stepOf(recipe, id)?.title ?? []),
    corrected: (performed?.corrected ?? []).map(({ reason, ...correction }) => ({
      ...correction,
      reason: texts.get(reason) ?? '',
    })),
    exceptions: [...state.exceptions.values()].filter((raised) => raised.step === step.id).map(({ id }) => id),
    ...present({
      opensAt: ready?.opensAt,
      closesAt: ready?.closesAt,
      startedAt: record?.startedAt,
      performedAt: performed?.performedAt,
      performedByName: performed?.performedByName,
      outcome: performed?.outcome,
      signature: performed?.signature,
      witness: performed && 'witness' in performed ? performed.witness : undefined,
    }),
  };
}

/** Limits of a blind parameter do not leave the server before the entry: what is not sent cannot be peeked at. */
function blinded(step: Step): Step {
  return 'parameter' in step && step.parameter.blind ? { ...step, parameter: { ...step.parameter, limits: {} } } : step;
}

const timerLine = (
  recipe: Recipe,
  timer: Batch['timers'] extends ReadonlyMap<string, infer T> ? T : never,
): TimerLine => ({
  name: timer.name,
  step: timer.step,
  title: stepOf(recipe, timer.step)?.title ?? { en: timer.step, nl: timer.step },
  purpose: timer.purpose,
  dueAt: timer.dueAt,
  status: timer.status,
});

function exceptionLine(
  recipe: Recipe,
  exception: Batch['exceptions'] extends ReadonlyMap<string, infer E> ? E : never,
  texts: ReadonlyMap<string, string>,
): ExceptionLine {
  const { step, reason, assessed, ...rest } = exception;
  const found = step === undefined ? undefined : stepOf(recipe, step);
  return {
    ...rest,
    ...(found && { step: { id: found.id, title: found.title, number: stepNumber(recipe, found.id) } }),
    ...(reason && { reason: texts.get(reason) ?? '' }),
    ...(assessed && { assessed: { ...assessed, assessment: texts.get(assessed.assessment) ?? '' } }),
  };
}

function digestsOf(state: Batch): readonly string[] {
  const exceptions = [...state.exceptions.values()].flatMap(({ reason, assessed }) => [reason, assessed?.assessment]);
  const corrections = [...state.steps.values()].flatMap((step) =>
    step.status === 'in_progress' ? [] : step.corrected.map(({ reason }) => reason),
  );
  return [...exceptions, ...corrections].filter((digest) => digest !== undefined);
}
