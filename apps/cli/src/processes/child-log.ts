import { createWriteStream, existsSync, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

const LOG_BYTES_MAX = 20 * 2 ** 20;
const LINE_CHARACTERS_MAX = 300;
const ERRORS_MAX = 3;
/** pino's number for `error`. */
const LEVEL_ERROR = 50;

/** The output of a process: every line goes to its file, and the last errors are kept to be shown on the terminal. */
export type ChildLog = Readonly<{
  follow: (stream: Readable, onReady: () => void) => void;
  lastErrors: () => string | undefined;
  file: string;
}>;

export function openChildLog(dataDir: string, name: string): ChildLog {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.log`);
  let bytes = existsSync(file) ? statSync(file).size : 0;
  let out = openLogFile(file);
  const errors: string[] = [];

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
    lastErrors: () => (errors.length === 0 ? undefined : errors.join('; ')),
    follow: (stream, onReady) => {
      createInterface({ input: stream }).on('line', (line) => {
        write(line);
        const entry = parseLogLine(line);
        if (entry.ready) onReady();
        if (entry.errorText === undefined || errors.includes(entry.errorText)) return;
        if (errors.push(entry.errorText) > ERRORS_MAX) errors.shift();
      });
    },
  };
}

// A full disk must not end the launcher: then lines are missing in the log, never in the record.
const openLogFile = (file: string): WriteStream =>
  createWriteStream(file, { flags: 'a', mode: 0o600 }).on('error', () => undefined);

type LogLine = Readonly<{ ready: boolean; errorText?: string }>;

type PinoLine = Readonly<{ level?: number; msg?: string; err?: { message?: string }; faults?: readonly string[] }>;

/** Reads a line as pino writes it, or plain text such as a process prints before it exits with an error. */
export function parseLogLine(line: string): LogLine {
  const entry = parseJson(line);
  if (entry === undefined)
    return ERROR_SENTENCE.test(line) ? { ready: false, errorText: truncate(line.trim()) } : { ready: false };
  if (entry.msg === 'ready') return { ready: true };
  if (typeof entry.level !== 'number' || entry.level < LEVEL_ERROR) return { ready: false };
  const texts = [entry.msg, entry.err?.message, entry.faults?.join('; ')].filter(
    (part) => part !== undefined && part !== '',
  );
  return texts.length === 0 ? { ready: false } : { ready: false, errorText: truncate(texts.join(': ')) };
}

/** Not the lines that Node prints around an error: the place in the source, the stack, fields, its own version. */
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
