import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Founding } from '@autolog/store/migrate';
import type { Config } from './config.js';

/** The folder Autolog is installed in: where apps/ and libs/ lie. */
export const INSTALLATION = resolve(import.meta.dirname, '../../..');

export const programOf = (app: 'server' | 'device-adapter' | 'simulator'): string =>
  join(INSTALLATION, 'apps', app, 'dist/main.js');

export const DEMO_MAPPING_FILE = join(INSTALLATION, 'apps/device-adapter/mappings/simulated-prodigy.yaml');

export const softwareVersion = (): string => {
  const { version } = JSON.parse(readFileSync(join(INSTALLATION, 'package.json'), 'utf8')) as { version: string };
  return `autolog ${version}`;
};

/** What the first event of a new installation says; where the site exists already, its own first event holds. */
export const founding = (dataDir: string, { profile, passedOn }: Config, clockDaysBack?: number): Founding => ({
  profile,
  name: passedOn.AUTOLOG_SITE_NAME ?? (profile === 'demo' ? 'Autolog demo site' : 'Autolog'),
  zone: passedOn.AUTOLOG_SITE_ZONE ?? 'Europe/Amsterdam',
  dataDir,
  software: softwareVersion(),
  ...(clockDaysBack !== undefined && { clockDaysBack }),
});
