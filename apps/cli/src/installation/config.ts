import { PROFILES, type Profile } from '@autolog/domain/site/event';
import { Settings, type Environment } from '@autolog/settings/settings';
import { CommandError, EXIT } from '../errors/command-error.js';

export const PORT_DEFAULT = 8080;
const DATABASE_PROTOCOL = /^postgres(ql)?:\/\//;

/** The settings of the command line itself; the others are for the processes it starts. */
export type Config = Readonly<{
  port: number;
  /** The profile of a new installation; an existing one keeps the profile of its first event. */
  profile: Profile;
  /** A PostgreSQL of one's own instead of the embedded one: both addresses or neither. */
  database?: Readonly<{ ownerUrl: string; runtimeUrl: string }>;
  /** Passed on to every process: search path, home, and any AUTOLOG_… or REDIS_URL that is set. */
  passedOn: Readonly<Record<string, string>>;
}>;

const PASSED_ON = /^(PATH|HOME|TMPDIR|LANG|TZ|REDIS_URL|NODE_EXTRA_CA_CERTS|AUTOLOG_[A-Z_]+)$/;

/** Reads the environment. Throws CommandError with all faults. */
export function readConfig(environment: Environment = process.env): Config {
  const settings = new Settings(environment);
  const port = settings.port('PORT', PORT_DEFAULT);
  const database = readDatabase(settings);
  const profile = settings.choice('AUTOLOG_PROFILE', PROFILES, 'demo');
  if (profile === 'gmp' && database === undefined) {
    settings.faults.push('AUTOLOG_PROFILE gmp needs a database of its own: set DATABASE_URL and DATABASE_OWNER_URL');
  }
  const passedOn = Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => PASSED_ON.test(entry[0]) && entry[1] !== undefined,
    ),
  );
  const read = settings.result<Config>({ port, profile, passedOn, ...(database === undefined ? {} : { database }) });
  if ('config' in read) return read.config;
  throw new CommandError(EXIT.configuration, read.faults.map((fault) => `${fault}.`).join('\n'));
}

function readDatabase(settings: Settings): Config['database'] {
  const runtimeUrl = settings.optional('DATABASE_URL');
  const ownerUrl = settings.optional('DATABASE_OWNER_URL');
  if (runtimeUrl === undefined && ownerUrl === undefined) return undefined;
  if (runtimeUrl === undefined || ownerUrl === undefined) {
    settings.faults.push(
      'DATABASE_URL (role autolog_runtime) and DATABASE_OWNER_URL (role autolog_owner) are needed together',
    );
    return undefined;
  }
  for (const [name, url] of Object.entries({ DATABASE_URL: runtimeUrl, DATABASE_OWNER_URL: ownerUrl })) {
    if (!DATABASE_PROTOCOL.test(url)) settings.faults.push(`${name} must begin with postgres://`);
  }
  return { runtimeUrl, ownerUrl };
}
