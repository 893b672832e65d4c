import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { directoryOwner, invocation, POSTGRES_MAJOR, PROGRAM_ENVIRONMENT } from './binaries.js';
import { diskFullError, EmbeddedPostgresError, toEmbeddedPostgresError } from './error.js';
import { isRunning } from './process-control.js';

/** A new cluster takes 45 MB and its first write-ahead log 16 MB. */
const FREE_BYTES_FIRST_MIN = 300 * 2 ** 20;
const FREE_BYTES_MIN = 64 * 2 ** 20;
const INITDB_MS_MAX = 120_000;
const PASSWORD_BYTES = 24;
const OWNER_ONLY = 0o700;
const OWNER_ONLY_FILE = 0o600;

export const SUPERUSER = 'postgres';

/** The files below one folder `postgres`. */
export type Cluster = Readonly<{ folder: string; data: string; passwordFile: string; portFile: string; log: string }>;

export const clusterIn = (dir: string): Cluster => inFolder(join(dir, 'postgres'));
const inFolder = (folder: string): Cluster => ({
  folder,
  data: join(folder, 'cluster'),
  passwordFile: join(folder, 'password'),
  portFile: join(folder, 'port'),
  log: join(folder, 'postgres.log'),
});

/**
 * Creates the cluster where there is none, and checks an existing one. A new cluster is created under another name and
 * then renamed: a kill in between leaves nothing that looks like a database.
 */
export async function openCluster(
  binaries: string,
  cluster: Cluster,
  durable: boolean,
  onProgress: (text: string) => void,
): Promise<void> {
  try {
    if (isAbsent(cluster.folder)) {
      assertFreeSpace(dirname(cluster.folder), FREE_BYTES_FIRST_MIN);
      onProgress('Creating the database …');
      await createCluster(binaries, cluster, durable);
    } else {
      checkCluster(cluster);
      assertFreeSpace(cluster.folder, FREE_BYTES_MIN);
    }
  } catch (error) {
    throw toEmbeddedPostgresError(error, dirname(cluster.folder));
  }
}

export const readPassword = (cluster: Cluster): string => readFileSync(cluster.passwordFile, 'utf8').trim();

const isAbsent = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0;

function assertFreeSpace(folder: string, bytesMin: number): void {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytesMin) throw diskFullError(folder);
}

/** Throws for a folder that is not a whole cluster of this version. It changes nothing. */
function checkCluster(cluster: Cluster): void {
  const versionFile = join(cluster.data, 'PG_VERSION');
  const missing = [versionFile, cluster.passwordFile].find((file) => !existsSync(file));
  if (missing !== undefined) {
    const ours = existsSync(cluster.data) || existsSync(cluster.passwordFile);
    throw new EmbeddedPostgresError(
      ours ? 'DIRECTORY_BROKEN' : 'DIRECTORY_FOREIGN',
      ours
        ? `The database in ${cluster.folder} is damaged: ${missing} is missing; put it back from a backup, or choose another folder with --data. Nothing was changed.`
        : `${cluster.folder} holds files that are not Autolog's database; choose another folder with --data. Nothing was changed.`,
    );
  }
  const version = readFileSync(versionFile, 'utf8').trim();
  if (version !== POSTGRES_MAJOR) {
    throw new EmbeddedPostgresError(
      'VERSION_MISMATCH',
      `The database in ${cluster.folder} was created by PostgreSQL ${version || '(unknown)'} and this Autolog has ${POSTGRES_MAJOR}; start it with the Autolog that created it. Nothing was changed.`,
    );
  }
  for (const file of ['global/pg_control', 'postgresql.conf', 'pg_hba.conf', 'pg_wal']) {
    if (existsSync(join(cluster.data, file))) continue;
    throw new EmbeddedPostgresError(
      'DIRECTORY_BROKEN',
      `The database in ${cluster.folder} is damaged: ${file} is missing; put it back from a backup, or choose another folder with --data. Nothing was changed.`,
    );
  }
}

async function createCluster(binaries: string, cluster: Cluster, durable: boolean): Promise<void> {
  removeUnfinished(cluster);
  const unfinished = inFolder(`${cluster.folder}.making-${process.pid}`);
  mkdirSync(unfinished.folder, { recursive: true, mode: OWNER_ONLY });
  writeFileSync(unfinished.passwordFile, `${randomBytes(PASSWORD_BYTES).toString('base64url')}\n`, {
    mode: OWNER_ONLY_FILE,
  });
  const owner = directoryOwner();
  if (owner !== undefined)
    for (const path of [unfinished.folder, unfinished.passwordFile]) chownSync(path, owner, owner);
  try {
    await initdb(binaries, unfinished, durable);
    renameSync(unfinished.folder, cluster.folder);
  } catch (error) {
    rmSync(unfinished.folder, { recursive: true, force: true });
    // Another launcher was faster: its cluster is used.
    if (!isAbsent(cluster.folder)) return;
    throw error;
  }
}

async function initdb(binaries: string, making: Cluster, durable: boolean): Promise<void> {
  const args = [
    '-D',
    making.data,
    '-U',
    SUPERUSER,
    '-A',
    'scram-sha-256',
    '--data-checksums',
    `--pwfile=${making.passwordFile}`,
  ];
  // Sorting and upper case by Unicode's rules: the same on every machine.
  args.push('--encoding=UTF8', '--locale-provider=builtin', '--locale=C', '--builtin-locale=C.UTF-8');
  if (!durable) args.push('--no-sync');
  const { file, args: all, ...as } = invocation(join(binaries, 'initdb'), args);
  try {
    await promisify(execFile)(file, [...all], { ...as, env: PROGRAM_ENVIRONMENT, timeout: INITDB_MS_MAX });
  } catch (error) {
    const text =
      typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : String(error);
    if (/No space left|Disk quota/i.test(text)) throw diskFullError(making.folder, error);
    if (as.uid !== undefined) {
      throw new EmbeddedPostgresError(
        'ROOT_WITHOUT_NAMESPACE',
        'PostgreSQL refuses to run as root and this machine allows no user namespace; start Autolog as an ordinary user, or set DATABASE_URL and DATABASE_OWNER_URL.',
        error,
      );
    }
    throw new EmbeddedPostgresError(
      'DID_NOT_START',
      `The database could not be created: ${lastErrorLine(text)}`,
      error,
    );
  }
}

export const lastErrorLine = (text: string): string =>
  text
    .trim()
    .split('\n')
    .findLast((line) => /error|fatal|panic/i.test(line)) ??
  text.trim().split('\n').at(-1) ??
  '';

// Only folders of launchers that no longer run: they never contained a record.
function removeUnfinished(cluster: Cluster): void {
  const parent = dirname(cluster.folder);
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const pid = /^(.+)\.making-(\d+)$/.exec(name);
    if (pid?.[1] === basename(cluster.folder) && !isRunning(Number(pid[2])))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
}
