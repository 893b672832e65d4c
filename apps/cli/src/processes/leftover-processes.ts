import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '@autolog/embedded-postgres/error';
import { commandLine, waitForExit, isRunning, sendSignal } from '@autolog/embedded-postgres/process-control';
import { CommandError, EXIT } from '../errors/command-error.js';

const TERM_MS_MAX = 3_000;
const KILL_MS_MAX = 2_000;
const LAUNCHER = 'launcher';
/** Appears in the command line of every launcher, built or not. */
const LAUNCHER_COMMAND = /\bapps\/cli\//;

/** An argument of every process of this data folder: a process without it is not ours. */
export const dataFolderArgument = (dataDir: string): string => `autolog-data=${dataDir}`;

const pidFolder = (dataDir: string): string => join(dataDir, 'run');
const pidFile = (dataDir: string, name: string): string => join(pidFolder(dataDir), `${name}.pid`);

export function writePidFile(dataDir: string, name: string, pid: number): void {
  try {
    mkdirSync(pidFolder(dataDir), { recursive: true });
    writeFileSync(pidFile(dataDir, name), `${pid}\n`);
  } catch (error) {
    // A full disk must not end the launcher: its processes would go on running.
    if (!['ENOSPC', 'EDQUOT'].includes(systemCode(error))) throw error;
  }
}

export const removePidFile = (dataDir: string, name: string): void => rmSync(pidFile(dataDir, name), { force: true });

/**
 * Locks the data folder for this launcher, and returns the function that unlocks it. Throws CommandError when another
 * launcher that still runs has it.
 */
export function lockDataFolder(dataDir: string): () => void {
  mkdirSync(pidFolder(dataDir), { recursive: true });
  const file = pidFile(dataDir, LAUNCHER);
  for (;;) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!existsSync(file)) throw error;
      const pid = readPid(file);
      if (pid !== process.pid && isRunning(pid) && LAUNCHER_COMMAND.test(commandLine(pid))) {
        throw new CommandError(
          EXIT.unavailable,
          `Autolog already runs on ${dataDir} (process ${pid}); stop it there with Ctrl-C, or choose another folder with --data.`,
        );
      }
      rmSync(file, { force: true });
    }
  }
}

/** Stops the processes that a killed launcher left running. Returns their names. */
export async function stopLeftoverProcesses(dataDir: string): Promise<readonly string[]> {
  const folder = pidFolder(dataDir);
  const leftovers = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.pid') && name !== `${LAUNCHER}.pid`)
    .map((name) => ({ name: name.replace(/\.pid$/, ''), pid: readPid(join(folder, name)) }));
  const stopped = await Promise.all(
    leftovers.map(async ({ name, pid }) => {
      const isOurs = isRunning(pid) && commandLine(pid).endsWith(dataFolderArgument(dataDir));
      if (isOurs) await terminate(pid);
      removePidFile(dataDir, name);
      return isOurs ? name : undefined;
    }),
  );
  return stopped.filter((name) => name !== undefined);
}

async function terminate(pid: number): Promise<void> {
  sendSignal(pid, 'SIGTERM');
  if (await waitForExit(pid, TERM_MS_MAX)) return;
  sendSignal(pid, 'SIGKILL');
  await waitForExit(pid, KILL_MS_MAX);
}

function readPid(file: string): number {
  const pid = Number(readFileSync(file, 'utf8'));
  return Number.isSafeInteger(pid) && pid > 0 ? pid : 0;
}
