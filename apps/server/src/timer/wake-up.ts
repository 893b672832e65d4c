import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker, type ConnectionOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { Logger } from 'nestjs-pino';
import { QUEUE_SCHEMA } from '@autolog/store/migrate';
import { readSiteTime } from '@autolog/store/site';
import { comingTimers, type DueTimer } from '@autolog/store/timers';
import type { Config } from '../config.js';
import { CONFIG } from '../record/config-token.js';
import { Records } from '../record/record.js';
import { TimerService } from './timer.service.js';

const QUEUE = 'autolog-timers';
/** Wake-ups are planned this far ahead, in real time: a flushed queue or a changed clock costs no more than a plan. */
const PLAN_MS = 1_000;
const AHEAD_MS = 3_000;
/** Above 2 the PostgreSQL backend of BullMQ deadlocks when it removes jobs by count. */
const CONCURRENCY = 2;

/**
 * BullMQ as the wake-up: it holds a timer's name and nothing else. Every plan adds what falls due in the next seconds;
 * when a job runs, the database decides whether the timer may fire.
 */
@Injectable()
export class WakeUp implements OnApplicationBootstrap, OnApplicationShutdown {
  #queue: Queue<DueTimer> | undefined;
  #worker: Worker<DueTimer> | undefined;
  #redis: Redis | undefined;
  #plan: NodeJS.Timeout | undefined;
  #planning = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Records) private readonly records: Records,
    @Inject(TimerService) private readonly timers: TimerService,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.worker || !this.config.queue) return;
    const connection = this.#connection();
    await this.#demandSafeRedis();
    this.#queue = new Queue<DueTimer>(QUEUE, { connection });
    this.#worker = new Worker<DueTimer>(QUEUE, async ({ data }) => void (await this.timers.fire(data)), {
      connection,
      concurrency: CONCURRENCY,
    });
    const away = (error: Error): void => {
      this.logger.warn({ err: error }, 'the queue is away; the sweeper goes on');
    };
    this.#queue.on('error', away);
    this.#worker.on('error', away);
    this.#plan = setInterval(() => void this.#planNext(), PLAN_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#plan);
    await this.#worker?.close(true).catch(() => undefined);
    await this.#queue?.close().catch(() => undefined);
    this.#redis?.disconnect();
  }

  async #planNext(): Promise<void> {
    if (this.#planning || !this.#queue) return;
    this.#planning = true;
    try {
      const { siteMs, rate } = await readSiteTime(this.records.database, this.records.site);
      for (const due of await comingTimers(this.records.database, AHEAD_MS * rate)) {
        const delay = Math.max(0, Math.ceil((Date.parse(due.dueAt) - siteMs) / rate));
        // The rate is part of the id: a clock that was set faster gets a new, earlier wake-up.
        const jobId = [due.batch, due.name.replaceAll('/', '_'), Date.parse(due.dueAt), rate].join('.');
        await this.#queue.add('due', due, { jobId, delay, removeOnComplete: true, removeOnFail: true });
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'wake-ups could not be planned; the sweeper goes on');
    } finally {
      this.#planning = false;
    }
  }

  #connection(): ConnectionOptions {
    const { redisUrl, databaseUrl } = this.config;
    if (!redisUrl) {
      setDefaultBackendFactory(createPostgresBackend);
      return { connectionString: databaseUrl, schema: QUEUE_SCHEMA } as unknown as ConnectionOptions;
    }
    this.#redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
    this.#redis.on('error', () => undefined); // reported by the queue and the worker that use it
    return this.#redis;
  }

  /** Without noeviction or AOF a Redis forgets timers without an error; the sweeper would save them, silently late. */
  async #demandSafeRedis(): Promise<void> {
    if (!this.#redis) return;
    const policy = await this.#redis.config('GET', 'maxmemory-policy');
    const aof = await this.#redis.config('GET', 'appendonly');
    const faults = [
      ...((policy as string[])[1] === 'noeviction' ? [] : ['maxmemory-policy must be noeviction']),
      ...((aof as string[])[1] === 'yes' ? [] : ['appendonly must be yes']),
    ];
    if (faults.length > 0) throw new Error(`REDIS_URL: ${faults.join(' and ')}`);
  }
}
