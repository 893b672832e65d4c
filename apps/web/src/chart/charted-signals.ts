import { type SignalName, SIGNAL_NAMES, SIGNALS } from '@autolog/domain/device/signal';

/** Signals a line can be drawn of. */
export const CHARTED_SIGNALS: readonly SignalName[] = SIGNAL_NAMES.filter((name) => SIGNALS[name].kind === 'number');
