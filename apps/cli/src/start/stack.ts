import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '@autolog/store/embedded/fault';
import { createUser } from '@autolog/store/create-user';
import type { FoundedSite } from '@autolog/store/site';
import type { SeedName } from '@autolog/recipes/read-seed';
import type { Config } from '../config.js';
import type { CommandFault } from '../fault.js';
import { bringUpToDate, founding, softwareVersion } from '../installation.js';
import { passwordHash } from '../password-hash.js';
import { type OpenDatabase, openDatabase } from './database.js';
import { DEMO_PEOPLE, DEMO_PEOPLE_LIST } from './demo-people.js';
import { type DemoSite, fillDemoSite } from './demo-site.js';
import { writeAdapterFiles } from './device-files.js';
import { type Machine, machineToken } from './machine-token.js';
import { notWritable, plain } from './plain-fault.js';
import { choosePorts, demandPort } from './port.js';
import { stopPreviousRun, takeDataFolder } from './previous-run.js';
import type { Plant, PlantDevice } from './plant.js';
import { adapterPlan, serverPlan, simulatorPlan } from './process-plans.js';
import { type ProcessPlan, supervise } from './supervise.js';
import { warmUp } from './warm-up.js';

export type StackOptions = Readonly<{
  dataDir: string;
  config: Config;
  port: number;
  /** How many of the demo's devices run, each with a simulator of its own; none without device adapter. */
  devices: number;
  /** Which of the recipes that come with Autolog are in force, with lots for their materials. */
  recipes: readonly SeedName[];
  /** A site that is founded now begins its clock so many days before the real one. */
  clockDaysBack?: number;
  /** False only for what is thrown away: a power cut may then cost the database. */
  durable?: boolean;
  say: (line: string) => void;
  stop: AbortSignal;
  /** Called when a process has failed too often to be started again. */
  giveUp: (fault: CommandFault) => void;
}>;

/** A device that runs: its id and code in Autolog, and where its simulator is told what to do. */
export type StackDevice = Readonly<{ equipment: string; code: string; control: string }>;

/** A whole site that serves, with the people, rooms, devices, recipes and lots of the demo in it. */
export type Stack = Readonly<{
  address: string;
  devices: readonly StackDevice[];
  rooms: DemoSite['rooms'];
  recipes: DemoSite['recipes'];
  site: FoundedSite;
  /** Stops every process, in order; safe to call twice. */
  close: () => Promise<void>;
}>;

/** Everything that was started, in order; stopped in the opposite one. */
type Started = (() => Promise<void>)[];

type Opening = Readonly<{ options: StackOptions; started: Started }>;

/**
 * Starts every process of a site and fills it. Where it throws, every process it had started has ended; it throws
 * CommandFault with one sentence, or the reason of `stop`.
 */
export async function openStack(options: StackOptions): Promise<Stack> {
  const { dataDir, stop, say } = options;
  openDataFolder(dataDir);
  const letGo = takeDataFolder(dataDir);
  const started: Started = [];
  const close = async (): Promise<void> => {
    if (started.length > 0) say('Stopping …');
    await stopAll(started);
    letGo();
  };
  const beginning = begin({ options, started });
  try {
    return { ...(await Promise.race([beginning, untilAborted(stop)])), close };
  } catch (error) {
    await stopAll(started);
    // Asked to stop while it was still beginning: what that began last is stopped as well.
    await beginning.catch(() => undefined);
    await close();
    throw plain(error);
  }
}

async function stopAll(started: Started): Promise<void> {
  for (let stop = started.pop(); stop; stop = started.pop()) await stop();
}

const untilAborted = (stop: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const give = (): void => reject(stop.reason as Error);
    if (stop.aborted) give();
    else stop.addEventListener('abort', give, { once: true });
  });

async function begin(opening: Opening): Promise<Omit<Stack, 'close'>> {
  const { options, started } = opening;
  const { config, dataDir, port, stop, say, giveUp } = options;
  const left = await stopPreviousRun(dataDir);
  if (left.length > 0) say(`Stopped what an earlier start had left running: ${left.join(', ')}.`);
  await demandPort(port);

  const database = await openDatabase(config, { dataDir, say, durable: options.durable ?? true });
  started.push(database.stop);
  stop.throwIfAborted();
  database.keep(giveUp);
  const founded = await bringUpToDate(database.ownerUrl, founding(dataDir, config, options.clockDaysBack), (line) =>
    say(`Preparing the database: ${line}`),
  );
  await firstAdministrator(database);

  const ports = await choosePorts(dataDir, port, options.devices);
  const plant = { address: `http://localhost:${port}`, dataDir, port, internal: ports.internal };
  const around = { ...plant, passedOn: config.passedOn };
  const site = await startServer(opening, around, database);
  const devices = site.devices.map((device, n) => ({ ...device, number: n + 1, ...ports.ofDevice(n + 1) }));
  if (devices.length > 0) await startDevices(opening, around, devices, site);
  await site.administrator.leave();
  stop.throwIfAborted();
  return {
    address: plant.address,
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

async function startServer({ options, started }: Opening, plant: Plant, database: OpenDatabase): Promise<DemoSite> {
  const { stop, say, giveUp } = options;
  stop.throwIfAborted();
  say('Starting the server …');
  const around = { dataDir: plant.dataDir, say, giveUp };
  const server = supervise(serverPlan(plant, database.runtimeUrl, writeDemoPeople(plant.dataDir)), around);
  started.push(server.stop);
  await server.ready;
  return fillDemoSite({ address: plant.address, stop, say }, options);
}

/** The only account that does not come over HTTP, because nobody can sign in yet. */
async function firstAdministrator(database: OpenDatabase): Promise<void> {
  const { userName, name, password, roles } = DEMO_PEOPLE.admin;
  const credentialHash = await passwordHash(password);
  await createUser(database.runtimeUrl, { userName, name, roles, credentialHash }, softwareVersion());
}

/** The device adapter comes last: a device that is not there yet would be an alarm of the batch it serves. */
async function startDevices(
  { options, started }: Opening,
  plant: Plant,
  devices: readonly PlantDevice[],
  { administrator }: DemoSite,
): Promise<void> {
  const { stop, say, giveUp } = options;
  const { dataDir, address } = plant;
  say(
    devices.length === 1
      ? 'Starting the device simulator and the device adapter …'
      : 'Starting the device simulators and the device adapter …',
  );
  const door = { address, administrator, stop };
  const token = (name: string, part: Machine['part'], of: readonly PlantDevice[]): Promise<string> =>
    machineToken(dataDir, { name, part, devices: of.map(({ equipment }) => equipment) }, door);
  const run = async (plans: readonly ProcessPlan[]): Promise<void> => {
    stop.throwIfAborted();
    const processes = plans.map((plan) => supervise(plan, { dataDir, say, giveUp }));
    started.push(...processes.map((one) => one.stop));
    await Promise.all(processes.map((one) => one.ready));
  };
  const simulators: ProcessPlan[] = [];
  for (const device of devices) {
    simulators.push(simulatorPlan(plant, device, await token(`simulator-${device.number}`, 'simulator', [device])));
  }
  const adapterToken = await token('device-adapter', 'device-adapter', devices);
  await run(simulators);
  await run([adapterPlan(plant, devices, adapterToken, writeAdapterFiles(plant, devices))]);
  await Promise.all(devices.map(({ control }) => warmUp(control, stop)));
}

function openDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    // Node names a read-only disk so, when it makes more than one folder at once.
    throw systemCode(error) === 'ENOENT' ? notWritable(dataDir, error) : plain(error, dataDir);
  }
}

function writeDemoPeople(dataDir: string): string {
  const file = join(dataDir, 'demo-people.json');
  const people = DEMO_PEOPLE_LIST.map(({ name, userName, password, roles }) => ({ name, userName, password, roles }));
  writeFileSync(file, `${JSON.stringify(people, undefined, 2)}\n`, { mode: 0o600 });
  return file;
}
