import { Redis } from 'ioredis';

const ANSWER_MS_MAX = 2_000;

/** Whether wake-ups may be entrusted to a Redis; `away` when it does not answer, which is no reason not to serve. */
export type RedisCheck = Readonly<{ state: 'safe' | 'away' }> | Readonly<{ state: 'unsafe'; fault: string }>;

/**
 * Without noeviction or AOF a Redis forgets timers without an error; the sweeper would save them, silently late. So it
 * is asked before it is used, and a sentence says what to set.
 */
export async function checkRedis(url: string): Promise<RedisCheck> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: ANSWER_MS_MAX,
    commandTimeout: ANSWER_MS_MAX,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined); // connect() rejects with it
  try {
    await redis.connect();
  } catch {
    redis.disconnect();
    return { state: 'away' };
  }
  try {
    const setting = async (name: string): Promise<unknown> => ((await redis.config('GET', name)) as unknown[])[1];
    const faults = [
      ...((await setting('maxmemory-policy')) === 'noeviction' ? [] : ['maxmemory-policy must be noeviction']),
      ...((await setting('appendonly')) === 'yes' ? [] : ['appendonly must be yes']),
    ];
    return faults.length === 0 ? { state: 'safe' } : unsafe(faults.join(' and '));
  } catch (error) {
    // An answer that is a refusal (a password, a forbidden CONFIG) will be the same next time; silence may pass.
    const refused = error instanceof Error && error.name === 'ReplyError';
    return refused ? unsafe(`its settings cannot be read (${error.message})`) : { state: 'away' };
  } finally {
    redis.disconnect();
  }
}

const unsafe = (what: string): RedisCheck => ({
  state: 'unsafe',
  fault: `REDIS_URL: this Redis may lose timers: ${what}.`,
});
