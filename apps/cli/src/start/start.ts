import type { Config } from '../config.js';
import { CommandFault, EXIT } from '../fault.js';
import { DEMO_PEOPLE_LIST } from './demo-people.js';
import { createFirstBatch } from './demo-site.js';
import { greeting } from './greeting.js';
import { writeLabels } from './labels.js';
import { openStack, type Stack } from './stack.js';
import { type Ending, untilStopped } from './stop-signal.js';

/** What `npm start` runs beside the server. */
export const DEMO_DEVICE_COUNT = 2;

export type StartOptions = Readonly<{ data: string; port?: number; devices: boolean }>;

/**
 * Runs the whole demo site until Ctrl-C. Whatever happens, every process it started has ended when it returns.
 * Throws CommandFault with one sentence.
 */
export async function start(options: StartOptions, config: Config, say: (line: string) => void): Promise<void> {
  if (config.profile !== 'demo') {
    throw new CommandFault(
      EXIT.configuration,
      '`autolog start` runs the demo; a site of its own runs the processes of docs/operations.md.',
    );
  }
  const ending = untilStopped();
  let stack: Stack | undefined;
  try {
    stack = await openStack({
      dataDir: options.data,
      config,
      port: options.port ?? config.port,
      devices: options.devices ? DEMO_DEVICE_COUNT : 0,
      say,
      stop: ending.signal,
      giveUp: ending.giveUp,
    });
    await serve(stack, options, ending, say);
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  } finally {
    ending.giveUp();
    await stack?.close();
  }
  const fault = ending.fault();
  if (fault) throw fault;
  say('Autolog has stopped.');
}

async function serve(stack: Stack, { data }: StartOptions, ending: Ending, say: (line: string) => void): Promise<void> {
  await createFirstBatch({ address: stack.address, stop: ending.signal, say }, stack.recipe);
  say(greeting(stack.address, DEMO_PEOPLE_LIST, writeLabels(data, stack.recipe.content.materials)));
  await ending.asked;
}
