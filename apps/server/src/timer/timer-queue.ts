import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker, type ConnectionOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { Logger } from 'nestjs-pino';
import { QUEUE_SCHEMA } from '@autolog/store/migrate';
import { SiteClock } from '@autolog/store/site-clock';
import { TimerStore, type ArmedTimer } from '@autolog/store/timer';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config-token.js';
import { checkRedis, type RedisCheck } from './check-redis.js';
import { TimerService } from './timer.service.js';

const QUEUE = 'autolog-timers';
/** Wake-ups are planned this far ahead, in real time: a flushed queue or a changed clock costs no more than a plan. */
const PLAN_INTERVAL_MS = 1_000;
const PLAN_AHEAD_MS = 3_000;
/** Above 2 the PostgreSQL backend of BullMQ deadlocks when it removes jobs by count. */
const CONCURRENCY = 2;
/** Timers that fire at once: they share writes to the disk, and leave connections for requests. */
const FIRING_MAX = 4;
/** BullMQ's own pauses after a fault reach 20 s; a timer may be late by two seconds (INV-4). */
const RETRY_MS = 250;
const CLOSE_MS_MAX = 1_000;

/**
 * BullMQ as the wake-up: it holds a timer's name and nothing else. Every plan adds what falls due in the next seconds;
 * when a job runs, the database decides whether the timer may fire.
 */
@Injectable()
export class TimerQueue implements OnApplicationBootstrap, OnApplicationShutdown {
  #queue: Queue<ArmedTimer> | undefined;
  #worker: Worker<ArmedTimer> | undefined;
  #redis: Redis | undefined;
  #planTimer: NodeJS.Timeout | undefined;
  #planning: Promise<void> | undefined;
  /** What the last plan added, by the id of its job. */
  #planned: ReadonlySet<string> = new Set();
  #isUnavailable = false;
  readonly #firing = new Set<Promise<void>>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SiteClock) private readonly clock: SiteClock,
    @Inject(TimerStore) private readonly timers: TimerStore,
    @Inject(TimerService) private readonly service: TimerService,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.worker || !this.config.queue) return;
    const runOnce = (): void => {
      this.#planning ??= this.#planOnce().finally(() => {
        this.#planning = undefined;
      });
    };
    this.#planTimer = setInterval(runOnce, PLAN_INTERVAL_MS);
    runOnce();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#planTimer);
    // Without its Redis BullMQ would wait here until that is back.
    await Promise.race([this.#close(), pause(CLOSE_MS_MAX)]);
    this.#redis?.disconnect();
  }

  async #close(): Promise<void> {
    await this.#worker?.close(true).catch(() => undefined);
    await this.#queue?.close().catch(() => undefined);
    await this.#planning;
    await Promise.all(this.#firing);
  }

  async #planOnce(): Promise<void> {
    try {
      const queue = (this.#queue ??= await this.#openQueue());
      if (!queue) return;
      await this.#planNext(queue);
      this.#isUnavailable = false;
    } catch (error) {
      this.#warnOnce(error);
    }
  }

  async #planNext(queue: Queue<ArmedTimer>): Promise<void> {
    const { siteMs, rate } = await this.clock.read();
    const readAt = performance.now();
    const planned = new Set<string>();
    for (const due of await this.timers.upcoming(PLAN_AHEAD_MS * rate)) {
      // A queue that did not answer delays the plan; what is added after that is due sooner by as much.
      const waited = performance.now() - readAt;
      const delay = Math.max(0, Math.ceil((Date.parse(due.dueAt) - siteMs) / rate - waited));
      // The rate is part of the id: a clock that was set faster gets a new, earlier wake-up.
      const jobId = [due.batch, due.name.replaceAll('/', '_'), Date.parse(due.dueAt), rate].join('.');
      planned.add(jobId);
      // Once more in its last second, for a queue that was flushed meanwhile; in between it would only be work.
      if (delay > PLAN_INTERVAL_MS && this.#planned.has(jobId)) continue;
      await queue.add('due', due, { jobId, delay, removeOnComplete: true, removeOnFail: true });
    }
    this.#planned = planned;
  }

  /** Opens the queue; undefined as long as its Redis does not answer or may lose timers. */
  async #openQueue(): Promise<Queue<ArmedTimer> | undefined> {
    const { redisUrl } = this.config;
    const check: RedisCheck = redisUrl ? await checkRedis(redisUrl) : { state: 'safe' };
    if (check.state !== 'safe') {
      this.#warnOnce(new Error(check.state === 'unsafe' ? check.fault : 'REDIS_URL: this Redis does not answer.'));
      return undefined;
    }
    const connection = this.#connection();
    const queue = new Queue<ArmedTimer>(QUEUE, { connection });
    this.#worker = new Worker<ArmedTimer>(QUEUE, ({ data }) => this.#startFiring(data), {
      connection,
      concurrency: CONCURRENCY,
      runRetryDelay: RETRY_MS,
    });
    queue.on('error', (error) => this.#warnOnce(error));
    this.#worker.on('error', (error) => this.#warnOnce(error));
    return queue;
  }

  /** A job ends once firing has begun: if that fails, the sweeper fires the timer. */
  async #startFiring(due: ArmedTimer): Promise<void> {
    while (this.#firing.size >= FIRING_MAX) await Promise.race(this.#firing);
    const firing = this.service.fireOrLog(due).finally(() => this.#firing.delete(firing));
    this.#firing.add(firing);
  }

  #connection(): ConnectionOptions {
    const { redisUrl, databaseUrl } = this.config;
    if (!redisUrl) {
      setDefaultBackendFactory(createPostgresBackend);
      return { connectionString: databaseUrl, schema: QUEUE_SCHEMA };
    }
    this.#redis = new Redis(redisUrl, { maxRetriesPerRequest: null, retryStrategy: () => RETRY_MS });
    this.#redis.on('error', () => undefined); // reported by the queue and the worker that use it
    return this.#redis;
  }

  /** Once per outage: an unavailable queue fails at many turns. */
  #warnOnce(error: unknown): void {
    if (!this.#isUnavailable)
      this.logger.warn({ err: error, msg: 'the timer queue is unavailable; the sweeper still fires timers' });
    this.#isUnavailable = true;
  }
}
