import { readFileSync } from 'node:fs';

export const SEEDS = ['receipt-to-release', 'cd19-tct-12d'] as const;
export type SeedName = (typeof SEEDS)[number];

/** The YAML of a master batch record that comes with Autolog. */
export const readSeed = (name: SeedName): string => readFileSync(new URL(`./${name}.yaml`, import.meta.url), 'utf8');
