import { Inject, Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import type { Waiting, WallBatch, WallDevice, WallReply } from '@autolog/contract/wall';
import { SEVERITIES } from '@autolog/domain/batch/exception';
import { isHeld, type Batch } from '@autolog/domain/batch/state';
import type { Instant } from '@autolog/domain/brand';
import { limitsOf } from '@autolog/domain/device/signal-limits';
import { readiness } from '@autolog/domain/readiness';
import { placedOperations } from '@autolog/domain/recipe/expand';
import { allSteps } from '@autolog/domain/recipe/find';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { streamOf } from '@autolog/store/event';
import { countsOf, operationLine, timerLine } from '../batch/batch.view.js';
import { CONNECTED } from '../equipment/equipment.service.js';
import { RecipeContents } from '../recipe/recipe-contents.js';
import { Records } from '../record/record.js';
import {
  devicesOf,
  latestOn,
  roomsOf,
  seqOfBatches,
  waitingOf,
  WALL_SIGNALS,
  type DeviceRow,
  type LatestRow,
  type WaitingRow,
} from './wall-rows.js';

/** A batch that runs, evolved, with the recipe it follows. */
type Running = Readonly<{ state: Batch; recipe: Recipe; now: Instant }>;

/** The site at one glance: five queries, and the batches in the rooms shown, which the process holds anyway. */
@Injectable()
export class WallView {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(RecipeContents) private readonly recipes: RecipeContents,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async read(): Promise<WallReply> {
    const { database } = this.records;
    const rooms = await roomsOf(database);
    const devices = await devicesOf(database, CONNECTED);
    const waiting = await waitingOf(database);
    const latest = await latestOn(
      database,
      devices.map(({ id }) => id),
    );
    const seqs = await seqOfBatches(database);
    const running = await this.#running([...rooms, ...devices].flatMap(({ batch }) => batch ?? []));
    const batchIn = (id: string | null): Running | undefined => (id === null ? undefined : running.get(id));
    return {
      stream: 'wall',
      asOf: seqs + (rooms[0]?.seqs ?? 0) + (devices[0]?.seqs ?? 0),
      rooms: rooms.map(({ id, code, status, batch, number, coi }) => {
        const found = batchIn(batch);
        const unread = batch !== null && !found && { unreadable: { number: number ?? '', coi: coi ?? '' } };
        return { id, code, status, ...(found && { batch: wallBatch(found) }), ...unread };
      }),
      devices: devices.map((row) => wallDevice(row, latest, batchIn(row.batch))),
      toStart: waitingIn(waiting.filter(({ starts }) => starts)),
      toReview: waitingIn(waiting.filter(({ starts }) => !starts)),
      left: { rooms: leftOf(rooms), devices: leftOf(devices) },
    };
  }

  async #running(batches: readonly string[]): Promise<ReadonlyMap<string, Running>> {
    const running = new Map<string, Running>();
    const now = await this.records.log.now();
    for (const id of new Set(batches)) {
      const found = await this.#one(id, now);
      if (found) running.set(id, found);
    }
    return running;
  }

  /** One batch that cannot be read must not take the others from the wall: it is shown as what it is. */
  async #one(id: string, now: Instant): Promise<Running | undefined> {
    try {
      const { state } = await this.records.batches.load(streamOf('batch', id));
      return state && { state, recipe: await this.recipes.byHash(state.recipeHash), now };
    } catch (error) {
      this.logger.warn({ err: error, batch: id, msg: 'the wall shows a batch it cannot read' });
      return undefined;
    }
  }
}

const leftOf = (rows: readonly Readonly<{ total: number }>[]): number => (rows[0]?.total ?? 0) - rows.length;

const waitingIn = (rows: readonly WaitingRow[]): Waiting => ({
  count: rows[0]?.total ?? 0,
  batches: rows.map(({ id, number, coi, status, since }) => ({ id, number, coi, status, since: since.toISOString() })),
});

function wallBatch({ state, recipe, now }: Running): WallBatch {
  const ready = readiness(recipe, state, now);
  const operations = placedOperations(recipe).map((placed) => operationLine(placed, state, ready));
  const days = operations.flatMap(({ day }) => day ?? []);
  const open = [...state.exceptions.values()].filter((exception) => !exception.assessed);
  const countOf = (severity: string): number => open.filter((exception) => exception.severity === severity).length;
  const next = allSteps(recipe)
    .filter(({ id }) => ready.get(id)?.status === 'ready')
    .toSorted((a, b) => closing(ready, a.id).localeCompare(closing(ready, b.id)))[0];
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
    ) as WallBatch['exceptions'],
  };
}

/** A step without a window comes after every step that has one. */
const closing = (ready: ReturnType<typeof readiness>, step: string): string => ready.get(step)?.closesAt ?? '9';

function wallDevice(row: DeviceRow, latest: readonly LatestRow[], running: Running | undefined): WallDevice {
  const { id, code, status, number, coi, connected } = row;
  return {
    id,
    code,
    status,
    connected,
    ...(number !== null && coi !== null && { batch: { number, coi } }),
    limits: running ? limitsNow(running) : [],
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

function limitsNow({ state, recipe, now }: Running): WallDevice['limits'] {
  const ready = readiness(recipe, state, now);
  const lines = allSteps(recipe).map((step) => ({ step, status: ready.get(step.id)?.status ?? 'locked' }));
  return WALL_SIGNALS.flatMap((signal) => {
    const limits = limitsOf(lines, signal);
    return limits === undefined ? [] : [{ signal, limits }];
  });
}
