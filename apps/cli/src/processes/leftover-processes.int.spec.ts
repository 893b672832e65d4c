import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isRunning } from '@autolog/embedded-postgres/process-control';
import { dataFolderArgument, writePidFile, stopLeftoverProcesses, lockDataFolder } from './leftover-processes.js';

describe('the data folder of a launcher', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'autolog-data-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  const startIdle = (argument: string) =>
    spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 1000)', argument], { stdio: 'ignore' });

  test('processes of a killed launcher are stopped, and another program with a recorded process number is not', async () => {
    const ours = startIdle(dataFolderArgument(dir));
    const other = startIdle('something-else');
    writePidFile(dir, 'server', ours.pid ?? 0);
    writePidFile(dir, 'simulator', other.pid ?? 0);
    expect(await stopLeftoverProcesses(dir)).toEqual(['server']);
    expect(isRunning(ours.pid ?? 0)).toBe(false);
    expect(isRunning(other.pid ?? 0)).toBe(true);
    expect(readdirSync(join(dir, 'run'))).toEqual([]);
    other.kill();
  });

  test('the lock of a launcher that has ended is taken over', () => {
    mkdirSync(join(dir, 'run'));
    writeFileSync(join(dir, 'run/launcher.pid'), '4194303\n');
    const unlock = lockDataFolder(dir);
    expect(readdirSync(join(dir, 'run'))).toEqual(['launcher.pid']);
    unlock();
    expect(readdirSync(join(dir, 'run'))).toEqual([]);
  });

  test('the lock of a running launcher holds, and the error names its process number', async () => {
    const launcher = spawn(process.execPath, [
      '--eval',
      'setInterval(() => undefined, 1000)',
      '/x/apps/cli/dist/main.js',
      'start',
    ]);
    mkdirSync(join(dir, 'run'));
    writeFileSync(join(dir, 'run/launcher.pid'), `${launcher.pid ?? 0}\n`);
    await once(launcher, 'spawn');
    expect(() => lockDataFolder(dir)).toThrow(`process ${launcher.pid ?? 0}`);
    launcher.kill();
  });
});
