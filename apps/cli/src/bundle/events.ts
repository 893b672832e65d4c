import { EVENTS_MAX, type BundleProof } from '@autolog/contract/bundle';
import { toHex } from '@autolog/ledger/bytes';
import { canonicalText } from '@autolog/ledger/canonical';
import { leafHash } from '@autolog/ledger/leaf';
import { checkPayload } from '@autolog/store/schema/check';
import { sha256 } from '@autolog/store/sha256';
import type { Content } from './container-file.js';
import type { Faults } from './report.js';

/** Far more than any event has: one line cannot be made to take all the memory. */
const LINE_BYTES_MAX = 4 * 2 ** 20;
const FAULTS_NAMED_MAX = 10;
/** After so many lines that are no events the file was made to keep its reader busy. */
const BAD_LINES_MAX = 1_000;

/** An event as it was hashed, taken apart. */
export type Envelope = Readonly<{
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
export type EventLine = Readonly<{ event: Envelope; leaf: Uint8Array }>;
export type EventsRead = Readonly<{
  lines: readonly EventLine[];
  /** Bytes of everything before the last line. */
  before: Buffer;
  /** Every line is an event, and the one whose leaf the proof names. */
  whole: boolean;
}>;

/** Reads events.jsonl line by line, and says of each line that is not what it should be which event it was. */
export function readEvents({ content, whole }: Content, proof: BundleProof | undefined, faults: Faults): EventsRead {
  const lines: EventLine[] = [];
  let [at, n, bad, lastStart] = [0, 0, 0, 0];
  // Of a file that is broken, what follows the first bad line is no more than what the break made of it.
  const named = whole ? FAULTS_NAMED_MAX : 1;
  for (; at < content.length; n += 1) {
    if (bad > BAD_LINES_MAX || n > EVENTS_MAX) {
      faults.add('file', 'events.jsonl', `is read no further than its line ${String(n)}`);
      return { lines, before: content.subarray(0, lastStart), whole: false };
    }
    const end = content.indexOf(0x0a, at);
    const line = content.subarray(at, end < 0 ? content.length : end);
    lastStart = at;
    at = end < 0 ? content.length : end + 1;
    const leaf = leafHash(sha256, line);
    const event = end < 0 ? 'is not a whole line' : readEnvelope(line);
    const isLeaf = !proof || proof.leaves[n]?.hash === toHex(leaf);
    if (typeof event !== 'string' && isLeaf) {
      lines.push({ event, leaf });
      continue;
    }
    bad += 1;
    const says =
      isLeaf && typeof event === 'string' ? event : 'was changed: its bytes do not give its leaf in proof.json';
    if (bad <= named) faults.add('event', nameOf(line, n, lines.at(-1)?.event), says);
  }
  if (bad > named)
    faults.add('event', 'events.jsonl', `has ${String(bad - named)} more lines that are not as they were`);
  if (!whole && bad === 0) faults.add('event', nameOf(Buffer.alloc(0), n, lines.at(-1)?.event), 'cannot be read');
  const counted = !proof || proof.leaves.length === n;
  if (whole && !counted) {
    faults.add('file', 'events.jsonl', `holds ${String(n)} events and proof.json has ${String(proof.leaves.length)}`);
  }
  return { lines, before: content.subarray(0, lastStart), whole: whole && bad === 0 && counted };
}

/** The event, or what is wrong with it. */
function readEnvelope(line: Buffer): Envelope | string {
  if (line.length > LINE_BYTES_MAX) return 'is longer than an event can be';
  let event: Envelope;
  try {
    const text = line.toString('utf8');
    event = JSON.parse(text) as Envelope;
    // Two readers of the same bytes must read the same: no doubled keys, no other way to write a number.
    if (canonicalText(event) !== text) return 'is not in canonical form';
  } catch {
    return 'cannot be read';
  }
  const { stream, seq, type, v, payload, actor, at, zone } = event as Partial<Envelope>;
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
function nameOf(line: Buffer, n: number, before: Envelope | undefined): string {
  const text = line.subarray(0, LINE_BYTES_MAX).toString('utf8');
  const place = `line ${String(n + 1)} of events.jsonl`;
  const said =
    /"seq":(\d{1,9}),"software":"[^"]*","stream":"([^"]{1,80})",(?:"terminal":"[^"]*",)?"type":"(\w{1,40})"/.exec(text);
  if (said) return `${said[3] ?? ''} (${said[2] ?? ''} number ${said[1] ?? ''}, ${place})`;
  return before ? `${place}, which follows ${eventName(before)}` : place;
}

export const eventName = ({ type, stream, seq }: Envelope): string => `${type} (${stream} number ${String(seq)})`;
