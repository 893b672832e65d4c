import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@autolog/embedded-postgres/free-port';
import type { Config } from '../installation/config.js';
import type { CommandError } from '../errors/command-error.js';
import { openStack, type Stack } from './stack.js';

/** What a program needs of its surroundings; everything else that was set is meant for another site. */
const NEEDED_VARIABLES = /^(PATH|HOME|TMPDIR|LANG|TZ)$/;

export type TemporaryStackOptions = Readonly<{
  config: Config;
  devices: number;
  stop: AbortSignal;
  giveUp: (fault: CommandError) => void;
}>;

/**
 * A site of its own for as long as `work` takes: in a temporary folder, on free ports, in silence. It is gone when this
 * returns, also when `work` throws or `stop` says so; `work` has to heed `stop` itself.
 */
export async function withTemporaryStack<Result>(
  { config, devices, stop, giveUp }: TemporaryStackOptions,
  work: (stack: Stack) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'autolog-thrown-away-'));
  try {
    const passedOn = Object.fromEntries(
      Object.entries(config.passedOn).filter(([name]) => NEEDED_VARIABLES.test(name)),
    );
    const stack = await openStack({
      dataDir: join(folder, 'data'),
      config: { profile: 'demo', port: config.port, passedOn },
      port: await freePort(),
      devices,
      recipes: [],
      durable: false,
      report: () => undefined,
      stop,
      giveUp,
    });
    try {
      return await work(stack);
    } finally {
      await stack.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
