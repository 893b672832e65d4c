import { SIGNALS } from '@autolog/domain/device/signal';

/** The three values shown of a device, with the part of the range that is shown where no limit says otherwise. */
export const DISPLAYED_SIGNALS = [
  { signal: 'co2Actual', unit: SIGNALS.co2Actual.unit, low: '3', high: '7', decimals: 1 },
  { signal: 'tempActual', unit: SIGNALS.tempActual.unit, low: '34', high: '40', decimals: 1 },
  { signal: 'volumeEstimated', unit: SIGNALS.volumeEstimated.unit, low: '0', high: '300', decimals: 0 },
] as const;

export type DisplayedSignal = (typeof DISPLAYED_SIGNALS)[number];
