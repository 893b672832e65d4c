import { join } from 'node:path';
import { INSTALLATION, programOf } from '../installation.js';
import { demoProgressFile } from './demo-progress.js';
import { adapterDir, certificateIn, simulatorDir } from './device-files.js';
import type { Plant, PlantDevice } from './plant.js';
import type { ProcessPlan } from './supervise.js';

// Small young generations: the demo shares a laptop with a browser. Each ceiling is far above what the process needs.
const LEAN = ['--max-semi-space-size=4', '--disable-warning=ExperimentalWarning'];

export const serverPlan = (plant: Plant, databaseUrl: string, demoPeopleFile: string): ProcessPlan => ({
  name: 'server',
  title: 'The server',
  program: programOf('server'),
  nodeFlags: [...LEAN, '--max-old-space-size=320', '--enable-source-maps'],
  graceMs: 3_000,
  environment: {
    AUTOLOG_WORKER: 'inline',
    AUTOLOG_WEB_DIR: join(INSTALLATION, 'apps/web/dist'),
    AUTOLOG_WITNESS_FILE: join(`${plant.dataDir}-witness`, 'checkpoints.txt'),
    ...passedOn(plant, (name) => !/^AUTOLOG_(SIMULATOR|ADAPTER|SPOOL)_/.test(name)),
    NODE_ENV: 'production',
    AUTOLOG_PROFILE: 'demo',
    DATABASE_URL: databaseUrl,
    PORT: String(plant.port),
    AUTOLOG_INTERNAL_PORT: String(plant.internal),
    AUTOLOG_DATA_DIR: plant.dataDir,
    AUTOLOG_DEMO_PEOPLE_FILE: demoPeopleFile,
    AUTOLOG_DEMO_PROGRESS_FILE: demoProgressFile(plant.dataDir),
  },
});

export const simulatorPlan = (plant: Plant, device: PlantDevice, tokenFile: string): ProcessPlan => ({
  name: `simulator-${device.number}`,
  title: `The device simulator of ${device.code}`,
  program: programOf('simulator'),
  nodeFlags: [...LEAN, '--max-old-space-size=320'],
  graceMs: 1_500,
  environment: {
    ...passedOn(plant, (name) => !name.startsWith('AUTOLOG_') || name.startsWith('AUTOLOG_SIMULATOR_')),
    NODE_ENV: 'production',
    AUTOLOG_SERVER_URL: plant.address,
    AUTOLOG_TOKEN_FILE: tokenFile,
    AUTOLOG_SIMULATOR_PORT: String(device.opcua),
    AUTOLOG_SIMULATOR_CONTROL_PORT: String(device.control),
    AUTOLOG_SIMULATOR_DIR: simulatorDir(plant.dataDir, device.number),
    AUTOLOG_SIMULATOR_SEED: String(firstSeed(plant) + device.number - 1),
    AUTOLOG_SIMULATOR_SERIAL: `SIM-${String(device.number).padStart(4, '0')}`,
    AUTOLOG_SIMULATOR_TRUST_FILES: certificateIn(adapterDir(plant.dataDir)),
  },
});

export const adapterPlan = (
  plant: Plant,
  devices: readonly PlantDevice[],
  tokenFile: string,
  configFile: string,
): ProcessPlan => ({
  name: 'device-adapter',
  title: 'The device adapter',
  program: programOf('device-adapter'),
  nodeFlags: [...LEAN, '--max-old-space-size=256'],
  graceMs: 1_500,
  environment: {
    ...passedOn(plant, (name) => !name.startsWith('AUTOLOG_') || /^AUTOLOG_(ADAPTER|SPOOL)_/.test(name)),
    NODE_ENV: 'production',
    AUTOLOG_SERVER_URL: plant.address,
    AUTOLOG_TOKEN_FILE: tokenFile,
    AUTOLOG_ADAPTER_CONFIG: configFile,
    AUTOLOG_ADAPTER_DIR: adapterDir(plant.dataDir),
    AUTOLOG_ADAPTER_TRUST_FILES: devices
      .map(({ number }) => certificateIn(simulatorDir(plant.dataDir, number)))
      .join(','),
  },
});

/** Two devices of one kind still hold other cells. */
const firstSeed = ({ passedOn }: Plant): number => Number(passedOn.AUTOLOG_SIMULATOR_SEED ?? '1');

// Every process refuses a setting it does not know, so each is handed its own only.
const passedOn = (plant: Plant, takes: (name: string) => boolean): Record<string, string> =>
  Object.fromEntries(Object.entries(plant.passedOn).filter(([name]) => takes(name)));
