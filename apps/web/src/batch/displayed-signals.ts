import type { SignalName } from '@autolog/domain/device/signal';

/** The three values people look at, with the part of their range that is drawn when no limit says otherwise. */
export const DISPLAYED_SIGNALS = [
  { signal: 'co2Actual', unit: '%', low: '3', high: '7', decimals: 1 },
  { signal: 'tempActual', unit: 'Cel', low: '34', high: '40', decimals: 1 },
  { signal: 'volumeEstimated', unit: 'mL', low: '0', high: '300', decimals: 0 },
] as const satisfies readonly Readonly<{
  signal: SignalName;
  unit: string;
  low: string;
  high: string;
  decimals: number;
}>[];
