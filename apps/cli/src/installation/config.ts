import { PROFILES, type Profile } from '@autolog/domain/site/event';
import { CommandError, EXIT } from '../errors/command-error.js';

export const PORT_DEFAULT = 8080;
const PORT_MAX = 65_535;
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
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const faults: string[] = [];
  const port = readPort(environment.PORT, faults);
  const database = readDatabase(environment, faults);
  const profile = readProfile(environment.AUTOLOG_PROFILE, faults);
  if (profile === 'gmp' && database === undefined) {
    faults.push('AUTOLOG_PROFILE gmp needs a database of its own: set DATABASE_URL and DATABASE_OWNER_URL.');
  }
  if (faults.length > 0) throw new CommandError(EXIT.configuration, faults.join('\n'));
  const passedOn = Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => PASSED_ON.test(entry[0]) && entry[1] !== undefined,
    ),
  );
  return { port, profile, passedOn, ...(database === undefined ? {} : { database }) };
}

function readProfile(text: string | undefined, faults: string[]): Profile {
  const profile = PROFILES.find((one) => one === (text ?? 'demo'));
  if (profile === undefined) faults.push(`AUTOLOG_PROFILE is ${PROFILES.join(', ')}, and it is "${text ?? ''}".`);
  return profile ?? 'demo';
}

function readPort(text: string | undefined, faults: string[]): number {
  if (text === undefined || text === '') return PORT_DEFAULT;
  const port = parsePort(text);
  if (port === undefined) faults.push(`PORT must be a number from 1 to ${PORT_MAX}, and it is "${text}".`);
  return port ?? PORT_DEFAULT;
}

export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= PORT_MAX ? port : undefined;
}

function readDatabase(environment: Readonly<Record<string, string | undefined>>, faults: string[]): Config['database'] {
  const { DATABASE_URL: runtimeUrl, DATABASE_OWNER_URL: ownerUrl } = environment;
  if (runtimeUrl === undefined && ownerUrl === undefined) return undefined;
  if (runtimeUrl === undefined || ownerUrl === undefined) {
    faults.push('DATABASE_URL (role autolog_runtime) and DATABASE_OWNER_URL (role autolog_owner) are needed together.');
    return undefined;
  }
  for (const [name, url] of Object.entries({ DATABASE_URL: runtimeUrl, DATABASE_OWNER_URL: ownerUrl })) {
    if (!DATABASE_PROTOCOL.test(url)) faults.push(`${name} must begin with postgres://.`);
  }
  return { runtimeUrl, ownerUrl };
}
