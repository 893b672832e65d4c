import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '@autolog/store/embedded/fault';
import { createUser } from '@autolog/store/create-user';
import { migrate } from '@autolog/store/migrate';
import type { Config } from '../config.js';
import { CommandFault, EXIT } from '../fault.js';
import { founding, softwareVersion } from '../installation.js';
import { passwordHash } from '../password-hash.js';
import { type OpenDatabase, openDatabase } from './database.js';
import { DEMO_PEOPLE, DEMO_PEOPLE_LIST } from './demo-people.js';
import { type DemoSite, fillDemoSite } from './demo-site.js';
import { writeAdapterFiles } from './device-files.js';
import { greeting } from './greeting.js';
import { RequestRefused } from './http-client.js';
import { writeLabels } from './labels.js';
import { type Machine, machineToken } from './machine-token.js';
import { demandPort, keepPorts } from './port.js';
import { stopPreviousRun, takeDataFolder } from './previous-run.js';
import { adapterPlan, type Plant, serverPlan, simulatorPlan } from './process-plans.js';
import { untilStopped } from './stop-signal.js';
import { warmUp } from './warm-up.js';
import { supervise } from './supervise.js';

const USUAL_PORTS = { internal: 9090, simulator: 4840, simulatorControl: 9091 } as const;

export type StartOptions = Readonly<{ data: string; port?: number; devices: boolean }>;

/** Everything that was started, in order; stopped in the opposite one. */
type Started = (() => Promise<void>)[];

type Run = Readonly<{
  options: StartOptions;
  config: Config;
  started: Started;
  stop: AbortSignal;
  giveUp: (fault: CommandFault) => void;
  say: (line: string) => void;
}>;

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
  openDataFolder(options.data);
  const letGo = takeDataFolder(options.data);
  const started: Started = [];
  const ending = untilStopped();
  const beginning = begin({ options, config, started, stop: ending.signal, giveUp: ending.giveUp, say });
  try {
    await Promise.race([beginning, ending.asked]);
    await ending.asked;
  } catch (error) {
    if (!ending.signal.aborted) throw plain(error);
  } finally {
    ending.giveUp();
    if (started.length > 0) say('Stopping …');
    await stopAll(started);
    // Asked to stop while it was still beginning: what that began last is stopped as well.
    await beginning.catch(() => undefined);
    await stopAll(started);
    letGo();
  }
  const fault = ending.fault();
  if (fault) throw fault;
  say('Autolog has stopped.');
}

async function stopAll(started: Started): Promise<void> {
  for (let stop = started.pop(); stop; stop = started.pop()) await stop();
}

async function begin(run: Run): Promise<void> {
  const { options, config, started, stop, say, giveUp } = run;
  const dataDir = options.data;
  const left = await stopPreviousRun(dataDir);
  if (left.length > 0) say(`Stopped what an earlier start had left running: ${left.join(', ')}.`);
  const port = options.port ?? config.port;
  await demandPort(port);

  const database = await openDatabase(config, dataDir, say);
  started.push(database.stop);
  stop.throwIfAborted();
  database.keep(giveUp);
  await migrate(database.ownerUrl, founding(dataDir, config), (line) => say(`Preparing the database: ${line}`));
  await firstAdministrator(database);

  const ports = await keepPorts(dataDir, USUAL_PORTS);
  const plant = { address: `http://localhost:${port}`, dataDir, port, ports, passedOn: config.passedOn };
  const site = await startServer(run, plant, database);
  if (options.devices) await startDevices(run, plant, site);
  await site.administrator.leave();
  stop.throwIfAborted();
  say(greeting(plant.address, DEMO_PEOPLE_LIST, writeLabels(dataDir, site.recipe.content.materials)));
}

async function startServer(run: Run, plant: Plant, database: OpenDatabase): Promise<DemoSite> {
  const { started, stop, say, giveUp } = run;
  stop.throwIfAborted();
  say('Starting the server …');
  const around = { dataDir: plant.dataDir, say, giveUp };
  const server = supervise(serverPlan(plant, database.runtimeUrl, writeDemoPeople(plant.dataDir)), around);
  started.push(server.stop);
  await server.ready;
  return fillDemoSite({ address: plant.address, stop, say });
}

/** The only account that does not come over HTTP, because nobody can sign in yet. */
async function firstAdministrator(database: OpenDatabase): Promise<void> {
  const { userName, name, password, roles } = DEMO_PEOPLE.admin;
  const credentialHash = await passwordHash(password);
  await createUser(database.runtimeUrl, { userName, name, roles, credentialHash }, softwareVersion());
}

/** Both at once: each waits for the other by itself, and the simulator takes seconds to read its nodesets. */
async function startDevices(run: Run, plant: Plant, { administrator, equipment }: DemoSite): Promise<void> {
  const { started, stop, say, giveUp } = run;
  const { dataDir, address } = plant;
  say('Starting the device simulator and the device adapter …');
  const door = { address, administrator, stop };
  const token = (part: Machine['part']): Promise<string> => machineToken(dataDir, { part, devices: [equipment] }, door);
  const plans = [
    simulatorPlan(plant, await token('simulator')),
    adapterPlan(plant, await token('device-adapter'), writeAdapterFiles(plant, equipment)),
  ];
  stop.throwIfAborted();
  const processes = plans.map((plan) => supervise(plan, { dataDir, say, giveUp }));
  started.push(...processes.map((one) => one.stop));
  await Promise.all(processes.map((one) => one.ready));
  await warmUp(plant.ports.simulatorControl, stop);
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

/** One sentence for what a person can do something about; anything else is a bug and keeps its stack. */
function plain(error: unknown, path = 'the data folder'): unknown {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new CommandFault(
      EXIT.diskFull,
      `The disk is full (${path}); make room and start again, nothing was lost.`,
      error,
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return notWritable(path, error);
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new CommandFault(EXIT.badData, `${path} is not a folder; choose another one with --data.`, error);
  }
  if (error instanceof RequestRefused) {
    return new CommandFault(EXIT.software, `The demo site could not be filled: ${error.message}`, error);
  }
  return error;
}

const notWritable = (path: string, cause: unknown): CommandFault =>
  new CommandFault(EXIT.notAllowed, `Autolog may not write in ${path}; choose another folder with --data.`, cause);
