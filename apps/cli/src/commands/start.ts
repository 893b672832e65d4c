import { BUILT_IN_RECIPES } from '@autolog/recipes/read-built-in-recipe';
import { DATA_FOLDER_OPTION, parseOptions, resolveDataFolder } from '../input/parse-options.js';
import { parsePort } from '@autolog/settings/settings';
import { type Config, readConfig } from '../installation/config.js';
import { CommandError, EXIT } from '../errors/command-error.js';
import { UsageError } from '../errors/usage-error.js';
import { DEMO_PEOPLE_LIST } from '../demo/people.js';
import { HISTORY_DEVICES, type HistoryOptions, historyState, runHistory, writeSuggestions } from '../demo/history.js';
import { createFirstBatch, materialsOf, recipeByCode } from '../demo/fill-site.js';
import { writeDemoProgress } from '../demo/progress-file.js';
import { WATCH_SITE_OVERVIEW } from '../demo/suggestions.js';
import { HISTORY_DAYS } from '../demo/history-plan.js';
import { SHORT_RECIPE } from '../demo/inventory.js';
import { greeting } from '../demo/greeting.js';
import { writeLabels } from '../demo/labels.js';
import { toCommandError } from '../errors/to-command-error.js';
import { openStack, type Stack } from '../stack/stack.js';
import { type StopRequest, listenForStop } from '../processes/stop-signal.js';

export const USAGE = `\
  autolog start [--port N] [--data FOLDER] [--empty] [--no-demo-devices]
                               a demo site on this machine; Ctrl-C stops it. The first start simulates the 13 days
                               before today; with --empty there is no history, and the site clock starts at the present`;

const OPTIONS = {
  ...DATA_FOLDER_OPTION,
  port: { type: 'string' },
  empty: { type: 'boolean' },
  'no-demo-devices': { type: 'boolean' },
} as const;

/** `empty`: a site that is founded now has no history, and its clock starts at the present. */
type StartOptions = Readonly<{ data: string; port?: number; devices: boolean; empty: boolean }>;

export const run = (words: readonly string[], report: (line: string) => void): Promise<void> =>
  runStart(parseStart(words), readConfig(), report);

export function parseStart(words: readonly string[]): StartOptions {
  const { values } = parseOptions(words, OPTIONS);
  const port = values.port === undefined ? undefined : parsePort(values.port);
  if (values.port !== undefined && port === undefined)
    throw new UsageError(`--port must be a number from 1 to 65535, and it is "${values.port}".`);
  return {
    data: resolveDataFolder(values.data),
    devices: values['no-demo-devices'] !== true,
    empty: values.empty === true,
    ...(port === undefined ? {} : { port }),
  };
}

/**
 * Runs the whole demo site until Ctrl-C. Every process it started has ended when it returns or throws.
 * Throws CommandError with one sentence.
 */
async function runStart(options: StartOptions, config: Config, report: (line: string) => void): Promise<void> {
  if (config.profile !== 'demo') {
    throw new CommandError(
      EXIT.configuration,
      '`autolog start` runs the demo; a site of its own runs the processes of docs/operations.md.',
    );
  }
  const stopRequest = listenForStop();
  let stack: Stack | undefined;
  try {
    stack = await openStack({
      dataDir: options.data,
      config,
      port: options.port ?? config.port,
      devices: options.devices ? HISTORY_DEVICES : 0,
      recipes: BUILT_IN_RECIPES,
      ...(options.devices && !options.empty && { clockDaysBack: HISTORY_DAYS }),
      report,
      stop: stopRequest.signal,
      giveUp: stopRequest.giveUp,
    });
    await runDemo(stack, options, stopRequest, report);
  } catch (error) {
    if (!stopRequest.signal.aborted) throw toCommandError(error);
  } finally {
    stopRequest.giveUp();
    await stack?.close();
  }
  const stopError = stopRequest.error();
  if (stopError) throw stopError;
  report('Autolog has stopped.');
}

async function runDemo(
  stack: Stack,
  options: StartOptions,
  stopRequest: StopRequest,
  report: (line: string) => void,
): Promise<void> {
  const { data, devices, empty } = options;
  const historyOptions = { dataDir: data, stop: stopRequest.signal, report };
  const history = await historyState(stack, stopRequest.signal);
  const startsHistory = history === 'unfinished' && devices && !empty;
  const labels = writeLabels(data, materialsOf(stack.recipes));
  if (history === 'none')
    await createFirstBatch({ ...historyOptions, address: stack.address }, recipeByCode(stack.recipes, SHORT_RECIPE));
  if (history === 'complete') await writeSuggestions(stack, historyOptions);
  report(greeting(stack.address, DEMO_PEOPLE_LIST, { labels, startsHistory }));
  if (startsHistory) await fillHistory(stack, historyOptions);
  await stopRequest.requested;
}

/** Where the history fails, one line says so and the site goes on serving. */
async function fillHistory(stack: Stack, options: HistoryOptions): Promise<void> {
  try {
    await runHistory(stack, options);
    await writeSuggestions(stack, options);
    options.report('The demo has reached today; the start page shows what to try.');
  } catch (error) {
    options.stop.throwIfAborted();
    writeDemoProgress(options.dataDir, { suggestions: [WATCH_SITE_OVERVIEW] });
    const why = error instanceof Error ? error.message : String(error);
    options.report(
      `The days before today could not be simulated to the end: ${why}. The next start continues with them.`,
    );
  }
}
