import { useSyncExternalStore } from 'react';
import { elapsedHere } from './clock.js';

/** A device that changes little is sampled every ten seconds; a lost connection shows within five by its beat. */
const STALE_MS = 25_000;
const PAINT_MS = 1_000;

export type Reading = Readonly<{
  signal: string;
  value: string;
  sourceTime: string;
  statusCode: number;
  stale: boolean;
}>;
type Heard = Omit<Reading, 'stale'> & Readonly<{ heardAt: number }>;
type Incoming = Omit<Reading, 'stale'> & Readonly<{ device: string }>;

const NONE: ReadonlyMap<string, Reading> = new Map();
const heard = new Map<string, Map<string, Heard>>();
const painted = new Map<string, ReadonlyMap<string, Reading>>();
const listeners = new Set<() => void>();
let painting: ReturnType<typeof setInterval> | undefined;

const paint = (): void => {
  const now = elapsedHere();
  for (const [device, signals] of heard)
    painted.set(
      device,
      new Map([...signals].map(([signal, each]) => [signal, { ...each, stale: now - each.heardAt > STALE_MS }])),
    );
  for (const each of listeners) each();
};

/** Latest reading of every signal of every device this window heard of; redrawn once a second, old ones marked. */
export const readings = {
  take({ device, ...reading }: Incoming): void {
    const signals = heard.get(device) ?? new Map<string, Heard>();
    const before = signals.get(reading.signal);
    if (before !== undefined && before.sourceTime > reading.sourceTime) return;
    signals.set(reading.signal, { ...reading, heardAt: elapsedHere() });
    heard.set(device, signals);
  },
  /** What the server had when the screen opened. */
  seed(device: string, latest: readonly Omit<Incoming, 'device'>[]): void {
    for (const each of latest) readings.take({ device, ...each });
    paint();
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    painting ??= setInterval(paint, PAINT_MS);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      clearInterval(painting);
      painting = undefined;
    };
  },
};

export const useReadings = (device: string | undefined): ReadonlyMap<string, Reading> =>
  useSyncExternalStore(readings.subscribe, () => (device === undefined ? NONE : (painted.get(device) ?? NONE)));
