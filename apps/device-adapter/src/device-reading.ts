import type { DataValue } from 'node-opcua';

/**
 * A number as the shortest decimal text that reads back as the same double, without an exponent: the recorded value is
 * the one the device gave.
 */
export function decimalText(value: number): string {
  if (Object.is(value, -0)) return '0';
  const text = String(value);
  const [, sign = '', whole = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length
    ? `${sign}${digits}${'0'.repeat(point - digits.length)}`
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The value of an OPC UA variant as text. No value is the empty text; of a localized text only the text is kept. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return decimalText(value);
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && 'text' in value) return valueText(value.text);
  return JSON.stringify(value);
}

/** OPC UA's Int64 and UInt64. Their values are pairs: [high half, low half]. */
const INTEGER_64_TYPES: ReadonlySet<number> = new Set([8, 9]);
const integer64Text = (value: unknown): string => {
  const [high, low] = value as readonly [number, number];
  return (BigInt(high) * 4_294_967_296n + BigInt(low)).toString();
};

/** A value as the device gave it. Times are in milliseconds since 1970. */
export type DeviceReading = Readonly<{
  signal: string;
  value: string;
  sourceMs: number;
  serverMs?: number;
  receivedMs: number;
  statusCode: number;
}>;

/**
 * Makes a reading of an OPC UA value. Without a source time it gets the server's time, or else the time it was
 * received.
 */
export function readingOf(signal: string, dataValue: DataValue, receivedMs: number): DeviceReading {
  const serverMs = dataValue.serverTimestamp?.getTime();
  return {
    signal,
    value: INTEGER_64_TYPES.has(dataValue.value.dataType)
      ? integer64Text(dataValue.value.value)
      : valueText(dataValue.value.value),
    sourceMs: dataValue.sourceTimestamp?.getTime() ?? serverMs ?? Math.floor(receivedMs),
    ...(serverMs === undefined ? {} : { serverMs }),
    receivedMs,
    statusCode: dataValue.statusCode.value >>> 0,
  };
}
