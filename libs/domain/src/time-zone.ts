const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Making a formatter costs far more than using it. */
const FORMATTERS = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATTERS.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
  FORMATTERS.set(zone, made);
  return made;
}

/** How far the local clocks of a zone are ahead of UTC at a moment, in milliseconds: 7 200 000 for Amsterdam in summer. */
export function zoneOffsetAt(ms: number, zone: string): number {
  const parts = formatterOf(zone).formatToParts(ms);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /^GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS);
}

/** The date on a zone's calendar at a moment, in days since 1 January 1970. */
export const epochDayAt = (ms: number, zone: string): number => Math.floor((ms + zoneOffsetAt(ms, zone)) / DAY_MS);
