import { resolve } from 'node:path';
import { PROFILES, type Profile } from '@autolog/domain/site/event';
import { EXIT_CONFIG, Settings, type Environment, type ReadSettings } from '@autolog/settings/settings';

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

const KNOWN = [
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
];

function readConfig(environment: Environment): ReadSettings<Config> {
  const settings = new Settings(environment);
  settings.refuseUnknown('AUTOLOG_', KNOWN, 'the server');
  const profile = settings.choice('AUTOLOG_PROFILE', PROFILES, 'gmp');
  const dataDir = resolve(settings.text('AUTOLOG_DATA_DIR', './data'));
  const redisUrl = settings.optional('REDIS_URL');
  const demoPeopleFile = settings.optional('AUTOLOG_DEMO_PEOPLE_FILE');
  const demoProgressFile = settings.optional('AUTOLOG_DEMO_PROGRESS_FILE');
  if (profile !== 'demo') {
    if (demoPeopleFile) settings.faults.push('AUTOLOG_DEMO_PEOPLE_FILE shows passwords: only in a demo');
    if (demoProgressFile) settings.faults.push('AUTOLOG_DEMO_PROGRESS_FILE is for a demo only');
  }
  return settings.result<Config>({
    profile,
    databaseUrl: settings.secret('DATABASE_URL'),
    host: settings.text('AUTOLOG_HOST', '127.0.0.1'),
    port: settings.port('PORT', 8_080),
    internalPort: settings.port('AUTOLOG_INTERNAL_PORT', 9_090),
    dataDir,
    witnessFile: resolve(settings.text('AUTOLOG_WITNESS_FILE', resolve(dataDir, '../witness/checkpoints.txt'))),
    webDir: resolve(settings.text('AUTOLOG_WEB_DIR', './apps/web/dist')),
    worker: settings.choice('AUTOLOG_WORKER', ['inline', 'off'], 'inline') === 'inline',
    sweeper: settings.choice('AUTOLOG_SWEEPER', ['on', 'off'], 'on') === 'on',
    queue: settings.choice('AUTOLOG_QUEUE', ['on', 'off'], 'on') === 'on',
    ...(redisUrl && { redisUrl }),
    ...(demoPeopleFile && { demoPeopleFile }),
    ...(demoProgressFile && { demoProgressFile }),
  });
}

/** The settings of this process; prints every fault and exits when there is one. */
export function configOrExit(): Config {
  const read = readConfig(process.env);
  if ('config' in read) return read.config;
  for (const fault of read.faults) process.stderr.write(`configuration: ${fault}\n`);
  process.exit(EXIT_CONFIG);
}
