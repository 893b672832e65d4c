import { qualityOf } from '@autolog/domain/device/signal';
import { exceededLevelNow } from '@autolog/domain/batch/state/signal-limits';
import { isDecimal, roundedTo } from '@autolog/domain/quantity/decimal';
import type { LimitLevel } from '@autolog/domain/quantity/limits';
import { formatQuantity } from '@autolog/domain/quantity/format-quantity';
import type { Limits } from '@autolog/domain/quantity/limits';
import type { Language } from '@autolog/domain/text';
import type { Reading } from '../live/readings.js';
import type { WATCHED } from './watched.js';

type Readings = ReadonlyMap<string, Reading>;
const SHAPE: Readonly<Record<LimitLevel, string>> = { alert: '▲', action: '▲', stop: '◆' };

/** A watched value as it stands now; a dash where there is no good figure. */
export type WatchedNow = Readonly<{
  shown: string;
  shape: string;
  level?: LimitLevel;
  at?: string;
  stale?: boolean;
}>;

export function watchedNow(
  watched: (typeof WATCHED)[number],
  readings: Readings,
  limits: Limits | undefined,
  language: Language,
): WatchedNow {
  const reading = readings.get(watched.signal);
  if (reading === undefined || !isDecimal(reading.value) || qualityOf(reading.statusCode) !== 'good')
    return { shown: '–', shape: '' };
  const level = limits && exceededLevelNow(limits, reading.value, readings.get('deviceState')?.value);
  return {
    shown: formatQuantity(roundedTo(reading.value, watched.decimals), watched.unit, language),
    shape: level === undefined ? '' : SHAPE[level],
    at: reading.sourceTime,
    stale: reading.stale,
    ...(level === undefined ? {} : { level }),
  };
}

/** What the device's own alarm says while one stands: its text, or its severity where it has no text. */
export function alarmOf(readings: Readings): string | undefined {
  const severity = readings.get('alarmSeverity')?.value;
  if (severity === undefined || !isDecimal(severity) || /^0*(?:\.0*)?$/.test(severity)) return undefined;
  const text = readings.get('alarmText')?.value.trim() ?? '';
  return text === '' ? severity : text;
}
