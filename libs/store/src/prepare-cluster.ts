import { createHmac } from 'node:crypto';
import pg from 'pg';

/** The roles of an installation; the superuser is for installing them and for nothing else. */
const DATABASE_ROLES = ['autolog_owner', 'autolog_runtime', 'autolog_reader'] as const;
type DatabaseRole = (typeof DATABASE_ROLES)[number];

export type DatabaseUrls = Readonly<{ ownerUrl: string; runtimeUrl: string; readerUrl: string }>;

/** Any fixed number: whatever installs roles or databases on this cluster waits for the same lock. */
const INSTALLATION_LOCK = 7_151_101;

/**
 * Makes the roles and the database where they are missing and gives each role exactly what it needs before the
 * migrations run: owner owns the database, runtime and reader may connect. What they may see and add is granted by the
 * migrations. May be called again at every start.
 */
export async function prepareCluster(superuserUrl: string, database: string): Promise<DatabaseUrls> {
  await withLockedConnection(superuserUrl, async (client) => {
    await prepareRoles(client, superuserUrl);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)} owner autolog_owner`);
    await grantDatabase(client, database);
  });
  return urlsOf(superuserUrl, database);
}

/** Rights on the database itself: `create database … template` does not copy them. */
export async function grantDatabase(client: pg.Client, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database);
  await client.query(`revoke all on database ${name} from public`);
  await client.query(`grant connect, temporary on database ${name} to autolog_runtime`);
  await client.query(`grant connect on database ${name} to autolog_reader`);
}

/** Connects, holds an advisory lock of this database while `work` runs, and disconnects. */
export async function withLockedConnection<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
  lock = INSTALLATION_LOCK,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    return await work(client);
  } finally {
    await client.end();
  }
}

export function urlsOf(superuserUrl: string, database: string): DatabaseUrls {
  const of = (role: DatabaseRole): string => {
    const url = new URL(superuserUrl);
    url.username = role;
    url.password = rolePasswordOf(superuserUrl, role);
    url.pathname = `/${encodeURIComponent(database)}`;
    return url.href;
  };
  return { ownerUrl: of('autolog_owner'), runtimeUrl: of('autolog_runtime'), readerUrl: of('autolog_reader') };
}

// Derived, so that one secret file holds them all and every start arrives at the same ones.
const rolePasswordOf = (superuserUrl: string, role: DatabaseRole): string =>
  createHmac('sha256', decodeURIComponent(new URL(superuserUrl).password))
    .update(`autolog role ${role}`)
    .digest('base64url');

async function prepareRoles(client: pg.Client, superuserUrl: string): Promise<void> {
  for (const role of DATABASE_ROLES) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) await client.query(`create role ${role}`);
    const password = pg.escapeLiteral(rolePasswordOf(superuserUrl, role));
    await client.query(
      `alter role ${role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit password ${password}`,
    );
  }
}
