import { useSyncExternalStore } from 'react';
import { createListeners } from '../ui/listeners.js';
import { monotonicMs } from '../time/site-clock.js';

/**
 * A signal is sampled at least every ten seconds, so a reading older than this is marked. A lost connection is noticed
 * within five seconds by the missing beat.
 */
const STALE_MS = 25_000;
const PUBLISH_MS = 1_000;

export type LiveReading = Readonly<{
  signal: string;
  value: string;
  sourceTime: string;
  statusCode: number;
  stale: boolean;
}>;
type ReceivedReading = Omit<LiveReading, 'stale'> & Readonly<{ receivedAtMs: number }>;
type IncomingReading = Omit<LiveReading, 'stale'> & Readonly<{ device: string }>;

const NO_READINGS: ReadonlyMap<string, LiveReading> = new Map();
const received = new Map<string, Map<string, ReceivedReading>>();
const published = new Map<string, ReadonlyMap<string, LiveReading>>();

const publish = (): void => {
  const now = monotonicMs();
  for (const [device, signals] of received)
    published.set(
      device,
      new Map([...signals].map(([signal, each]) => [signal, { ...each, stale: now - each.receivedAtMs > STALE_MS }])),
    );
  listeners.notify();
};

const listeners = createListeners(() => {
  const publishing = setInterval(publish, PUBLISH_MS);
  return () => clearInterval(publishing);
});

/** The latest reading of every signal of every device; rendered at most once a second, with old ones marked. */
export const liveReadings = {
  receive({ device, ...reading }: IncomingReading): void {
    const signals = received.get(device) ?? new Map<string, ReceivedReading>();
    const before = signals.get(reading.signal);
    if (before !== undefined && before.sourceTime > reading.sourceTime) return;
    signals.set(reading.signal, { ...reading, receivedAtMs: monotonicMs() });
    received.set(device, signals);
  },
  /** What the server had when the screen opened. */
  seed(device: string, latest: readonly Omit<IncomingReading, 'device'>[]): void {
    for (const each of latest) liveReadings.receive({ device, ...each });
    publish();
  },
};

export const useReadings = (device: string | undefined): ReadonlyMap<string, LiveReading> =>
  useSyncExternalStore(listeners.subscribe, () =>
    device === undefined ? NO_READINGS : (published.get(device) ?? NO_READINGS),
  );
