import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@autolog/embedded-postgres/free-port';
import type { Config } from '../installation/config.js';
import type { CommandError } from '../errors/command-error.js';
import { openStack, type Stack } from './stack.js';

/** The environment variables that a temporary site gets; the others are meant for another site. */
const NEEDED_VARIABLES = /^(PATH|HOME|TMPDIR|LANG|TZ)$/;

export type TemporaryStackOptions = Readonly<{
  config: Config;
  devices: number;
  stop: AbortSignal;
  giveUp: (error: CommandError) => void;
}>;

/**
 * A temporary site for as long as `work` takes: in a temporary folder, on free ports, without output. It is removed when
 * this returns or throws. `work` itself must end when `stop` is aborted.
 */
export async function withTemporaryStack<Result>(
  { config, devices, stop, giveUp }: TemporaryStackOptions,
  work: (stack: Stack) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'autolog-temporary-'));
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
