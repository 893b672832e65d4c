import { Inject, Injectable } from '@nestjs/common';
import type {
  BatchesReply,
  BatchLine,
  BatchReply,
  ExceptionLine,
  OperationLine,
  StagedReleaseLine,
  ShownActivityLine,
  StepLine,
  TimerLine,
} from '@autolog/contract/batch';
import { isHeld, performedOf, startedAtOf, type Batch } from '@autolog/domain/batch/state/batch';
import type { BatchId, Instant } from '@autolog/domain/brand';
import type { Language } from '@autolog/domain/text';
import { blockers, readinessByStep, type StepReadiness } from '@autolog/domain/batch/state/readiness';
import { durationMs } from '@autolog/domain/quantity/duration';
import { expandedOperations, type ExpandedOperation } from '@autolog/domain/recipe/expand';
import { allSteps, operationOf, stepNumber, stepOf } from '@autolog/domain/recipe/recipe-index';
import type { PendingTest, Recipe, ReleaseRule, Step } from '@autolog/domain/recipe/recipe';
import { later } from '@autolog/domain/time';
import { BatchStore } from '@autolog/store/batch';
import { ContentStore } from '@autolog/store/content';
import { streamOf } from '@autolog/domain/stream/stream';
import { Log } from '@autolog/store/log';
import { ReadingStore } from '@autolog/store/reading';
import { refusal } from '@autolog/domain/refusal';
import { RefusalError } from '../http/refusal-error.js';
import { RecipeContents } from '../recipe/recipe-contents.js';
import { batchLineOf } from './batch-line.js';
import { BatchStates } from './batch-states.js';

/** What the screens see of a batch: evolved state against its frozen recipe. */
@Injectable()
export class BatchView {
  constructor(
    @Inject(BatchStore) private readonly batches: BatchStore,
    @Inject(BatchStates) private readonly states: BatchStates,
    @Inject(Log) private readonly log: Log,
    @Inject(ContentStore) private readonly content: ContentStore,
    @Inject(ReadingStore) private readonly readings: ReadingStore,
    @Inject(RecipeContents) private readonly recipes: RecipeContents,
  ) {}

  async list(): Promise<BatchesReply> {
    const rows = await this.batches.list();
    const asOf = rows.reduce((sum, row) => sum + row.seq, 0);
    return { stream: 'batch', asOf, batches: rows.map(batchLineOf) };
  }

  async one(batch: BatchId, language: Language): Promise<BatchReply> {
    const stream = streamOf('batch', batch);
    const row = await this.batches.find(batch);
    const now = await this.log.now();
    if (!row) throw new RefusalError(refusal('NOT_FOUND', { what: 'batch' }));
    const loaded = await this.states.load(stream);
    if (!loaded.state) throw new Error(`${stream} has a row and no events: rebuild the projections`);
    const recipe = await this.recipes.byHash(loaded.state.recipeHash);
    const texts = await this.content.freeTexts(freeTextDigestsOf(loaded.state));
    const seen = await this.#seenActivities(loaded.state, recipe);
    // The state is mutated when it is caught up: from here on nothing is awaited, so the reply is of one moment.
    return batchReplyOf(stream, loaded.seq, batchLineOf(row), loaded.state, { recipe, now, texts, seen, language });
  }

  async #seenActivities(state: Batch, recipe: Recipe): Promise<readonly ShownActivityLine[]> {
    const { device, startedAt, status, steps } = state;
    if (!device || !startedAt || status !== 'in_process') return [];
    const open = allSteps(recipe).filter(
      (step) => step.kind === 'activity' && (steps.get(step.id)?.status ?? 'in_progress') === 'in_progress',
    );
    const awaited = new Map(open.flatMap((step) => (step.kind === 'activity' ? [[step.id, step.activity]] : [])));
    if (awaited.size === 0) return [];
    const shown = await this.readings.latestActivities(device.id, startedAt, [...new Set(awaited.values())]);
    const at = new Map(shown.map(({ activity, sourceTime }) => [activity, sourceTime]));
    return [...awaited].flatMap(([step, value]) => {
      const sourceTime = at.get(value);
      return sourceTime === undefined ? [] : [{ step, value, sourceTime }];
    });
  }
}

/** What the reply is made of besides the batch itself. */
type ReplySources = Readonly<{
  recipe: Recipe;
  now: Instant;
  texts: ReadonlyMap<string, string>;
  seen: readonly ShownActivityLine[];
  language: Language;
}>;

function batchReplyOf(
  stream: string,
  asOf: number,
  line: BatchLine,
  state: Batch,
  { recipe, now, texts, seen, language }: ReplySources,
): BatchReply {
  const ready = readinessByStep(recipe, state, now);
  const open = [...state.exceptions.values()].filter((exception) => !exception.assessed);
  const optional = { finishedAt: state.finishedAt, roomId: state.room?.id, deviceId: state.device?.id };
  const signed = { review: state.review, certificate: state.certificate, rejection: state.rejection };
  return {
    ...line,
    stream,
    asOf,
    status: state.status,
    held: isHeld(state),
    ...countsOf(allSteps(recipe), state),
    exceptionsOpen: open.length,
    exceptionsCritical: open.filter((exception) => exception.severity === 'critical').length,
    ...withoutUndefined(optional),
    operations: expandedOperations(recipe).map((placed) => operationLine(placed, state, ready)),
    steps: allSteps(recipe).map((step) => stepLine(recipe, state, step, ready.get(step.id), texts)),
    timers: [...state.timers.values()].map((timer) => timerLine(recipe, timer)),
    exceptions: [...state.exceptions.values()].map((exception) => exceptionLine(recipe, exception, texts)),
    holds: state.holds.map((hold) => ('reason' in hold ? { ...hold, reason: texts.get(hold.reason) ?? '' } : hold)),
    anchors: recipe.anchors.flatMap(({ id, title }) => {
      const at = state.anchors.get(id);
      return at === undefined ? [] : [{ id, title, at }];
    }),
    participants: [...state.participants],
    ...(recipe.release && { release: releaseLine(recipe.release, state) }),
    seenActivities: seen,
    ...withoutUndefined(signed),
    blockers: blockersOf(recipe, state, language),
  };
}

function blockersOf(recipe: Recipe, state: Batch, language: Language): BatchReply['blockers'] {
  const { finish, review, certify } = blockers(recipe, state, language);
  const shown = (refusals: typeof finish) => refusals.map(({ refused: code, facts }) => ({ code, facts }));
  return { finish: shown(finish), review: shown(review), certify: shown(certify) };
}

/** Only the fields that have a value: absent and undefined are not the same to a client. */
const withoutUndefined = <Fields extends object>(
  fields: Fields,
): { [K in keyof Fields]?: Exclude<Fields[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

/** Steps that do not apply count neither as done nor as to be done. */
export function countsOf(steps: readonly Step[], state: Batch): Readonly<{ stepsDone: number; stepsTotal: number }> {
  const count = (status: string): number => steps.filter(({ id }) => state.steps.get(id)?.status === status).length;
  return { stepsDone: count('done'), stepsTotal: steps.length - count('not_applicable') };
}

export function operationLine(
  { operation, unit }: ExpandedOperation,
  state: Batch,
  ready: ReadonlyMap<string, StepReadiness>,
): OperationLine {
  const { id, title, day, steps } = operation;
  const counts = countsOf(steps, state);
  const settled = counts.stepsDone === counts.stepsTotal;
  const isStarted = steps.some((step) => STARTED_STATUSES.has(ready.get(step.id)?.status ?? 'locked'));
  const status = state.status === 'created' ? 'waiting' : settled ? 'done' : isStarted ? 'open' : 'waiting';
  return { id, title, unitProcedure: unit.title, unit: unit.id, ...(day !== undefined && { day }), status, ...counts };
}

const STARTED_STATUSES: ReadonlySet<StepReadiness['status']> = new Set([
  'ready',
  'in_progress',
  'awaiting_witness',
  'done',
]);

function releaseLine({ reference, pending }: ReleaseRule, { certificate }: Batch): StagedReleaseLine {
  const at = certificate?.signature.at;
  const due = (test: PendingTest) => (at ? { ...test, dueAt: later(at, durationMs(test.due)) } : test);
  return { reference, pending: pending.map(due) };
}

function stepLine(
  recipe: Recipe,
  state: Batch,
  step: Step,
  ready: StepReadiness | undefined,
  texts: ReadonlyMap<string, string>,
): StepLine {
  const record = state.steps.get(step.id);
  const performed = performedOf(record);
  return {
    step: performed ? step : withoutBlindLimits(step),
    operation: operationOf(recipe, step.id)?.id ?? '',
    status: ready?.status ?? 'locked',
    waitsFor: (ready?.waitsFor ?? []).flatMap((id) => stepOf(recipe, id)?.title ?? []),
    corrected: (performed?.corrected ?? []).map(({ reason, ...correction }) => ({
      ...correction,
      reason: texts.get(reason) ?? '',
    })),
    exceptions: [...state.exceptions.values()].filter((raised) => raised.step === step.id).map(({ id }) => id),
    ...withoutUndefined({
      opensAt: ready?.opensAt,
      closesAt: ready?.closesAt,
      because: record?.status === 'not_applicable' ? record.because : undefined,
      startedAt: startedAtOf(state, step.id),
      performedAt: performed?.performedAt,
      performedByName: performed?.performedByName,
      outcome: performed?.outcome,
      signature: performed?.signature,
      witness: performed && 'witness' in performed ? performed.witness : undefined,
    }),
  };
}

/** Limits of a blind parameter do not leave the server before the entry: a client could show what it was sent. */
function withoutBlindLimits(step: Step): Step {
  return 'parameter' in step && step.parameter.blind ? { ...step, parameter: { ...step.parameter, limits: {} } } : step;
}

export const timerLine = (
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
  const { step, reason, assessed, observation, ...rest } = exception;
  const found = step === undefined ? undefined : stepOf(recipe, step);
  return {
    ...rest,
    deviation: observation,
    ...(found && { step: { id: found.id, title: found.title, number: stepNumber(recipe, found.id) } }),
    ...(reason && { reason: texts.get(reason) ?? '' }),
    ...(assessed && {
      assessed: {
        disposition: assessed.result,
        assessment: texts.get(assessed.text) ?? '',
        signature: assessed.signature,
      },
    }),
  };
}

function freeTextDigestsOf(state: Batch): readonly string[] {
  const exceptions = [...state.exceptions.values()].flatMap(({ reason, assessed }) => [reason, assessed?.text]);
  const corrections = [...state.steps.values()].flatMap((step) =>
    (performedOf(step)?.corrected ?? []).map(({ reason }) => reason),
  );
  const holds = state.holds.flatMap((hold) => ('reason' in hold ? hold.reason : []));
  return [...exceptions, ...corrections, ...holds].filter((digest) => digest !== undefined);
}
