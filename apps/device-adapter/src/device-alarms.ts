import type { AlarmBody } from '@autolog/contract/telemetry';
import { ALARM_NAME_MAX, ALARM_TEXT_MAX } from '@autolog/domain/device/upload-limits';
import { instantOf } from '@autolog/domain/time';
import type { SpoolEntry } from './spool.js';
import type { DeviceReading } from './device-reading.js';

// OPC 10000-9: severity is 1 to 1000. Most devices use a third of it for each level.
const WARNING_FROM = 334;
const CRITICAL_FROM = 667;

export const severityOf = (severity: number): AlarmBody['severity'] =>
  severity >= CRITICAL_FROM ? 'critical' : severity >= WARNING_FROM ? 'warning' : 'info';

export const alarmEntry = (
  alarm: string,
  severity: AlarmBody['severity'],
  text: string,
  raisedMs: number,
): SpoolEntry => ({
  priority: 'live',
  kind: 'alarm',
  body: { alarm, severity, text: text.slice(0, ALARM_TEXT_MAX), raisedAt: instantOf(raisedMs) },
});

/** `Chamber temperature low` becomes `chamber_temperature_low`: a name that recipes and rules can refer to. */
export const alarmName = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, ALARM_NAME_MAX) || 'unnamed';

/**
 * The device's own alarms, from two signals: text and severity. Within one delivery the severity may come before or
 * after the text, so a delivery is read as a whole.
 */
export class DeviceAlarms {
  #severity = 0;
  #activeText: string | undefined;

  /** The alarms raised by the readings of one delivery. */
  raisedBy(readings: readonly DeviceReading[]): SpoolEntry[] {
    const raised: SpoolEntry[] = [];
    const severities = readings.filter(({ signal }) => signal === 'alarmSeverity');
    for (const { signal, value, sourceMs } of readings) {
      if (signal !== 'alarmText') continue;
      const text = value.trim();
      const severity = severities.findLast((one) => one.sourceMs <= sourceMs + 1_000)?.value;
      this.#severity = severity === undefined ? this.#severity : Number(severity);
      if (text !== '' && text !== this.#activeText) {
        raised.push(alarmEntry(alarmName(text), severityOf(this.#severity), text, sourceMs));
      }
      this.#activeText = text;
    }
    const latest = severities.at(-1);
    if (latest) this.#severity = Number(latest.value);
    return raised;
  }
}
