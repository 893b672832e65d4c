import { type SignalName, SIGNAL_NAMES, SIGNALS } from '@autolog/domain/device/signal';

/** Signals that have a line chart: those with a number. */
export const CHARTED_SIGNALS: readonly SignalName[] = SIGNAL_NAMES.filter((name) => SIGNALS[name].kind === 'number');
