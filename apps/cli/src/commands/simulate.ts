import { resolve } from 'node:path';
import type { RoomsReply } from '@autolog/contract/room';
import { RECIPE_LENGTH_MAX } from '@autolog/recipes/parse-yaml';
import { type Config, readConfig } from '../installation/config.js';
import { CommandError, EXIT } from '../errors/command-error.js';
import { parseOptions, valueOrUsageError } from '../input/parse-options.js';
import { readPeopleFile } from '../input/people-file.js';
import { readText } from '../input/read-text.js';
import { UsageError } from '../errors/usage-error.js';
import { RequestRefused } from '@autolog/simulation/http-client';
import { listenForStop, type StopRequest } from '../processes/stop-signal.js';
import { withTemporaryStack } from '../stack/temporary-stack.js';
import { fetchBundles } from '../export/fetch-bundles.js';
import { installRecipeFile } from '@autolog/simulation/setup';
import { staffOf, StaffingError, fetchDemoPeople } from '@autolog/simulation/staff';
import {
  SCENARIO_NAMES,
  type RunResult,
  type ScenarioName,
  type SimulatedPerson,
} from '@autolog/simulation/batch-run-plan';
import { type ControlledDevice, planRuns, type WantedRuns } from '@autolog/simulation/plan-runs';
import { runBatches } from '@autolog/simulation/run-batches';
import { showProgress } from '../output/run-progress.js';
import { isAsExpected, reportJson, reportText } from '../output/run-report.js';
import { RunError } from '@autolog/simulation/run-context';

export const USAGE = `\
  autolog simulate --recipe FILE [--seed N | --seed A-B] [--scenario NAME | --scenario all]
                   [--program NAME] [--bundle OUT] [--json]
                               simulate whole batches on simulated devices, on a temporary site that is removed after,
                               or with --server URL --device CODE=URL [--people FILE] on a running one`;

const OPTIONS = {
  recipe: { type: 'string' },
  seed: { type: 'string' },
  scenario: { type: 'string' },
  program: { type: 'string' },
  server: { type: 'string' },
  device: { type: 'string', multiple: true },
  people: { type: 'string' },
  bundle: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** For scripts: a batch did not end as its scenario expects. */
const EXIT_NOT_AS_EXPECTED = 1;
const EXIT_INTERRUPTED = 130;

/** A character takes at most four bytes. */
const RECIPE_BYTES_MAX = RECIPE_LENGTH_MAX * 4;

/** Batches that run at once on a temporary site: it has four rooms, and a laptop has two cores. */
const DEVICES_MAX = 4;

type SimulateOptions = WantedRuns &
  Readonly<{
    recipe: string;
    json: boolean;
    /** A demo or training site that runs already; a temporary one where left out. */
    server?: Readonly<{ address: string; devices: readonly ControlledDevice[]; people?: string }>;
    bundle?: string;
  }>;

export const run = (words: readonly string[], report: (line: string) => void): Promise<void> =>
  runSimulate(parseSimulate(words), readConfig(), report);

export function parseSimulate(words: readonly string[]): SimulateOptions {
  const { values } = parseOptions(words, OPTIONS);
  const { recipe, seed, scenario, program, server, device = [], people, bundle, json } = values;
  if (recipe === undefined) throw new UsageError('simulate needs --recipe.');
  if ((server === undefined) !== (device.length === 0))
    throw new UsageError('--server and --device are needed together.');
  return {
    recipe: resolve(recipe),
    seeds: valueOrUsageError(parseSeeds(seed)),
    scenarios: valueOrUsageError(parseScenarios(scenario)),
    json: json === true,
    ...(program !== undefined && { program }),
    ...(bundle !== undefined && { bundle: resolve(bundle) }),
    ...(server !== undefined && {
      server: {
        address: server.replace(/\/$/, ''),
        devices: device.map((text) => valueOrUsageError(parseDevice(text))),
        ...(people !== undefined && { people: resolve(people) }),
      },
    }),
  };
}

/** More seeds than this take longer than a day. */
const SEEDS_MAX = 200;
const SEED_MAX = 4_294_967_295;

/** "7" or "1-10"; a sentence for anything else. */
export function parseSeeds(text = '1'): readonly number[] | string {
  const [, from, to] = /^(\d{1,10})(?:-(\d{1,10}))?$/.exec(text) ?? [];
  const first = Number(from);
  const last = Number(to ?? from);
  const fits = first <= last && last <= SEED_MAX && last - first < SEEDS_MAX;
  if (!fits) return `--seed is a number or a range such as 1-10 of at most ${SEEDS_MAX}, and it is "${text}".`;
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

export function parseScenarios(text = 'clean'): readonly ScenarioName[] | string {
  if (text === 'all') return SCENARIO_NAMES;
  const found = SCENARIO_NAMES.find((name) => name === text);
  return found ? [found] : `--scenario is all or one of: ${SCENARIO_NAMES.join(', ')}.`;
}

/** PRODIGY-1=http://127.0.0.1:4842: a device of the server, and where its simulator is controlled. */
export function parseDevice(text: string): ControlledDevice | string {
  const [, code, control] = /^([A-Z0-9][A-Z0-9-]{1,39})=(https?:\/\/[^\s/]+)\/?$/.exec(text) ?? [];
  return code === undefined || control === undefined
    ? `--device is written like PRODIGY-1=http://127.0.0.1:4842, and it is "${text}".`
    : { code, control };
}

type SimulationSite = Readonly<{
  address: string;
  devices: readonly ControlledDevice[];
  rooms: readonly string[];
  people?: readonly SimulatedPerson[];
}>;

/** Simulates every seed in every scenario. Throws CommandError; exit code 1 when a batch did not end as expected. */
async function runSimulate(options: SimulateOptions, config: Config, report: (line: string) => void): Promise<void> {
  const stopRequest = listenForStop();
  const reportStatus = options.json ? (line: string) => process.stderr.write(`${line}\n`) : report;
  try {
    const results = await withSite(options, config, stopRequest, (site) =>
      runOnSite(site, options, stopRequest, reportStatus),
    );
    stopRequest.signal.throwIfAborted();
    report(options.json ? reportJson(options.recipe, results).trimEnd() : reportText(results));
    if (!results.every(isAsExpected)) process.exitCode = EXIT_NOT_AS_EXPECTED;
  } catch (error) {
    const stopError = stopRequest.error();
    if (stopError) throw stopError;
    if (!stopRequest.signal.aborted) throw simulationError(error);
    reportStatus('Stopped on request; the simulation has no result.');
    process.exitCode = EXIT_INTERRUPTED;
  }
}

async function withSite(
  { server, seeds, scenarios }: SimulateOptions,
  config: Config,
  stopRequest: StopRequest,
  work: (site: SimulationSite) => Promise<readonly RunResult[]>,
): Promise<readonly RunResult[]> {
  if (server) return work(await runningSite(server, stopRequest.signal));
  const devices = Math.min(DEVICES_MAX, seeds.length * scenarios.length);
  const options = { config, devices, stop: stopRequest.signal, giveUp: stopRequest.giveUp };
  return withTemporaryStack(options, (stack) => work({ ...stack, rooms: stack.rooms.map(({ code }) => code) }));
}

async function runningSite(
  { address, devices, people: file }: NonNullable<SimulateOptions['server']>,
  stop: AbortSignal,
): Promise<SimulationSite> {
  const people = file === undefined ? await fetchDemoPeople(address, stop) : readPeopleFile(file);
  const staff = staffOf(people, address, stop);
  try {
    const planner = await staff.withRole('planner');
    const { rooms } = await planner.get<RoomsReply>('/api/rooms');
    const free = rooms.filter((room) => room.batch === undefined && room.status === 'clean').map(({ code }) => code);
    if (free.length < devices.length) throw new RunError(`${free.length} rooms are free for ${devices.length} devices`);
    return { address, devices, people, rooms: free };
  } finally {
    await staff.signOut();
  }
}

async function runOnSite(
  { address, devices, rooms, people }: SimulationSite,
  options: SimulateOptions,
  stopRequest: StopRequest,
  report: (line: string) => void,
): Promise<readonly RunResult[]> {
  const { signal: stop } = stopRequest;
  const simulatedPeople = people ?? (await fetchDemoPeople(address, stop));
  const staff = staffOf(simulatedPeople, address, stop);
  const screen = showProgress(process.stderr);
  try {
    const code = await installRecipeFile(staff, readText(options.recipe, RECIPE_BYTES_MAX), report);
    const plans = planRuns(options, code, devices, rooms);
    const results = await runBatches({
      address,
      stop,
      report,
      onProgress: screen.show,
      plans,
      people: simulatedPeople,
    });
    screen.end();
    if (options.bundle !== undefined) await fetchBundles({ address, staff, stop, report }, results, options.bundle);
    return results;
  } finally {
    await staff.signOut();
  }
}

/** One sentence for an error that a person can act on; any other error is a bug and keeps its stack. */
function simulationError(error: unknown): unknown {
  const isExpected = error instanceof RunError || error instanceof StaffingError || error instanceof RequestRefused;
  return isExpected ? new CommandError(EXIT.software, `The simulation failed: ${error.message}`, error) : error;
}
