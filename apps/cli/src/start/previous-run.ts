import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '@autolog/store/embedded/fault';
import { commandLine, ended, runs, signal } from '@autolog/store/embedded/living-process';
import { CommandFault, EXIT } from '../fault.js';

const TERM_MS_MAX = 3_000;
const KILL_MS_MAX = 2_000;
const LAUNCHER = 'launcher';
/** Appears in the command line of every launcher, built or not. */
const LAUNCHER_WORDS = /\bapps\/cli\//;

/** An argument every process of this data folder carries, so that no other program is ever taken for one of ours. */
export const markOf = (dataDir: string): string => `autolog-data=${dataDir}`;

const folderOf = (dataDir: string): string => join(dataDir, 'run');
const fileOf = (dataDir: string, name: string): string => join(folderOf(dataDir), `${name}.pid`);

export function rememberProcess(dataDir: string, name: string, pid: number): void {
  try {
    mkdirSync(folderOf(dataDir), { recursive: true });
    writeFileSync(fileOf(dataDir, name), `${pid}\n`);
  } catch (error) {
    // A full disk must not take the launcher down: it would leave every process behind.
    if (!['ENOSPC', 'EDQUOT'].includes(systemCode(error))) throw error;
  }
}

export const forgetProcess = (dataDir: string, name: string): void => rmSync(fileOf(dataDir, name), { force: true });

/**
 * Takes the data folder for this launcher. Throws CommandFault when another launcher that still runs has it.
 * Answers how to let it go again.
 */
export function takeDataFolder(dataDir: string): () => void {
  mkdirSync(folderOf(dataDir), { recursive: true });
  const file = fileOf(dataDir, LAUNCHER);
  for (;;) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!existsSync(file)) throw error;
      const pid = readPid(file);
      if (pid !== process.pid && runs(pid) && LAUNCHER_WORDS.test(commandLine(pid))) {
        throw new CommandFault(
          EXIT.unavailable,
          `Autolog already runs on ${dataDir} (process ${pid}); stop it there with Ctrl-C, or choose another folder with --data.`,
        );
      }
      rmSync(file, { force: true });
    }
  }
}

/** Stops what a killed launcher left running. Returns the names of what was stopped. */
export async function stopPreviousRun(dataDir: string): Promise<readonly string[]> {
  const folder = folderOf(dataDir);
  const left = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.pid') && name !== `${LAUNCHER}.pid`)
    .map((name) => ({ name: name.replace(/\.pid$/, ''), pid: readPid(join(folder, name)) }));
  const stopped = await Promise.all(
    left.map(async ({ name, pid }) => {
      const ours = runs(pid) && commandLine(pid).endsWith(markOf(dataDir));
      if (ours) await end(pid);
      forgetProcess(dataDir, name);
      return ours ? name : undefined;
    }),
  );
  return stopped.filter((name) => name !== undefined);
}

async function end(pid: number): Promise<void> {
  signal(pid, 'SIGTERM');
  if (await ended(pid, TERM_MS_MAX)) return;
  signal(pid, 'SIGKILL');
  await ended(pid, KILL_MS_MAX);
}

function readPid(file: string): number {
  const pid = Number(readFileSync(file, 'utf8'));
  return Number.isSafeInteger(pid) && pid > 0 ? pid : 0;
}
