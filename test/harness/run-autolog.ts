import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { LAUNCHER } from './launcher.ts';

export type CommandResult = Readonly<{ code: number | null; out: string; err: string }>;

/** Runs an `autolog` command in a process of its own. */
export async function runAutolog(...parameters: readonly string[]): Promise<CommandResult> {
  const child = spawn(process.execPath, [LAUNCHER, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}
