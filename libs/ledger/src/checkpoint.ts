import { fromBase64, toBase64, type Hash } from './bytes.js';
import { HASH_BYTES } from './leaf.js';
import { parseNote, signNote, verifyNote, type NoteKey, type SignBytes, type VerifySignature } from './note.js';

/** What the log was at one moment (C2SP tlog-checkpoint). */
export type Checkpoint = Readonly<{
  /** Which log: the id of the site. */
  origin: string;
  /** How many leaves it held. */
  size: number;
  root: Uint8Array;
}>;

const SIZE = /^(?:0|[1-9]\d{0,15})$/;

/** The text that is signed: origin, size and root, a line each. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  if (origin === '' || origin.includes('\n')) throw new Error('the origin of a checkpoint is one line');
  if (!Number.isSafeInteger(size) || size < 0) throw new Error(`${size} is no size of a log`);
  if (root.length !== HASH_BYTES) throw new Error(`a root has ${HASH_BYTES} bytes`);
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** The checkpoint as a signed note. */
export const signCheckpoint = (hash: Hash, checkpoint: Checkpoint, key: NoteKey, sign: SignBytes): string =>
  signNote(hash, checkpointText(checkpoint), key, sign);

/** Parses a note without checking its signature; undefined when it is no checkpoint. */
export function parseCheckpoint(note: string): Checkpoint | undefined {
  const parsed = parseNote(note);
  return parsed === undefined ? undefined : parseCheckpointText(parsed.text);
}

/** The checkpoint, when this key signed this very note; otherwise undefined. */
export async function verifyCheckpoint(
  hash: Hash,
  note: string,
  key: NoteKey,
  verify: VerifySignature,
): Promise<Checkpoint | undefined> {
  const parsed = parseNote(note);
  if (parsed === undefined || !(await verifyNote(hash, parsed, key, verify))) return undefined;
  return parseCheckpointText(parsed.text);
}

function parseCheckpointText(text: string): Checkpoint | undefined {
  // Lines after the third are extensions: signed with the rest, and not used here.
  const [origin = '', size = '', encoded = '', ...extensions] = text.slice(0, -1).split('\n');
  const root = fromBase64(encoded);
  if (origin === '' || !SIZE.test(size) || !Number.isSafeInteger(Number(size))) return undefined;
  if (root?.length !== HASH_BYTES || extensions.includes('')) return undefined;
  return { origin, size: Number(size), root };
}
