import { qualityOf } from '@autolog/domain/device/signal';
import { exceededLevelNow } from '@autolog/domain/batch/state/signal-limits';
import { isDecimal, roundedTo } from '@autolog/domain/quantity/decimal';
import type { LimitLevel } from '@autolog/domain/quantity/limits';
import { formatQuantity } from '@autolog/domain/quantity/format-quantity';
import type { Limits } from '@autolog/domain/quantity/limits';
import type { Language } from '@autolog/domain/text';
import type { LiveReading } from '../live/live-readings.js';
import type { DisplayedSignal } from './displayed-signals.js';

type Readings = ReadonlyMap<string, LiveReading>;
const LEVEL_SHAPES: Readonly<Record<LimitLevel, string>> = { alert: '▲', action: '▲', stop: '◆' };

/** A reading as it is shown; a dash where there is no good figure. */
export type DisplayedValue = Readonly<{
  text: string;
  shape: string;
  level?: LimitLevel;
  at?: string;
  stale?: boolean;
}>;

export function displayedValueOf(
  displayedSignal: DisplayedSignal,
  readings: Readings,
  limits: Limits | undefined,
  language: Language,
): DisplayedValue {
  const reading = readings.get(displayedSignal.signal);
  if (reading === undefined || !isDecimal(reading.value) || qualityOf(reading.statusCode) !== 'good')
    return { text: '–', shape: '' };
  const level = limits && exceededLevelNow(limits, reading.value, readings.get('deviceState')?.value);
  return {
    text: formatQuantity(roundedTo(reading.value, displayedSignal.decimals), displayedSignal.unit, language),
    shape: level === undefined ? '' : LEVEL_SHAPES[level],
    at: reading.sourceTime,
    stale: reading.stale,
    ...(level === undefined ? {} : { level }),
  };
}

/** The active alarm of the device: its text, or its severity where it has no text. */
export function activeAlarm(readings: Readings): string | undefined {
  const severity = readings.get('alarmSeverity')?.value;
  if (severity === undefined || !isDecimal(severity) || /^0*(?:\.0*)?$/.test(severity)) return undefined;
  const text = readings.get('alarmText')?.value.trim() ?? '';
  return text === '' ? severity : text;
}
