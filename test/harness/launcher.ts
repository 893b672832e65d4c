import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export const LAUNCHER = resolve(import.meta.dirname, '../../apps/cli/bin/autolog.js');
const END_MS_MAX = 30_000;

export type StartResult = Readonly<{ exitCode: number | null; lines: readonly string[] }>;

/** Runs an `autolog start` that is refused, and waits for its end. `lines` has everything it printed. */
export async function runRefusedStart(
  data: string,
  port: number,
  commandPrefix: readonly string[] = [],
): Promise<StartResult> {
  const command = [...commandPrefix, process.execPath, LAUNCHER, 'start', '--data', data, '--port', String(port)];
  const child = spawn('env', command, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const late = setTimeout(() => child.kill('SIGKILL'), END_MS_MAX);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  clearTimeout(late);
  return { exitCode, lines: output.split('\n').filter((line) => line !== '') };
}

/**
 * What to put before a command so that `folder` is a disk of its own for it alone; undefined when this user may not mount.
 * An ordinary user mounts in a user namespace.
 * @param options of tmpfs: `size=80m`, `ro`
 */
export function withOwnDisk(folder: string, options: string): readonly string[] | undefined {
  const unshare = process.getuid?.() === 0 ? ['unshare', '-m'] : ['unshare', '-Urm'];
  const mount = `mount -t tmpfs -o ${options} tmpfs ${folder} && exec "$@"`;
  const commandPrefix = [...unshare, 'sh', '-c', mount, 'sh'];
  return spawnSync('env', [...commandPrefix, 'true'], { stdio: 'ignore' }).status === 0 ? commandPrefix : undefined;
}
