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
  let out = open(file);
  const complaints: string[] = [];

  const write = (line: string): void => {
    if (bytes > LOG_BYTES_MAX) {
      out.end();
      renameSync(file, `${file}.1`);
      out = open(file);
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
        const said = readLine(line);
        if (said.ready) onReady();
        if (said.complaint === undefined || complaints.includes(said.complaint)) return;
        if (complaints.push(said.complaint) > COMPLAINTS_MAX) complaints.shift();
      });
    },
  };
}

// A full disk must not take the launcher down: the log then has a hole, the record has not.
const open = (file: string): WriteStream =>
  createWriteStream(file, { flags: 'a', mode: 0o600 }).on('error', () => undefined);

/** A log line as pino writes it, or plain text such as Node prints when it gives up. */
export function readLine(line: string): Readonly<{ ready: boolean; complaint?: string }> {
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
    if (msg === 'ready') return { ready: true };
    const complaint = [msg, err?.message].filter((part) => part !== undefined && part !== '').join(': ');
    return typeof level === 'number' && level >= LEVEL_ERROR && complaint !== ''
      ? { ready: false, complaint: cut(complaint) }
      : { ready: false };
  } catch {
    return COMPLAINT.test(line) ? { ready: false, complaint: cut(line.trim()) } : { ready: false };
  }
}

/** The first line of what Node prints of an error, or a fault that config.ts lists; not the rest of a stack. */
const COMPLAINT = /^(?:\w*Error(?: \[\w+\])?|configuration|FATAL ERROR): /;

const cut = (text: string): string =>
  text.length > LINE_CHARACTERS_MAX ? `${text.slice(0, LINE_CHARACTERS_MAX)} …` : text;
