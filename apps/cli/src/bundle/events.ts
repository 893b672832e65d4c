import type { BundleProof } from '@autolog/contract/bundle';
import { toHex } from '@autolog/ledger/bytes';
import { canonicalText } from '@autolog/ledger/canonical';
import { leafHash } from '@autolog/ledger/leaf';
import { checkPayload } from '@autolog/store/schema/check';
import { sha256 } from './sha256.js';
import type { Faults } from './report.js';

/** Far more than any event has: one line cannot be made to take all the memory. */
const LINE_BYTES_MAX = 4 * 2 ** 20;
const FAULTS_NAMED_MAX = 10;

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
export function readEvents(content: Buffer, proof: BundleProof | undefined, faults: Faults): EventsRead {
  const lines: EventLine[] = [];
  let [at, bad, lastStart] = [0, 0, 0];
  for (let n = 0; at < content.length; n += 1) {
    const end = content.indexOf(0x0a, at);
    const line = content.subarray(at, end < 0 ? content.length : end);
    lastStart = at;
    at = end < 0 ? content.length : end + 1;
    const leaf = leafHash(sha256, line);
    const claimed = proof?.leaves[n]?.hash;
    const event = end < 0 ? undefined : readEnvelope(line);
    const fault = typeof event === 'string' ? event : undefined;
    if (event !== undefined && fault === undefined && (!proof || claimed === toHex(leaf))) {
      lines.push({ event: event as Envelope, leaf });
      continue;
    }
    bad += 1;
    const says = proof && claimed !== toHex(leaf) ? 'was changed: its bytes do not give its leaf in proof.json' : fault;
    if (bad <= FAULTS_NAMED_MAX) faults.add('event', nameOf(line, n), says ?? 'is not a whole line');
  }
  if (bad > FAULTS_NAMED_MAX)
    faults.add('event', 'events.jsonl', `${String(bad - FAULTS_NAMED_MAX)} more lines were changed`);
  if (proof && proof.leaves.length !== lines.length + bad) {
    const found = `holds ${String(lines.length + bad)} events and proof.json has ${String(proof.leaves.length)}`;
    faults.add('file', 'events.jsonl', found);
    bad += 1;
  }
  return { lines, before: content.subarray(0, lastStart), whole: bad === 0 };
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

/** What a line that was damaged still says about which event it was. */
function nameOf(line: Buffer, n: number): string {
  const text = line.subarray(0, LINE_BYTES_MAX).toString('utf8');
  const stream = /"stream":"([a-z]+(?:\/[0-9a-f-]{36})?)"/.exec(text)?.[1];
  const seq = /"seq":(\d{1,9})/.exec(text)?.[1];
  const type = /"type":"([A-Za-z]{1,40})","v"/.exec(text)?.[1];
  const line1 = `line ${String(n + 1)} of events.jsonl`;
  return stream && seq ? `${type ?? 'event'} (${stream} number ${seq}, ${line1})` : line1;
}

export const eventName = ({ type, stream, seq }: Envelope): string => `${type} (${stream} number ${String(seq)})`;
