import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '@autolog/embedded-postgres/error';
import { createUser } from '@autolog/store/create-user';
import type { FoundedSite } from '@autolog/store/site';
import type { BuiltInRecipe } from '@autolog/recipes/read-built-in-recipe';
import type { ControlledDevice } from '@autolog/simulation/plan-runs';
import type { Config } from '../installation/config.js';
import type { CommandError } from '../errors/command-error.js';
import { softwareVersion } from '../installation/installation.js';
import { foundingOptions, migrateDatabase } from '../database/migrate-database.js';
import { passwordHash } from '../database/password-hash.js';
import { type OpenDatabase, openDatabase } from '../database/open-database.js';
import { DEMO_PEOPLE, DEMO_PEOPLE_LIST } from '../demo/people.js';
import { type DemoSite, fillDemoSite } from '../demo/fill-site.js';
import { writeAdapterFiles } from './device-files.js';
import { type Machine, machineTokenFile } from './machine-token.js';
import { notWritable, toCommandError } from '../errors/to-command-error.js';
import { choosePorts, requireFreePort } from './ports.js';
import { stopLeftoverProcesses, lockDataFolder } from '../processes/leftover-processes.js';
import type { StackSettings, DeviceSettings } from './stack-settings.js';
import { adapterPlan, serverPlan, simulatorPlan } from './process-plans.js';
import { type ProcessPlan, supervise } from '../processes/supervise.js';
import { warmUpDevice } from './warm-up-device.js';

export type StackOptions = Readonly<{
  dataDir: string;
  config: Config;
  port: number;
  /** How many of the demo's devices run, each with a simulator of its own; none without device adapter. */
  devices: number;
  /** The built-in recipes that are in force, with lots for their materials. */
  recipes: readonly BuiltInRecipe[];
  /** A site that is founded now starts its clock so many days before the real one. */
  clockDaysBack?: number;
  /** False for temporary sites only: a power cut may then damage the database. */
  durable?: boolean;
  report: (line: string) => void;
  stop: AbortSignal;
  /** Called when a process has failed too often to be started again. */
  giveUp: (error: CommandError) => void;
}>;

/** A running device: its id and code in Autolog, and where its simulator is controlled. */
type StackDevice = ControlledDevice & Readonly<{ equipment: string }>;

/** A running site with the people, rooms, devices, recipes and lots of the demo. */
export type Stack = Readonly<{
  address: string;
  devices: readonly StackDevice[];
  rooms: DemoSite['rooms'];
  recipes: DemoSite['recipes'];
  site: FoundedSite;
  /** Stops every process, in order; safe to call twice. */
  close: () => Promise<void>;
}>;

/** How to stop each process that was started, in the order of the starts; they are stopped in reverse order. */
type Started = (() => Promise<void>)[];

type StackStart = Readonly<{ options: StackOptions; started: Started }>;

/**
 * Starts every process of a site and fills it. Throws CommandError with one sentence, or the reason of `stop`; every
 * process it had started has then ended.
 */
export async function openStack(options: StackOptions): Promise<Stack> {
  const { dataDir, stop, report } = options;
  ensureDataFolder(dataDir);
  const releaseDataFolder = lockDataFolder(dataDir);
  const started: Started = [];
  const close = async (): Promise<void> => {
    if (started.length > 0) report('Stopping …');
    await stopAll(started);
    releaseDataFolder();
  };
  const starting = startProcesses({ options, started });
  try {
    return { ...(await Promise.race([starting, untilAborted(stop)])), close };
  } catch (error) {
    await stopAll(started);
    // A stop during the start: the process that was being started is stopped as well.
    await starting.catch(() => undefined);
    await close();
    throw toCommandError(error);
  }
}

async function stopAll(started: Started): Promise<void> {
  for (let stop = started.pop(); stop; stop = started.pop()) await stop();
}

const untilAborted = (stop: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const rejectWithReason = (): void => reject(stop.reason as Error);
    if (stop.aborted) rejectWithReason();
    else stop.addEventListener('abort', rejectWithReason, { once: true });
  });

async function startProcesses(start: StackStart): Promise<Omit<Stack, 'close'>> {
  const { options, started } = start;
  const { config, dataDir, port, stop, report, giveUp } = options;
  const leftovers = await stopLeftoverProcesses(dataDir);
  if (leftovers.length > 0) report(`Stopped processes of an earlier start: ${leftovers.join(', ')}.`);
  await requireFreePort(port);

  const database = await openDatabase(config, { dataDir, report, durable: options.durable ?? true });
  started.push(database.stop);
  stop.throwIfAborted();
  database.restartOnFailure(giveUp);
  const founded = await migrateDatabase(
    database.ownerUrl,
    foundingOptions(dataDir, config, options.clockDaysBack),
    (line) => report(`Preparing the database: ${line}`),
  );
  await registerFirstAdministrator(database);

  const ports = await choosePorts(dataDir, port, options.devices);
  const settings = { address: `http://localhost:${port}`, dataDir, port, internal: ports.internal };
  const fullSettings = { ...settings, passedOn: config.passedOn };
  const site = await startServer(start, fullSettings, database);
  const devices = site.devices.map((device, n) => ({ ...device, number: n + 1, ...ports.ofDevice(n + 1) }));
  if (devices.length > 0) await startDevices(start, fullSettings, devices, site);
  await site.administrator.signOut();
  stop.throwIfAborted();
  return {
    address: settings.address,
    rooms: site.rooms,
    recipes: site.recipes,
    site: founded,
    devices: devices.map(({ equipment, code, control }) => ({
      equipment,
      code,
      control: `http://127.0.0.1:${control}`,
    })),
  };
}

async function startServer(
  { options, started }: StackStart,
  settings: StackSettings,
  database: OpenDatabase,
): Promise<DemoSite> {
  const { stop, report, giveUp } = options;
  stop.throwIfAborted();
  report('Starting the server …');
  const supervision = { dataDir: settings.dataDir, report, giveUp };
  const server = supervise(serverPlan(settings, database.runtimeUrl, writeDemoPeople(settings.dataDir)), supervision);
  started.push(server.stop);
  await server.ready;
  return fillDemoSite({ address: settings.address, stop, report }, options);
}

/** The only account that is not registered over HTTP, because nobody can sign in yet. */
async function registerFirstAdministrator(database: OpenDatabase): Promise<void> {
  const { userName, name, password, roles } = DEMO_PEOPLE.admin;
  const credentialHash = await passwordHash(password);
  await createUser(database.runtimeUrl, { userName, name, roles, credentialHash }, softwareVersion());
}

/** The device adapter is started last: it raises an alarm for a device that does not answer. */
async function startDevices(
  { options, started }: StackStart,
  settings: StackSettings,
  devices: readonly DeviceSettings[],
  { administrator }: DemoSite,
): Promise<void> {
  const { stop, report, giveUp } = options;
  const { dataDir, address } = settings;
  report(
    devices.length === 1
      ? 'Starting the device simulator and the device adapter …'
      : 'Starting the device simulators and the device adapter …',
  );
  const access = { address, administrator, stop };
  const token = (name: string, part: Machine['part'], of: readonly DeviceSettings[]): Promise<string> =>
    machineTokenFile(dataDir, { name, part, devices: of.map(({ equipment }) => equipment) }, access);
  const run = async (plans: readonly ProcessPlan[]): Promise<void> => {
    stop.throwIfAborted();
    const processes = plans.map((plan) => supervise(plan, { dataDir, report, giveUp }));
    started.push(...processes.map((one) => one.stop));
    await Promise.all(processes.map((one) => one.ready));
  };
  const simulators: ProcessPlan[] = [];
  for (const device of devices) {
    simulators.push(simulatorPlan(settings, device, await token(`simulator-${device.number}`, 'simulator', [device])));
  }
  const adapterToken = await token('device-adapter', 'device-adapter', devices);
  await run(simulators);
  await run([adapterPlan(settings, devices, adapterToken, writeAdapterFiles(settings, devices))]);
  await Promise.all(devices.map(({ control }) => warmUpDevice(control, stop)));
}

function ensureDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    // Node's code for a read-only disk when several folders are made at once.
    throw systemCode(error) === 'ENOENT' ? notWritable(dataDir, error) : toCommandError(error, dataDir);
  }
}

function writeDemoPeople(dataDir: string): string {
  const file = join(dataDir, 'demo-people.json');
  const people = DEMO_PEOPLE_LIST.map(({ name, userName, password, roles }) => ({ name, userName, password, roles }));
  writeFileSync(file, `${JSON.stringify(people, undefined, 2)}\n`, { mode: 0o600 });
  return file;
}
