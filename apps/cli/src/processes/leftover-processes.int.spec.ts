import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { freePort } from '@autolog/embedded-postgres/free-port';
import { isRunning } from '@autolog/embedded-postgres/process-control';
import { requireFreePort, reusePorts } from '../stack/ports.js';
import { dataFolderArgument, writePidFile, stopLeftoverProcesses, lockDataFolder } from './leftover-processes.js';

describe('a data folder', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'autolog-data-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  const idle = (mark: string) =>
    spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 1000)', mark], { stdio: 'ignore' });

  test('what a killed launcher left running is stopped, and another program with its number is not', async () => {
    const ours = idle(dataFolderArgument(dir));
    const stranger = idle('something-else');
    writePidFile(dir, 'server', ours.pid ?? 0);
    writePidFile(dir, 'simulator', stranger.pid ?? 0);
    expect(await stopLeftoverProcesses(dir)).toEqual(['server']);
    expect(isRunning(ours.pid ?? 0)).toBe(false);
    expect(isRunning(stranger.pid ?? 0)).toBe(true);
    expect(readdirSync(join(dir, 'run'))).toEqual([]);
    stranger.kill();
  });

  test('is taken by one launcher at a time, and a dead one does not keep it', () => {
    mkdirSync(join(dir, 'run'));
    writeFileSync(join(dir, 'run/launcher.pid'), '4194303\n');
    const letGo = lockDataFolder(dir);
    expect(readdirSync(join(dir, 'run'))).toEqual(['launcher.pid']);
    letGo();
    expect(readdirSync(join(dir, 'run'))).toEqual([]);
  });

  test('a living launcher keeps it, and says so with its number', async () => {
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

  test('ports are kept from one start to the next, and a taken one is replaced', async () => {
    const usual = { first: await freePort(), second: await freePort() };
    expect(await reusePorts(dir, usual)).toEqual(usual);
    const other = createServer().listen(usual.first, '127.0.0.1');
    await once(other, 'listening');
    const kept = await reusePorts(dir, usual);
    expect(kept.first).not.toBe(usual.first);
    expect(kept.second).toBe(usual.second);
    other.close();
  });
});

test('a port that is in use is said in one sentence, with exit code 69', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  await expect(requireFreePort(port)).rejects.toMatchObject({
    exitCode: 69,
    message: expect.stringContaining(`Port ${port} is in use`),
  });
  other.close();
  await once(other, 'close');
  await expect(requireFreePort(port)).resolves.toBeUndefined();
});
