import { isAbsolute, resolve } from 'node:path';

export type SimulatorConfig = Readonly<{
  /** Without it the device runs on its own clock, in real time. */
  serverUrl?: string;
  tokenFile?: string;
  port: number;
  controlPort: number;
  dir: string;
  /** Certificates of clients to trust, beside those in `<dir>/trusted`. They may appear later. */
  trustFiles: readonly string[];
  /** User name and password, one `name:password` in a file; with it, anonymous sessions are refused. */
  userFile?: string;
  seed: number;
  serial: string;
}>;

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment to a configuration, or every fault in it at once. */
export function readConfig(
  env: Environment = process.env,
): { config: SimulatorConfig } | { faults: readonly string[] } {
  const faults: string[] = [];
  const need = (name: string): string => {
    const value = env[name] ?? '';
    if (value === '') faults.push(`${name} is missing`);
    return value;
  };
  const port = (name: string): number => {
    const value = Number(need(name));
    if (env[name] && !(Number.isInteger(value) && value >= 1 && value <= 65_535)) faults.push(`${name} is no port`);
    return value;
  };
  const serverUrl = env.AUTOLOG_SERVER_URL;
  if (serverUrl && !/^https?:\/\//.test(serverUrl))
    faults.push('AUTOLOG_SERVER_URL must begin with http:// or https://');
  const seed = Number(env.AUTOLOG_SIMULATOR_SEED ?? '1');
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    faults.push('AUTOLOG_SIMULATOR_SEED is no whole number');
  const config: SimulatorConfig = {
    ...(serverUrl ? { serverUrl: serverUrl.replace(/\/$/, '') } : {}),
    ...(env.AUTOLOG_TOKEN_FILE ? { tokenFile: env.AUTOLOG_TOKEN_FILE } : {}),
    port: port('AUTOLOG_SIMULATOR_PORT'),
    controlPort: port('AUTOLOG_SIMULATOR_CONTROL_PORT'),
    dir: absolute(need('AUTOLOG_SIMULATOR_DIR')),
    trustFiles: (env.AUTOLOG_SIMULATOR_TRUST_FILES ?? '').split(',').filter((path) => path !== ''),
    ...(env.AUTOLOG_SIMULATOR_USER_FILE ? { userFile: env.AUTOLOG_SIMULATOR_USER_FILE } : {}),
    seed,
    serial: env.AUTOLOG_SIMULATOR_SERIAL ?? 'SIM-0001',
  };
  return faults.length > 0 ? { faults } : { config };
}

const absolute = (path: string): string => (isAbsolute(path) ? path : resolve(path));
