import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PROFILES, type Profile } from '@autolog/domain/site/event';

export type Config = Readonly<{
  profile: Profile;
  databaseUrl: string;
  redisUrl?: string;
  host: string;
  port: number;
  internalPort: number;
  dataDir: string;
  witnessFile: string;
  webDir: string;
  worker: boolean;
  sweeper: boolean;
  queue: boolean;
  demoPeopleFile?: string;
  demoProgressFile?: string;
}>;

const KNOWN = new Set([
  'AUTOLOG_PROFILE',
  'AUTOLOG_HOST',
  'AUTOLOG_DATA_DIR',
  'AUTOLOG_WITNESS_FILE',
  'AUTOLOG_WEB_DIR',
  'AUTOLOG_WORKER',
  'AUTOLOG_SITE_NAME',
  'AUTOLOG_SITE_ZONE',
  'AUTOLOG_INTERNAL_PORT',
  'AUTOLOG_DEMO_PEOPLE_FILE',
  'AUTOLOG_DEMO_PROGRESS_FILE',
  'AUTOLOG_SWEEPER',
  'AUTOLOG_QUEUE',
]);

/** `sysexits.h` EX_CONFIG: what a supervisor must not try again. */
export const EXIT_CONFIG = 78;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads every setting at once and answers all faults together, so that nobody mends one to meet the next. */
export function readConfig(env: Environment): { config: Config } | { faults: readonly string[] } {
  const faults: string[] = [];
  const setting = (name: string, fallback?: string): string => {
    const value = env[name] ?? secret(env, name, faults) ?? fallback;
    if (value === undefined || value === '') faults.push(`${name} is not set`);
    return value ?? '';
  };
  const port = (name: string, fallback: string): number => {
    const text = setting(name, fallback);
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) faults.push(`${name} is not a port: ${text}`);
    return Number(text);
  };
  const onOff = (name: string, on: string, off: string): boolean => {
    const text = setting(name, on);
    if (text !== on && text !== off) faults.push(`${name} is ${on} or ${off}, not ${text}`);
    return text === on;
  };
  for (const name of Object.keys(env)) {
    if (name.startsWith('AUTOLOG_') && !KNOWN.has(name)) faults.push(`${name} is not a setting of the server`);
  }
  const profile = setting('AUTOLOG_PROFILE', 'gmp');
  if (!(PROFILES as readonly string[]).includes(profile)) faults.push(`AUTOLOG_PROFILE is demo, training or gmp`);
  const dataDir = resolve(setting('AUTOLOG_DATA_DIR', './data'));
  const redisUrl = env['REDIS_URL'];
  const demoPeopleFile = env['AUTOLOG_DEMO_PEOPLE_FILE'];
  if (demoPeopleFile && profile !== 'demo') faults.push('AUTOLOG_DEMO_PEOPLE_FILE shows passwords: only in a demo');
  const demoProgressFile = env['AUTOLOG_DEMO_PROGRESS_FILE'];
  if (demoProgressFile && profile !== 'demo') faults.push('AUTOLOG_DEMO_PROGRESS_FILE is for a demo only');
  const config: Config = {
    profile: profile as Profile,
    databaseUrl: setting('DATABASE_URL'),
    host: setting('AUTOLOG_HOST', '127.0.0.1'),
    port: port('PORT', '8080'),
    internalPort: port('AUTOLOG_INTERNAL_PORT', '9090'),
    dataDir,
    witnessFile: resolve(setting('AUTOLOG_WITNESS_FILE', resolve(dataDir, '../witness/checkpoints.txt'))),
    webDir: resolve(setting('AUTOLOG_WEB_DIR', './apps/web/dist')),
    worker: onOff('AUTOLOG_WORKER', 'inline', 'off'),
    sweeper: onOff('AUTOLOG_SWEEPER', 'on', 'off'),
    queue: onOff('AUTOLOG_QUEUE', 'on', 'off'),
    ...(redisUrl && { redisUrl }),
    ...(demoPeopleFile && { demoPeopleFile }),
    ...(demoProgressFile && { demoProgressFile }),
  };
  return faults.length > 0 ? { faults } : { config };
}

/** `NAME_FILE` holds the value of NAME: how secrets are handed to a container. */
function secret(env: Environment, name: string, faults: string[]): string | undefined {
  const file = env[`${name}_FILE`];
  if (file === undefined || name.startsWith('AUTOLOG_')) return undefined;
  if (!existsSync(file)) {
    faults.push(`${name}_FILE names ${file}, which does not exist`);
    return undefined;
  }
  return readFileSync(file, 'utf8').trim();
}

/** The process's own settings; prints every fault and ends when there is one. */
export function configOrExit(): Config {
  const read = readConfig(process.env);
  if ('config' in read) return read.config;
  for (const fault of read.faults) process.stderr.write(`configuration: ${fault}\n`);
  process.exit(EXIT_CONFIG);
}
