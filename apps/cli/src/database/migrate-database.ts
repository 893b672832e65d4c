import { migrate, type SiteFounding } from '@autolog/store/migrate';
import { EditedMigrations } from '@autolog/store/migration-digests';
import type { FoundedSite } from '@autolog/store/site';
import { CommandError, EXIT } from '../errors/command-error.js';
import type { Config } from '../installation/config.js';
import { softwareVersion } from '../installation/installation.js';

/** Brings a database up to this version, and founds the site on the first run. Throws CommandError with one sentence. */
export async function migrateDatabase(
  ownerUrl: string,
  founded: SiteFounding,
  report: (line: string) => void,
): Promise<FoundedSite> {
  try {
    return await migrate(ownerUrl, founded, report);
  } catch (error) {
    if (!(error instanceof EditedMigrations)) throw error;
    throw new CommandError(
      EXIT.badData,
      `The database was made by another state of this software, whose migrations have been edited since (${error.edited.join(', ')}); start the software that made it, or choose another folder with --data. Nothing was changed.`,
      error,
    );
  }
}

/** What the first event of a new installation records. Where the site exists already, its own first event counts. */
export const foundingOptions = (
  dataDir: string,
  { profile, passedOn }: Config,
  clockDaysBack?: number,
): SiteFounding => ({
  profile,
  name: passedOn.AUTOLOG_SITE_NAME ?? (profile === 'demo' ? 'Autolog demo site' : 'Autolog'),
  zone: passedOn.AUTOLOG_SITE_ZONE ?? 'Europe/Amsterdam',
  dataDir,
  software: softwareVersion(),
  ...(clockDaysBack !== undefined && { clockDaysBack }),
});
