import { BUNDLE_EVENTS_MAX, type BundleProof } from '../format.js';
import { toHex } from '@autolog/ledger/bytes';
import { canonicalText } from '@autolog/ledger/canonical';
import { leafHash } from '@autolog/ledger/leaf';
import { checkPayload } from '../event-schema/check-payload.js';
import { sha256 } from '../sha256.js';
import type { MemberContent } from './bundle-reader.js';
import type { FaultCollector } from './report.js';

/** Far more than any event has: one line cannot be made to take all the memory. */
const LINE_BYTES_MAX = 4 * 2 ** 20;
const FAULTS_LISTED_MAX = 10;
/** After so many lines that are no events the file was made to keep its reader busy. */
const BAD_LINES_MAX = 1_000;

/** An event as it was hashed, taken apart. */
export type EventEnvelope = Readonly<{
  stream: string;
  seq: number;
  type: string;
  v: number;
  payload: Readonly<Record<string, unknown>>;
  actor: string;
  role?: string;
  at: string;
  zone: string;
  software: string;
}>;
export type EventLine = Readonly<{ event: EventEnvelope; leaf: Uint8Array }>;
export type ParsedEvents = Readonly<{
  lines: readonly EventLine[];
  /** Bytes of everything before the last line. */
  bytesBeforeLast: Buffer;
  /** Every line is an event, and the one whose leaf the proof names. */
  isIntact: boolean;
}>;

/** Reads events.jsonl line by line, and says of each line that is not what it should be which event it was. */
export function parseEvents(
  { content, isIntact }: MemberContent,
  proof: BundleProof | undefined,
  faults: FaultCollector,
): ParsedEvents {
  const lines: EventLine[] = [];
  let [at, n, bad, lastStart] = [0, 0, 0, 0];
  // Of a file that is broken, what follows the first bad line is no more than what the break made of it.
  const listedMax = isIntact ? FAULTS_LISTED_MAX : 1;
  for (; at < content.length; n += 1) {
    if (bad > BAD_LINES_MAX || n > BUNDLE_EVENTS_MAX) {
      faults.add('file', 'events.jsonl', `is read no further than its line ${String(n)}`);
      return { lines, bytesBeforeLast: content.subarray(0, lastStart), isIntact: false };
    }
    const end = content.indexOf(0x0a, at);
    const line = content.subarray(at, end < 0 ? content.length : end);
    lastStart = at;
    at = end < 0 ? content.length : end + 1;
    const leaf = leafHash(sha256, line);
    const event = end < 0 ? 'is not a whole line' : parseEnvelope(line);
    const isLeaf = !proof || proof.leaves[n]?.hash === toHex(leaf);
    if (typeof event !== 'string' && isLeaf) {
      lines.push({ event, leaf });
      continue;
    }
    bad += 1;
    const says =
      isLeaf && typeof event === 'string' ? event : 'was changed: its bytes do not give its leaf in proof.json';
    if (bad <= listedMax) faults.add('event', describeDamagedLine(line, n, lines.at(-1)?.event), says);
  }
  if (bad > listedMax)
    faults.add('event', 'events.jsonl', `has ${String(bad - listedMax)} more lines that are not as they were`);
  if (!isIntact && bad === 0)
    faults.add('event', describeDamagedLine(Buffer.alloc(0), n, lines.at(-1)?.event), 'cannot be read');
  const counted = !proof || proof.leaves.length === n;
  if (isIntact && !counted) {
    faults.add('file', 'events.jsonl', `holds ${String(n)} events and proof.json has ${String(proof.leaves.length)}`);
  }
  return { lines, bytesBeforeLast: content.subarray(0, lastStart), isIntact: isIntact && bad === 0 && counted };
}

/** The event, or what is wrong with it. */
function parseEnvelope(line: Buffer): EventEnvelope | string {
  if (line.length > LINE_BYTES_MAX) return 'is longer than an event can be';
  let event: EventEnvelope;
  try {
    const text = line.toString('utf8');
    event = JSON.parse(text) as EventEnvelope;
    // Two readers of the same bytes must read the same: no doubled keys, no other way to write a number.
    if (canonicalText(event) !== text) return 'is not in canonical form';
  } catch {
    return 'cannot be read';
  }
  const { stream, seq, type, v, payload, actor, at, zone } = event as Partial<EventEnvelope>;
  const texts = [stream, type, actor, at, zone].every((text) => typeof text === 'string');
  if (!texts || !Number.isSafeInteger(seq) || !Number.isSafeInteger(v) || typeof payload !== 'object')
    return 'is no event';
  try {
    checkPayload(event.type, event.v, event.payload);
  } catch (error) {
    return `cannot be understood: ${error instanceof Error ? error.message : String(error)}`;
  }
  return event;
}

/** Which event a damaged line was: what it still says itself, or the event before it. */
function describeDamagedLine(line: Buffer, n: number, before: EventEnvelope | undefined): string {
  const text = line.subarray(0, LINE_BYTES_MAX).toString('utf8');
  const place = `line ${String(n + 1)} of events.jsonl`;
  const match =
    /"seq":(\d{1,9}),"software":"[^"]*","stream":"([^"]{1,80})",(?:"terminal":"[^"]*",)?"type":"(\w{1,40})"/.exec(text);
  if (match) return `${match[3] ?? ''} (${match[2] ?? ''} number ${match[1] ?? ''}, ${place})`;
  return before ? `${place}, which follows ${eventName(before)}` : place;
}

export const eventName = ({ type, stream, seq }: EventEnvelope): string => `${type} (${stream} number ${String(seq)})`;
