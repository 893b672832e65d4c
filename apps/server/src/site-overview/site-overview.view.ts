import { Inject, Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import type {
  SiteOverviewQueue,
  SiteOverviewBatch,
  SiteOverviewDevice,
  SiteOverviewReply,
} from '@autolog/contract/site-overview';
import type { Severity } from '@autolog/domain/exception/exception';
import { isHeld, type Batch } from '@autolog/domain/batch/state/batch';
import type { Instant } from '@autolog/domain/brand';
import { currentLimitsOf } from '@autolog/domain/batch/state/signal-limits';
import { readinessByStep } from '@autolog/domain/batch/state/readiness';
import { expandedOperations } from '@autolog/domain/recipe/expand';
import { allSteps } from '@autolog/domain/recipe/recipe-index';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { streamOf } from '@autolog/domain/stream/stream';
import { Log } from '@autolog/store/log';
import {
  SiteOverviewStore,
  type OverviewDeviceRow,
  type OverviewReadingRow,
  type WaitingBatchRow,
} from '@autolog/store/site-overview';
import { BatchStates } from '../batch/batch-states.js';
import { countsOf, operationLine, timerLine } from '../batch/batch.view.js';
import { RecipeContents } from '../recipe/recipe-contents.js';

/** What the overview shows of a device. */
const OVERVIEW_SIGNALS = [
  'deviceState',
  'activityName',
  'tempActual',
  'co2Actual',
  'volumeEstimated',
  'alarmText',
  'alarmSeverity',
] as const;

/** A batch that runs, evolved, with the recipe it follows. */
type RunningBatch = Readonly<{ state: Batch; recipe: Recipe; now: Instant }>;

/** The site at one glance: five queries, and the batches in the rooms shown, whose states the process has cached. */
@Injectable()
export class SiteOverviewView {
  constructor(
    @Inject(SiteOverviewStore) private readonly overview: SiteOverviewStore,
    @Inject(BatchStates) private readonly states: BatchStates,
    @Inject(Log) private readonly log: Log,
    @Inject(RecipeContents) private readonly recipes: RecipeContents,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async read(): Promise<SiteOverviewReply> {
    const rooms = await this.overview.rooms();
    const devices = await this.overview.devices();
    const waiting = await this.overview.waitingBatches();
    const deviceIds = devices.map(({ id }) => id);
    const latest = await this.overview.latestReadings(deviceIds, OVERVIEW_SIGNALS);
    const seqs = await this.overview.batchSeqSum();
    const running = await this.#runningBatches([...rooms, ...devices].flatMap(({ batch }) => batch ?? []));
    const batchIn = (id: string | null): RunningBatch | undefined => (id === null ? undefined : running.get(id));
    return {
      stream: 'wall',
      asOf: seqs + (rooms[0]?.seqs ?? 0) + (devices[0]?.seqs ?? 0),
      rooms: rooms.map(({ id, code, status, batch, number, coi }) => {
        const found = batchIn(batch);
        const unread = batch !== null && !found && { unreadable: { number: number ?? '', coi: coi ?? '' } };
        return { id, code, status, ...(found && { batch: overviewBatch(found) }), ...unread };
      }),
      devices: devices.map((row) => overviewDevice(row, latest, batchIn(row.batch))),
      toStart: queueOf(waiting.filter(({ starts }) => starts)),
      toReview: queueOf(waiting.filter(({ starts }) => !starts)),
      left: { rooms: notShownCount(rooms), devices: notShownCount(devices) },
    };
  }

  async #runningBatches(batches: readonly string[]): Promise<ReadonlyMap<string, RunningBatch>> {
    const running = new Map<string, RunningBatch>();
    const now = await this.log.now();
    for (const id of new Set(batches)) {
      const found = await this.#runningBatch(id, now);
      if (found) running.set(id, found);
    }
    return running;
  }

  /** One batch that cannot be read must not hide the others: it is shown as unreadable. */
  async #runningBatch(id: string, now: Instant): Promise<RunningBatch | undefined> {
    try {
      const { state } = await this.states.load(streamOf('batch', id));
      return state && { state, recipe: await this.recipes.byHash(state.recipeHash), now };
    } catch (error) {
      this.logger.warn({ err: error, batch: id, msg: 'site overview: this batch could not be read' });
      return undefined;
    }
  }
}

const notShownCount = (rows: readonly Readonly<{ total: number }>[]): number => (rows[0]?.total ?? 0) - rows.length;

const queueOf = (rows: readonly WaitingBatchRow[]): SiteOverviewQueue => ({
  count: rows[0]?.total ?? 0,
  batches: rows.map(({ id, number, coi, status, since }) => ({ id, number, coi, status, since: since.toISOString() })),
});

function overviewBatch({ state, recipe, now }: RunningBatch): SiteOverviewBatch {
  const ready = readinessByStep(recipe, state, now);
  const operations = expandedOperations(recipe).map((placed) => operationLine(placed, state, ready));
  const days = operations.flatMap(({ day }) => day ?? []);
  const open = [...state.exceptions.values()].filter((exception) => !exception.assessed);
  const countOf = (severity: Severity): number => open.filter((exception) => exception.severity === severity).length;
  const next = allSteps(recipe)
    .filter(({ id }) => ready.get(id)?.status === 'ready')
    .toSorted((a, b) => closesAtOrLast(ready, a.id).localeCompare(closesAtOrLast(ready, b.id)))[0];
  return {
    id: state.id,
    number: state.number,
    coi: state.coi,
    status: state.status,
    held: isHeld(state),
    simulated: state.simulated,
    ...(state.device && { device: state.device.code }),
    ...countsOf(allSteps(recipe), state),
    ...(state.startedAt && { startedAt: state.startedAt }),
    ...(state.finishedAt && { finishedAt: state.finishedAt }),
    anchors: recipe.anchors.flatMap(({ id }) => {
      const at = state.anchors.get(id);
      return at === undefined ? [] : [{ id, at }];
    }),
    ...(days.length > 0 && { firstDay: Math.min(...days), lastDay: Math.max(...days) }),
    operations: operations.filter(({ status }) => status === 'open'),
    ...(next && { next: { title: next.title, ...(next.performer && { performer: next.performer }) } }),
    timers: [...state.timers.values()]
      .filter(({ status }) => status !== 'disarmed')
      .map((timer) => timerLine(recipe, timer)),
    exceptions: { minor: countOf('minor'), major: countOf('major'), critical: countOf('critical') },
  };
}

/** A step without a window comes after every step that has one. */
const closesAtOrLast = (ready: ReturnType<typeof readinessByStep>, step: string): string =>
  ready.get(step)?.closesAt ?? '9';

function overviewDevice(
  row: OverviewDeviceRow,
  latest: readonly OverviewReadingRow[],
  running: RunningBatch | undefined,
): SiteOverviewDevice {
  const { id, code, status, number, coi, connected } = row;
  return {
    id,
    code,
    status,
    connected,
    ...(number !== null && coi !== null && { batch: { number, coi } }),
    limits: running ? currentLimits(running) : [],
    readings: latest
      .filter(({ device }) => device === id)
      .map(({ signal, value, source_time: at, status_code: statusCode }) => ({
        signal,
        value,
        sourceTime: at.toISOString(),
        statusCode: Number(statusCode),
      })),
  };
}

function currentLimits({ state, recipe, now }: RunningBatch): SiteOverviewDevice['limits'] {
  const ready = readinessByStep(recipe, state, now);
  const lines = allSteps(recipe).map((step) => ({ step, status: ready.get(step.id)?.status ?? 'locked' }));
  return OVERVIEW_SIGNALS.flatMap((signal) => {
    const limits = currentLimitsOf(lines, signal);
    return limits === undefined ? [] : [{ signal, limits }];
  });
}
