import { randomBytes } from 'node:crypto';
import type { RoomsReply } from '@autolog/contract/register';
import { ROLES } from '@autolog/domain/role';
import { RECIPE_LENGTH_MAX } from '@autolog/recipes/read-yaml';
import type { Config } from '../config.js';
import { CommandFault, EXIT } from '../fault.js';
import { readText } from '../read-text.js';
import { RequestRefused } from '../start/http-client.js';
import { untilStopped, type Ending } from '../start/stop-signal.js';
import { withThrowAwayStack } from '../start/throw-away-stack.js';
import { fetchBundles } from './bundles.js';
import { layRecipeFile } from './groundwork.js';
import { crewOf, CrewFault, peopleAtDoor } from './people.js';
import type { Play, Played, PlayPerson, ScenarioName } from './play.js';
import { playBatches } from './play-batches.js';
import { showProgress } from './progress.js';
import { isAsPromised, reportJson, reportText } from './report.js';
import { PlayFault } from './stage.js';

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
  server?: Readonly<{ address: string; devices: readonly PlayDevice[]; people?: string }>;
  bundle?: string;
}>;
/** A simulated device by its code in Autolog, and where it takes orders. */
export type PlayDevice = Readonly<{ code: string; control: string }>;

type Site = Readonly<{
  address: string;
  devices: readonly PlayDevice[];
  rooms: readonly string[];
  people?: readonly PlayPerson[];
}>;

/** Plays every seed through every scenario. Throws CommandFault; exit code 1 when a batch did not end as promised. */
export async function simulate(options: SimulateOptions, config: Config, say: (line: string) => void): Promise<void> {
  const ending = untilStopped();
  const told = options.json ? (line: string) => process.stderr.write(`${line}\n`) : say;
  try {
    const played = await onSite(options, config, ending, (site) => playOn(site, options, ending, told));
    ending.signal.throwIfAborted();
    say(options.json ? reportJson(options.recipe, played).trimEnd() : reportText(played));
    if (!played.every(isAsPromised)) process.exitCode = EXIT_NOT_AS_PROMISED;
  } catch (error) {
    const fault = ending.fault();
    if (fault) throw fault;
    if (!ending.signal.aborted) throw plain(error);
    told('Stopped by request; nothing was proven.');
    process.exitCode = EXIT_INTERRUPTED;
  }
}

async function onSite(
  { server, seeds, scenarios }: SimulateOptions,
  config: Config,
  ending: Ending,
  play: (site: Site) => Promise<readonly Played[]>,
): Promise<readonly Played[]> {
  if (server) return play(await runningSite(server, ending.signal));
  const devices = Math.min(DEVICES_MAX, seeds.length * scenarios.length);
  const around = { config, devices, stop: ending.signal, giveUp: ending.giveUp };
  return withThrowAwayStack(around, (stack) => play({ ...stack, rooms: stack.rooms.map(({ code }) => code) }));
}

async function runningSite(
  { address, devices, people: file }: NonNullable<SimulateOptions['server']>,
  stop: AbortSignal,
): Promise<Site> {
  const people = file === undefined ? await peopleAtDoor(address, stop) : readPeople(file);
  const crew = crewOf(people, address, stop);
  try {
    const planner = await crew.as('planner');
    const { rooms } = await planner.get<RoomsReply>('/api/rooms');
    const free = rooms.filter((room) => room.batch === undefined && room.status === 'clean').map(({ code }) => code);
    if (free.length < devices.length)
      throw new PlayFault(`${free.length} rooms are free for ${devices.length} devices`);
    return { address, devices, people, rooms: free };
  } finally {
    await crew.leave();
  }
}

async function playOn(
  { address, devices, rooms, people }: Site,
  options: SimulateOptions,
  ending: Ending,
  say: (line: string) => void,
): Promise<readonly Played[]> {
  const { signal: stop } = ending;
  const who = people ?? (await peopleAtDoor(address, stop));
  const crew = crewOf(who, address, stop);
  const screen = showProgress(process.stderr);
  try {
    const code = await layRecipeFile(crew, readText(options.recipe, RECIPE_BYTES_MAX), say);
    const plays = playsOf(options, code, devices, rooms);
    const played = await playBatches({ address, stop, say, progress: screen.show, plays, people: who });
    screen.end();
    if (options.bundle !== undefined) await fetchBundles({ address, crew, stop, say }, played, options.bundle);
    return played;
  } finally {
    await crew.leave();
  }
}

/** Every scenario with every seed, dealt out over the devices; each device stays in its room. */
export function playsOf(
  { seeds, scenarios, program }: Pick<SimulateOptions, 'seeds' | 'scenarios' | 'program'>,
  recipeCode: string,
  devices: readonly PlayDevice[],
  rooms: readonly string[],
): readonly Play[] {
  // Orders and codes of a chain of identity are given once: a second run on one site has others.
  const run = randomBytes(3).toString('hex').toUpperCase();
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
      coi: `SIM-${run}-${number}`,
      orderNumber: `S-${run}-${number}`,
    };
  });
}

/** The people of a site that tells nobody of them: a JSON list of userName, password and roles. */
function readPeople(file: string): readonly PlayPerson[] {
  const text = readText(file, PEOPLE_BYTES_MAX);
  const fault = new CommandFault(
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

function isPerson(listed: unknown): listed is PlayPerson {
  const { userName, password, roles } = (listed ?? {}) as Record<string, unknown>;
  const known = Array.isArray(roles) && roles.every((role) => ROLES.some((one) => one === role));
  return typeof userName === 'string' && typeof password === 'string' && known;
}

/** One sentence for what a person can do something about; anything else is a bug and keeps its stack. */
function plain(error: unknown): unknown {
  const foreseen = error instanceof PlayFault || error instanceof CrewFault || error instanceof RequestRefused;
  return foreseen ? new CommandFault(EXIT.software, `Nothing could be played: ${error.message}`, error) : error;
}
