import { join } from 'node:path';
import { INSTALLATION, programOf } from '../installation/installation.js';
import { demoProgressFile } from '../demo/progress-file.js';
import { adapterDir, certificateFile, simulatorDir } from './device-files.js';
import type { StackSettings, DeviceSettings } from './stack-settings.js';
import type { ProcessPlan } from '../processes/supervise.js';

// Small young generations: the demo shares a laptop with a browser. Each heap limit is far above what the process needs.
const NODE_FLAGS = ['--max-semi-space-size=4', '--disable-warning=ExperimentalWarning'];

export const serverPlan = (settings: StackSettings, databaseUrl: string, demoPeopleFile: string): ProcessPlan => ({
  name: 'server',
  title: 'The server',
  program: programOf('server'),
  nodeFlags: [...NODE_FLAGS, '--max-old-space-size=320', '--enable-source-maps'],
  graceMs: 3_000,
  environment: {
    AUTOLOG_WORKER: 'inline',
    AUTOLOG_WEB_DIR: join(INSTALLATION, 'apps/web/dist'),
    AUTOLOG_WITNESS_FILE: join(`${settings.dataDir}-witness`, 'checkpoints.txt'),
    ...passedOn(settings, (name) => !/^AUTOLOG_(SIMULATOR|ADAPTER|SPOOL)_/.test(name)),
    NODE_ENV: 'production',
    AUTOLOG_PROFILE: 'demo',
    DATABASE_URL: databaseUrl,
    PORT: String(settings.port),
    AUTOLOG_INTERNAL_PORT: String(settings.internal),
    AUTOLOG_DATA_DIR: settings.dataDir,
    AUTOLOG_DEMO_PEOPLE_FILE: demoPeopleFile,
    AUTOLOG_DEMO_PROGRESS_FILE: demoProgressFile(settings.dataDir),
  },
});

export const simulatorPlan = (settings: StackSettings, device: DeviceSettings, tokenFile: string): ProcessPlan => ({
  name: `simulator-${device.number}`,
  title: `The device simulator of ${device.code}`,
  program: programOf('simulator'),
  nodeFlags: [...NODE_FLAGS, '--max-old-space-size=320'],
  graceMs: 1_500,
  environment: {
    ...passedOn(settings, (name) => !name.startsWith('AUTOLOG_') || name.startsWith('AUTOLOG_SIMULATOR_')),
    NODE_ENV: 'production',
    AUTOLOG_SERVER_URL: settings.address,
    AUTOLOG_TOKEN_FILE: tokenFile,
    AUTOLOG_SIMULATOR_PORT: String(device.opcua),
    AUTOLOG_SIMULATOR_CONTROL_PORT: String(device.control),
    AUTOLOG_SIMULATOR_DIR: simulatorDir(settings.dataDir, device.number),
    AUTOLOG_SIMULATOR_SEED: String(firstSeed(settings) + device.number - 1),
    AUTOLOG_SIMULATOR_SERIAL: `SIM-${String(device.number).padStart(4, '0')}`,
    AUTOLOG_SIMULATOR_TRUST_FILES: certificateFile(adapterDir(settings.dataDir)),
  },
});

export const adapterPlan = (
  settings: StackSettings,
  devices: readonly DeviceSettings[],
  tokenFile: string,
  configFile: string,
): ProcessPlan => ({
  name: 'device-adapter',
  title: 'The device adapter',
  program: programOf('device-adapter'),
  nodeFlags: [...NODE_FLAGS, '--max-old-space-size=256'],
  graceMs: 1_500,
  environment: {
    ...passedOn(settings, (name) => !name.startsWith('AUTOLOG_') || /^AUTOLOG_(ADAPTER|SPOOL)_/.test(name)),
    NODE_ENV: 'production',
    AUTOLOG_SERVER_URL: settings.address,
    AUTOLOG_TOKEN_FILE: tokenFile,
    AUTOLOG_ADAPTER_CONFIG: configFile,
    AUTOLOG_ADAPTER_DIR: adapterDir(settings.dataDir),
    AUTOLOG_ADAPTER_TRUST_FILES: devices
      .map(({ number }) => certificateFile(simulatorDir(settings.dataDir, number)))
      .join(','),
  },
});

/** Each device has its own seed: the cells in two devices differ. */
const firstSeed = ({ passedOn }: StackSettings): number => Number(passedOn.AUTOLOG_SIMULATOR_SEED ?? '1');

// Every process refuses a setting it does not know, so each gets its own settings only.
const passedOn = (settings: StackSettings, accepts: (name: string) => boolean): Record<string, string> =>
  Object.fromEntries(Object.entries(settings.passedOn).filter(([name]) => accepts(name)));
