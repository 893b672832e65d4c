import { Inject, Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import type {
  SiteOverviewQueue,
  SiteOverviewBatch,
  SiteOverviewDevice,
  SiteOverviewReply,
} from '@autolog/contract/site-overview';
import { SEVERITIES } from '@autolog/domain/exception/exception';
import { isHeld, type Batch } from '@autolog/domain/batch/state/batch';
import type { Instant } from '@autolog/domain/brand';
import { currentLimitsOf } from '@autolog/domain/batch/state/signal-limits';
import { readinessByStep } from '@autolog/domain/batch/state/readiness';
import { expandedOperations } from '@autolog/domain/recipe/expand';
import { allSteps } from '@autolog/domain/recipe/recipe-index';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { streamOf } from '@autolog/domain/stream/stream';
import { countsOf, operationLine, timerLine } from '../batch/batch.view.js';
import { IS_CONNECTED_SQL } from '../equipment/equipment.service.js';
import { RecipeContents } from '../recipe/recipe-contents.js';
import { Records } from '../record/records.js';
import {
  readDeviceRows,
  readLatestReadings,
  readRoomRows,
  readBatchSeqSum,
  readWaitingRows,
  OVERVIEW_SIGNALS,
  type DeviceRow,
  type LatestReadingRow,
  type WaitingRow,
} from './site-overview-rows.js';

/** A batch that runs, evolved, with the recipe it follows. */
type RunningBatch = Readonly<{ state: Batch; recipe: Recipe; now: Instant }>;

/** The site at one glance: five queries, and the batches in the rooms shown, which the process holds anyway. */
@Injectable()
export class SiteOverviewView {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(RecipeContents) private readonly recipes: RecipeContents,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async read(): Promise<SiteOverviewReply> {
    const { database } = this.records;
    const rooms = await readRoomRows(database);
    const devices = await readDeviceRows(database, IS_CONNECTED_SQL);
    const waiting = await readWaitingRows(database);
    const latest = await readLatestReadings(
      database,
      devices.map(({ id }) => id),
    );
    const seqs = await readBatchSeqSum(database);
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
    const now = await this.records.log.now();
    for (const id of new Set(batches)) {
      const found = await this.#runningBatch(id, now);
      if (found) running.set(id, found);
    }
    return running;
  }

  /** One batch that cannot be read must not take the others from the wall: it is shown as what it is. */
  async #runningBatch(id: string, now: Instant): Promise<RunningBatch | undefined> {
    try {
      const { state } = await this.records.batches.load(streamOf('batch', id));
      return state && { state, recipe: await this.recipes.byHash(state.recipeHash), now };
    } catch (error) {
      this.logger.warn({ err: error, batch: id, msg: 'the wall shows a batch it cannot read' });
      return undefined;
    }
  }
}

const notShownCount = (rows: readonly Readonly<{ total: number }>[]): number => (rows[0]?.total ?? 0) - rows.length;

const queueOf = (rows: readonly WaitingRow[]): SiteOverviewQueue => ({
  count: rows[0]?.total ?? 0,
  batches: rows.map(({ id, number, coi, status, since }) => ({ id, number, coi, status, since: since.toISOString() })),
});

function overviewBatch({ state, recipe, now }: RunningBatch): SiteOverviewBatch {
  const ready = readinessByStep(recipe, state, now);
  const operations = expandedOperations(recipe).map((placed) => operationLine(placed, state, ready));
  const days = operations.flatMap(({ day }) => day ?? []);
  const open = [...state.exceptions.values()].filter((exception) => !exception.assessed);
  const countOf = (severity: string): number => open.filter((exception) => exception.severity === severity).length;
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
    exceptions: Object.fromEntries(
      SEVERITIES.map((severity) => [severity, countOf(severity)]),
    ) as SiteOverviewBatch['exceptions'],
  };
}

/** A step without a window comes after every step that has one. */
const closesAtOrLast = (ready: ReturnType<typeof readinessByStep>, step: string): string =>
  ready.get(step)?.closesAt ?? '9';

function overviewDevice(
  row: DeviceRow,
  latest: readonly LatestReadingRow[],
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
