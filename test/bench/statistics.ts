/** The value below which this share (0 to 1) of the sample lies; the nearest one measured, never one in between. */
function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

export const p99 = (sample: readonly number[]): number => quantile(sample, 0.99);
export const median = (sample: readonly number[]): number => quantile(sample, 0.5);

/** Milliseconds that `work` took, and what it gave. */
export async function timed<Result>(work: () => Promise<Result>): Promise<Readonly<{ ms: number; result: Result }>> {
  const from = performance.now();
  const result = await work();
  return { ms: performance.now() - from, result };
}

/** Runs `work` by `workers` at once until it answers false, and answers how often it ran and for how many seconds. */
export async function runConcurrently(
  workers: number,
  work: (worker: number) => Promise<boolean>,
): Promise<Readonly<{ count: number; seconds: number }>> {
  let count = 0;
  const from = performance.now();
  const one = async (worker: number): Promise<void> => {
    while (await work(worker)) count += 1;
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => one(worker)));
  return { count, seconds: (performance.now() - from) / 1_000 };
}
