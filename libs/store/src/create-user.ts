import type { Role } from '@autolog/domain/role';
import { Database } from './database.js';
import { Log } from './log.js';
import { PersonStore } from './person.js';
import { PersonNames } from './person-names.js';
import { readSite } from './site.js';
import { isUniqueViolation } from './sql-state.js';

/**
 * The first account of an installation, made at the console of the machine (S16). Answers the person's id, or
 * undefined when the user name exists; user names are never used again.
 */
export async function createUser(
  runtimeUrl: string,
  person: Readonly<{ userName: string; name: string; roles: readonly Role[]; credentialHash: string }>,
  software: string,
): Promise<string | undefined> {
  const database = await Database.connect(runtimeUrl, { connectionsMax: 1 });
  try {
    const site = await readSite(database);
    if (!site) throw new Error('this database has no site yet: run `autolog migrate` first');
    const log = new Log(database, new PersonNames(database), { zone: site.zone, software });
    const people = new PersonStore(database, log);
    const by = { kind: 'system', part: 'installation' } as const;
    const made = await database.transaction(() => people.register({ ...person, language: 'en' }, by));
    return made.id;
  } catch (error) {
    if (isUniqueViolation(error)) return undefined;
    throw error;
  } finally {
    await database.close();
  }
}
