import { isSignalName, SIGNALS, type SignalName } from './signal.js';

/** One step of a browse path: the namespace's URI, never its index, which a device may renumber at every start. */
export type PathElement = Readonly<{ namespaceUri: string; name: string }>;

export type MappedSignal = Readonly<{
  signal: SignalName;
  path: readonly PathElement[];
  /**
   * How often the device gives a value while its site clock runs in real time, in seconds; absent for a signal that
   * is given on change alone.
   */
  everySeconds?: number;
  /** The same while simulated time runs faster. */
  everySecondsFast?: number;
}>;

/** What one type of device calls its signals, and how often it gives them. */
export type DeviceMapping = Readonly<{
  device: string;
  /** Where the device's own clock is read; the server's CurrentTime where a device has none. */
  clock?: readonly PathElement[];
  signals: readonly MappedSignal[];
}>;

const SIGNALS_PER_MAPPING_MAX = 200;
const EVERY_SECONDS_MAX = 3_600;

type JsonObject = Readonly<Record<string, unknown>>;
const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A mapping file's content (already parsed from YAML) to a mapping, or every fault in it at once. Paths are written
 * `/alias:Name/alias:Name` below the Objects folder; `namespaces` gives each alias its URI; `&/` is a slash in a name.
 */
export function parseDeviceMapping(content: unknown): { mapping: DeviceMapping } | { faults: readonly string[] } {
  if (!isJsonObject(content)) return { faults: ['the file is not a list of named fields'] };
  const faults: string[] = [];
  for (const key of Object.keys(content)) {
    if (!['device', 'namespaces', 'clock', 'signals'].includes(key)) faults.push(`${key}: unknown field`);
  }
  const device = typeof content.device === 'string' && content.device !== '' ? content.device : '';
  if (device === '') faults.push('device: a name is missing');
  const namespaces = isJsonObject(content.namespaces) ? content.namespaces : {};
  for (const [alias, uri] of Object.entries(namespaces)) {
    if (typeof uri !== 'string' || uri === '') faults.push(`namespaces.${alias}: a URI is missing`);
  }
  const clock = content.clock === undefined ? undefined : parsePath(content.clock, namespaces, 'clock', faults);
  const entries = isJsonObject(content.signals) ? Object.entries(content.signals) : [];
  if (entries.length === 0) faults.push('signals: at least one is needed');
  if (entries.length > SIGNALS_PER_MAPPING_MAX) faults.push(`signals: at most ${SIGNALS_PER_MAPPING_MAX}`);
  const signals = entries.flatMap(([name, entry]) => parseSignal(name, entry, namespaces, faults));
  if (faults.length > 0) return { faults };
  return { mapping: { device, signals, ...(clock === undefined ? {} : { clock }) } };
}

function parseSignal(name: string, entry: unknown, namespaces: JsonObject, faults: string[]): MappedSignal[] {
  const where = `signals.${name}`;
  if (!isSignalName(name)) {
    faults.push(`${where}: not a signal Autolog knows`);
    return [];
  }
  if (!isJsonObject(entry)) {
    faults.push(`${where}: path is missing`);
    return [];
  }
  for (const key of Object.keys(entry)) {
    if (!['path', 'every', 'everyFast', 'unit'].includes(key)) faults.push(`${where}.${key}: unknown field`);
  }
  const known = SIGNALS[name];
  // Values in another unit would be recorded as if they were in ours, so another unit is a fault; nothing is converted.
  if (entry.unit !== undefined && !('unit' in known && known.unit === entry.unit)) {
    faults.push(`${where}.unit: ${'unit' in known ? `must be ${known.unit}` : 'this signal has none'}`);
  }
  const path = parsePath(entry.path, namespaces, `${where}.path`, faults);
  const every = parseSeconds(entry.every, `${where}.every`, faults);
  const everyFast = parseSeconds(entry.everyFast, `${where}.everyFast`, faults);
  if (everyFast !== undefined && every === undefined) faults.push(`${where}.everyFast: needs every beside it`);
  return [
    {
      signal: name,
      path,
      ...(every === undefined ? {} : { everySeconds: every }),
      ...(everyFast === undefined ? {} : { everySecondsFast: everyFast }),
    },
  ];
}

function parseSeconds(value: unknown, where: string, faults: string[]): number | undefined {
  if (value === undefined) return undefined;
  const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?) s$/.exec(value) : null;
  const seconds = Number(match?.[1]);
  if (match && seconds > 0 && seconds <= EVERY_SECONDS_MAX) return seconds;
  faults.push(`${where}: written like "10 s", at most ${EVERY_SECONDS_MAX} s`);
  return undefined;
}

function parsePath(value: unknown, namespaces: JsonObject, where: string, faults: string[]): readonly PathElement[] {
  if (typeof value !== 'string' || !value.startsWith('/')) {
    faults.push(`${where}: a browse path begins with /`);
    return [];
  }
  return value
    .slice(1)
    .split(/(?<!&)\//)
    .map((part) => {
      const [, alias, name] = /^([A-Za-z][A-Za-z0-9]*):(.+)$/.exec(part) ?? [];
      const uri = alias === undefined ? undefined : namespaces[alias];
      if (name === undefined || typeof uri !== 'string') {
        faults.push(`${where}: "${part}" needs an alias that namespaces explains`);
        return { namespaceUri: '', name: '' };
      }
      return { namespaceUri: uri, name: name.replaceAll('&/', '/') };
    });
}
