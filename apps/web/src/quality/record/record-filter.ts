import type { EventLine } from '@autolog/contract/record';

/** An empty text filters nothing. The filter is part of the address, so that a reload shows the same. */
export type RecordFilter = Readonly<{ type: string; actor: string; step: string }>;
export const UNFILTERED: RecordFilter = { type: '', actor: '', step: '' };

export const filterEvents = (events: readonly EventLine[], filter: RecordFilter): readonly EventLine[] =>
  events.filter(
    (event) =>
      (filter.type === '' || event.type === filter.type) &&
      (filter.actor === '' || actorOf(event) === filter.actor) &&
      (filter.step === '' || stepOfEvent(event) === filter.step),
  );

/** The name as it was when the event was recorded; for a part of Autolog, the name of that part. */
export const actorOf = (event: EventLine): string => event.actorName ?? event.actor;

/** The step an event is about: named by the event itself, or by the timer it is about (`<step>/<purpose>`). */
export function stepOfEvent(event: EventLine): string | undefined {
  const fields = fieldsOf(event.payload);
  if (typeof fields.step === 'string') return fields.step;
  return typeof fields.timer === 'string' ? fields.timer.split('/')[0] : undefined;
}

/** The choices of each filter in alphabetical order: only those that find something. */
export const choicesOf = (events: readonly EventLine[]): Readonly<Record<keyof RecordFilter, readonly string[]>> => ({
  type: distinct(events.map((event) => event.type)),
  actor: distinct(events.map(actorOf)),
  step: distinct(events.flatMap((event) => stepOfEvent(event) ?? [])),
});

const distinct = (words: readonly string[]): readonly string[] =>
  [...new Set(words)].toSorted((a, b) => a.localeCompare(b));

/** A field of a payload in one line: its path and its value as text. */
export type PayloadField = Readonly<{ path: string; value: string }>;

/** Facts of the event's envelope, which have columns of their own. */
const ENVELOPE = new Set(['type', 'v']);

/** The payload as readable lines: paths with dots, nothing left out, nothing nested. */
export function payloadFields(payload: unknown): readonly PayloadField[] {
  const lines: PayloadField[] = [];
  const walk = (path: string, value: unknown): void => {
    if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(path === '' ? key : `${path}.${key}`, inner);
    else lines.push({ path, value: String(value) });
  };
  walk('', payload);
  return lines.filter((line) => !ENVELOPE.has(line.path));
}

const fieldsOf = (payload: unknown): Readonly<Record<string, unknown>> =>
  typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
