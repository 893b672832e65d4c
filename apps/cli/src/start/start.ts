import { SEEDS } from '@autolog/recipes/read-seed';
import type { Config } from '../config.js';
import { CommandFault, EXIT } from '../fault.js';
import { DEMO_PEOPLE_LIST } from './demo-people.js';
import { HISTORY_DEVICES, type HistoryDoor, historyOf, playHistory, showTries } from './demo-history.js';
import { createFirstBatch, materialsOf, recipeOf } from './demo-site.js';
import { writeDemoProgress } from './demo-progress.js';
import { WATCH_WALL } from './demo-tries.js';
import { HISTORY_DAYS } from './history-plan.js';
import { SHORT_PROCESS } from './demo-things.js';
import { greeting } from './greeting.js';
import { writeLabels } from './labels.js';
import { plain } from './plain-fault.js';
import { openStack, type Stack } from './stack.js';
import { type Ending, untilStopped } from './stop-signal.js';

/** `empty`: a site that is founded now has no history, and its clock begins at now. */
export type StartOptions = Readonly<{ data: string; port?: number; devices: boolean; empty: boolean }>;

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
      devices: options.devices ? HISTORY_DEVICES : 0,
      recipes: SEEDS,
      ...(options.devices && !options.empty && { clockDaysBack: HISTORY_DAYS }),
      say,
      stop: ending.signal,
      giveUp: ending.giveUp,
    });
    await serve(stack, options, ending, say);
  } catch (error) {
    if (!ending.signal.aborted) throw plain(error);
  } finally {
    ending.giveUp();
    await stack?.close();
  }
  const fault = ending.fault();
  if (fault) throw fault;
  say('Autolog has stopped.');
}

async function serve(stack: Stack, options: StartOptions, ending: Ending, say: (line: string) => void): Promise<void> {
  const { data, devices, empty } = options;
  const door = { dataDir: data, stop: ending.signal, say };
  const history = await historyOf(stack, ending.signal);
  const toPlay = history === 'unfinished' && devices && !empty;
  const labels = writeLabels(data, materialsOf(stack.recipes));
  if (history === 'none')
    await createFirstBatch({ ...door, address: stack.address }, recipeOf(stack.recipes, SHORT_PROCESS));
  if (history === 'whole') await showTries(stack, door);
  say(greeting(stack.address, DEMO_PEOPLE_LIST, { labels, toPlay }));
  if (toPlay) await fill(stack, door);
  await ending.asked;
}

/** A history that cannot be played is said in one line: the site serves all the same. */
async function fill(stack: Stack, door: HistoryDoor): Promise<void> {
  try {
    await playHistory(stack, door);
    await showTries(stack, door);
    door.say('The demo has caught up with today; the first page says what to try.');
  } catch (error) {
    door.stop.throwIfAborted();
    writeDemoProgress(door.dataDir, { tries: [WATCH_WALL] });
    const why = error instanceof Error ? error.message : String(error);
    door.say(`The days before today could not be played to their end: ${why}. The next start goes on with them.`);
  }
}
