import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder Autolog is installed in: where apps/ and libs/ are. */
export const INSTALLATION = resolve(import.meta.dirname, '../../../..');

export const programOf = (app: 'server' | 'device-adapter' | 'simulator'): string =>
  join(INSTALLATION, 'apps', app, 'dist/main.js');

export const DEMO_MAPPING_FILE = join(INSTALLATION, 'apps/device-adapter/mappings/simulated-prodigy.yaml');

export const softwareVersion = (): string => {
  const { version } = JSON.parse(readFileSync(join(INSTALLATION, 'package.json'), 'utf8')) as { version: string };
  return `autolog ${version}`;
};
