import { BUNDLE_EVENTS_MAX, type BundleProof } from '../format.js';
import { toHex } from '@autolog/ledger/bytes';
import { canonicalText } from '@autolog/ledger/canonical';
import { leafHash } from '@autolog/ledger/leaf';
import { checkPayload } from '../event-schema/check-payload.js';
import { sha256 } from '../sha256.js';
import type { MemberContent } from './bundle-reader.js';
import type { FaultCollector } from './report.js';

/** Far more than any event has, so that one line cannot take all the memory. */
const LINE_BYTES_MAX = 4 * 2 ** 20;
const FAULTS_LISTED_MAX = 10;
/** After this many bad lines the file is not read any further. */
const BAD_LINES_MAX = 1_000;

/** A parsed event. */
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

/** Parses events.jsonl line by line, and names the event of each line that is damaged. */
export function parseEvents(
  { content, isIntact }: MemberContent,
  proof: BundleProof | undefined,
  faults: FaultCollector,
): ParsedEvents {
  const lines: EventLine[] = [];
  let [at, n, bad, lastStart] = [0, 0, 0, 0];
  // After the first bad line of a damaged file the rest is not reported: most of it is a consequence of that fault.
  const listedMax = isIntact ? FAULTS_LISTED_MAX : 1;
  for (; at < content.length; n += 1) {
    if (bad > BAD_LINES_MAX || n > BUNDLE_EVENTS_MAX) {
      faults.add('file', 'events.jsonl', `was not read beyond its line ${String(n)}`);
      return { lines, bytesBeforeLast: content.subarray(0, lastStart), isIntact: false };
    }
    const end = content.indexOf(0x0a, at);
    const line = content.subarray(at, end < 0 ? content.length : end);
    lastStart = at;
    at = end < 0 ? content.length : end + 1;
    const leaf = leafHash(sha256, line);
    const event = end < 0 ? 'is not a complete line' : parseEnvelope(line);
    const isLeaf = !proof || proof.leaves[n]?.hash === toHex(leaf);
    if (typeof event !== 'string' && isLeaf) {
      lines.push({ event, leaf });
      continue;
    }
    bad += 1;
    const sentence =
      isLeaf && typeof event === 'string' ? event : 'was changed: its hash is not its leaf in proof.json';
    if (bad <= listedMax) faults.add('event', describeDamagedLine(line, n, lines.at(-1)?.event), sentence);
  }
  if (bad > listedMax) faults.add('event', 'events.jsonl', `has ${String(bad - listedMax)} more damaged lines`);
  if (!isIntact && bad === 0)
    faults.add('event', describeDamagedLine(Buffer.alloc(0), n, lines.at(-1)?.event), 'cannot be read');
  const counted = !proof || proof.leaves.length === n;
  if (isIntact && !counted) {
    faults.add('file', 'events.jsonl', `holds ${String(n)} events and proof.json has ${String(proof.leaves.length)}`);
  }
  return { lines, bytesBeforeLast: content.subarray(0, lastStart), isIntact: isIntact && bad === 0 && counted };
}

/** The event, or what is wrong with the line. */
function parseEnvelope(line: Buffer): EventEnvelope | string {
  if (line.length > LINE_BYTES_MAX) return 'is longer than an event can be';
  let event: EventEnvelope;
  try {
    const text = line.toString('utf8');
    event = JSON.parse(text) as EventEnvelope;
    // All readers of the same bytes must read the same: no key twice, one way to write a number.
    if (canonicalText(event) !== text) return 'is not in canonical form';
  } catch {
    return 'cannot be read';
  }
  const { stream, seq, type, v, payload, actor, at, zone } = event as Partial<EventEnvelope>;
  const texts = [stream, type, actor, at, zone].every((text) => typeof text === 'string');
  if (!texts || !Number.isSafeInteger(seq) || !Number.isSafeInteger(v) || typeof payload !== 'object')
    return 'is not an event';
  try {
    checkPayload(event.type, event.v, event.payload);
  } catch (error) {
    return `is not valid: ${error instanceof Error ? error.message : String(error)}`;
  }
  return event;
}

/** Names the event of a damaged line by what can still be read of it, or else by the event before it. */
function describeDamagedLine(line: Buffer, n: number, before: EventEnvelope | undefined): string {
  const text = line.subarray(0, LINE_BYTES_MAX).toString('utf8');
  const place = `line ${String(n + 1)} of events.jsonl`;
  const match =
    /"seq":(\d{1,9}),"software":"[^"]*","stream":"([^"]{1,80})",(?:"terminal":"[^"]*",)?"type":"(\w{1,40})"/.exec(text);
  if (match) return `${match[3] ?? ''} (${match[2] ?? ''} number ${match[1] ?? ''}, ${place})`;
  return before ? `${place}, which follows ${eventName(before)}` : place;
}

export const eventName = ({ type, stream, seq }: EventEnvelope): string => `${type} (${stream} number ${String(seq)})`;
