import { randomBytes } from 'node:crypto';
import type { RoomsReply } from '@autolog/contract/register';
import { ROLES } from '@autolog/domain/role';
import { RECIPE_LENGTH_MAX } from '@autolog/recipes/read-yaml';
import type { Config } from '../installation/config.js';
import { CommandError, EXIT } from '../errors/command-error.js';
import { readText } from '../input/read-text.js';
import { RequestRefused } from '@autolog/simulation/http-client';
import { listenForStop, type StopRequest } from '../processes/stop-signal.js';
import { withTemporaryStack } from '../stack/temporary-stack.js';
import { fetchBundles } from '../export/fetch-bundles.js';
import { installRecipeFile } from '@autolog/simulation/setup';
import { staffOf, StaffingError, fetchDemoPeople } from '@autolog/simulation/staff';
import type { BatchRunPlan, RunResult, SimulatedPerson, ScenarioName } from '@autolog/simulation/batch-run-plan';
import { runBatches } from '@autolog/simulation/run-batches';
import { showProgress } from '../output/run-progress.js';
import { isAsPromised, reportJson, reportText } from '../output/run-report.js';
import { RunError } from '@autolog/simulation/run-context';

/** For scripts: a batch did not end as its scenario promises. */
const EXIT_NOT_AS_PROMISED = 1;
const EXIT_INTERRUPTED = 130;

/** A character takes at most four bytes. */
const RECIPE_BYTES_MAX = RECIPE_LENGTH_MAX * 4;
const PEOPLE_BYTES_MAX = 1_000_000;

/** The batches of one throw-away site at once: it has four rooms, and a laptop has two cores. */
const DEVICES_MAX = 4;

export type SimulateOptions = Readonly<{
  recipe: string;
  seeds: readonly number[];
  scenarios: readonly ScenarioName[];
  json: boolean;
  /** The device's program; that of the twelve days where left out. */
  program?: string;
  /** A demo or training site that runs already; a throw-away one where left out. */
  server?: Readonly<{ address: string; devices: readonly ControlledDevice[]; people?: string }>;
  bundle?: string;
}>;
/** A simulated device by its code in Autolog, and where it takes orders. */
export type ControlledDevice = Readonly<{ code: string; control: string }>;

type SimulationSite = Readonly<{
  address: string;
  devices: readonly ControlledDevice[];
  rooms: readonly string[];
  people?: readonly SimulatedPerson[];
}>;

/** Plays every seed through every scenario. Throws CommandError; exit code 1 when a batch did not end as promised. */
export async function simulate(
  options: SimulateOptions,
  config: Config,
  report: (line: string) => void,
): Promise<void> {
  const stopRequest = listenForStop();
  const reportStatus = options.json ? (line: string) => process.stderr.write(`${line}\n`) : report;
  try {
    const results = await withSite(options, config, stopRequest, (site) =>
      runOnSite(site, options, stopRequest, reportStatus),
    );
    stopRequest.signal.throwIfAborted();
    report(options.json ? reportJson(options.recipe, results).trimEnd() : reportText(results));
    if (!results.every(isAsPromised)) process.exitCode = EXIT_NOT_AS_PROMISED;
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
  const people = file === undefined ? await fetchDemoPeople(address, stop) : readPeople(file);
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
    const plans = runPlans(options, code, devices, rooms);
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

/** Every scenario with every seed, dealt out over the devices; each device stays in its room. */
export function runPlans(
  { seeds, scenarios, program }: Pick<SimulateOptions, 'seeds' | 'scenarios' | 'program'>,
  recipeCode: string,
  devices: readonly ControlledDevice[],
  rooms: readonly string[],
): readonly BatchRunPlan[] {
  // Orders and codes of a chain of identity are given once: a second run on one site has others.
  const runCode = randomBytes(3).toString('hex').toUpperCase();
  const wanted = scenarios.flatMap((scenario) => seeds.map((seed) => ({ scenario, seed })));
  return wanted.map((one, n) => {
    const device = devices[n % devices.length];
    const roomCode = rooms[n % devices.length];
    if (!device || roomCode === undefined) throw new Error('there is a room and a device for every play');
    const number = String(n + 1).padStart(3, '0');
    return {
      ...one,
      control: device.control,
      deviceCode: device.code,
      roomCode,
      recipeCode,
      ...(program !== undefined && { program }),
      coi: `SIM-${runCode}-${number}`,
      orderNumber: `S-${runCode}-${number}`,
    };
  });
}

/** The people of a site that tells nobody of them: a JSON list of userName, password and roles. */
function readPeople(file: string): readonly SimulatedPerson[] {
  const text = readText(file, PEOPLE_BYTES_MAX);
  const fault = new CommandError(
    EXIT.badData,
    `${file} is not a JSON list of people with userName, password and roles.`,
  );
  let listed: unknown;
  try {
    listed = JSON.parse(text);
  } catch {
    throw fault;
  }
  if (!Array.isArray(listed) || !listed.every(isPerson)) throw fault;
  return listed;
}

function isPerson(listed: unknown): listed is SimulatedPerson {
  const { userName, password, roles } = (listed ?? {}) as Record<string, unknown>;
  const known = Array.isArray(roles) && roles.every((role) => ROLES.some((one) => one === role));
  return typeof userName === 'string' && typeof password === 'string' && known;
}

/** One sentence for what a person can do something about; anything else is a bug and keeps its stack. */
function simulationError(error: unknown): unknown {
  const isExpected = error instanceof RunError || error instanceof StaffingError || error instanceof RequestRefused;
  return isExpected ? new CommandError(EXIT.software, `The simulation failed: ${error.message}`, error) : error;
}
