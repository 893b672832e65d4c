import { resolve } from 'node:path';
import { Settings, type Environment, type ReadSettings } from '@autolog/settings/settings';

export type SimulatorConfig = Readonly<{
  /** Without it the device runs in real time, by its own clock. */
  serverUrl?: string;
  tokenFile?: string;
  port: number;
  controlPort: number;
  dir: string;
  /** Client certificates to trust besides those in `<dir>/trusted`. A file may appear later. */
  trustFiles: readonly string[];
  /** A file with `name:password`. When it is given, anonymous sessions are refused. */
  userFile?: string;
  seed: number;
  serial: string;
}>;

/** Reads the environment; returns the configuration, or every fault in it at once. */
export function readConfig(environment: Environment = process.env): ReadSettings<SimulatorConfig> {
  const settings = new Settings(environment);
  const serverUrl = settings.optional('AUTOLOG_SERVER_URL');
  if (serverUrl && !/^https?:\/\//.test(serverUrl))
    settings.faults.push('AUTOLOG_SERVER_URL must begin with http:// or https://');
  const seed = settings.wholeNumber('AUTOLOG_SIMULATOR_SEED', { byDefault: 1, min: 0, max: 0xffffffff });
  const tokenFile = settings.optional('AUTOLOG_TOKEN_FILE');
  const userFile = settings.optional('AUTOLOG_SIMULATOR_USER_FILE');
  return settings.result<SimulatorConfig>({
    ...(serverUrl ? { serverUrl: serverUrl.replace(/\/$/, '') } : {}),
    ...(tokenFile ? { tokenFile } : {}),
    port: settings.port('AUTOLOG_SIMULATOR_PORT'),
    controlPort: settings.port('AUTOLOG_SIMULATOR_CONTROL_PORT'),
    dir: resolve(settings.text('AUTOLOG_SIMULATOR_DIR')),
    trustFiles: settings.paths('AUTOLOG_SIMULATOR_TRUST_FILES'),
    ...(userFile ? { userFile } : {}),
    seed,
    serial: settings.text('AUTOLOG_SIMULATOR_SERIAL', 'SIM-0001'),
  });
}
