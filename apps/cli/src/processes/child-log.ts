import { createWriteStream, existsSync, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

const LOG_BYTES_MAX = 20 * 2 ** 20;
const LINE_CHARACTERS_MAX = 300;
const COMPLAINTS_MAX = 3;
/** pino's number for `error`. */
const LEVEL_ERROR = 50;

/** What a process says: every line goes to its file, and the last complaints are kept for the person at the terminal. */
export type ChildLog = Readonly<{
  follow: (stream: Readable, onReady: () => void) => void;
  lastComplaints: () => string | undefined;
  file: string;
}>;

export function openChildLog(dataDir: string, name: string): ChildLog {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.log`);
  let bytes = existsSync(file) ? statSync(file).size : 0;
  let out = openLogFile(file);
  const complaints: string[] = [];

  const write = (line: string): void => {
    if (bytes > LOG_BYTES_MAX) {
      out.end();
      renameSync(file, `${file}.1`);
      out = openLogFile(file);
      bytes = 0;
    }
    bytes += Buffer.byteLength(line) + 1;
    out.write(`${line}\n`);
  };
  return {
    file,
    lastComplaints: () => (complaints.length === 0 ? undefined : complaints.join('; ')),
    follow: (stream, onReady) => {
      createInterface({ input: stream }).on('line', (line) => {
        write(line);
        const entry = parseLogLine(line);
        if (entry.ready) onReady();
        if (entry.complaint === undefined || complaints.includes(entry.complaint)) return;
        if (complaints.push(entry.complaint) > COMPLAINTS_MAX) complaints.shift();
      });
    },
  };
}

// A full disk must not take the launcher down: the log then has a hole, the record has not.
const openLogFile = (file: string): WriteStream =>
  createWriteStream(file, { flags: 'a', mode: 0o600 }).on('error', () => undefined);

type PinoLine = Readonly<{ level?: number; msg?: string; err?: { message?: string }; faults?: readonly string[] }>;

/** A log line as pino writes it, or plain text such as a process prints when it gives up. */
export function parseLogLine(line: string): Readonly<{ ready: boolean; complaint?: string }> {
  const entry = parseJson(line);
  if (entry === undefined)
    return ERROR_SENTENCE.test(line) ? { ready: false, complaint: truncate(line.trim()) } : { ready: false };
  if (entry.msg === 'ready') return { ready: true };
  if (typeof entry.level !== 'number' || entry.level < LEVEL_ERROR) return { ready: false };
  const complaint = [entry.msg, entry.err?.message, entry.faults?.join('; ')].filter(
    (part) => part !== undefined && part !== '',
  );
  return complaint.length === 0 ? { ready: false } : { ready: false, complaint: truncate(complaint.join(': ')) };
}

/** What Node prints around an error is left out: the place in the source, the stack, fields, its own version. */
const ERROR_SENTENCE = /^(?!Node\.js v|[{}^(]|node:|file:\/\/|throw )\S/;

function parseJson(line: string): PinoLine | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const truncate = (text: string): string =>
  text.length > LINE_CHARACTERS_MAX ? `${text.slice(0, LINE_CHARACTERS_MAX)} …` : text;
