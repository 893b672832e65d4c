import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './source-tree.js';

type Service = Readonly<{
  image?: string;
  command?: readonly string[];
  environment?: Readonly<Record<string, string>>;
  volumes?: readonly string[];
  secrets?: readonly string[];
  depends_on?: Readonly<Record<string, unknown>>;
}>;
type Compose = Readonly<{
  services: Readonly<Record<string, Service>>;
  volumes: Readonly<Record<string, unknown>>;
  secrets: Readonly<Record<string, unknown>>;
}>;

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);

/** Where each of our processes says which variables it knows. */
const SETTINGS_OF: Readonly<Record<string, readonly string[]>> = {
  migrate: ['apps/cli/src/installation/config.ts', 'apps/cli/src/database/migrate-database.ts'],
  'server-1': ['apps/server/src/config/config.ts'],
  'server-2': ['apps/server/src/config/config.ts'],
  worker: ['apps/server/src/config/config.ts'],
  simulator: ['apps/simulator/src/config.ts'],
  'device-adapter': ['apps/device-adapter/src/config.ts'],
};

describe('docker-compose.yml', () => {
  test('has the database, the queue, migrations, two servers, a worker, an adapter and a simulator', () => {
    expect(Object.keys(compose.services).toSorted()).toEqual(
      ['postgres', 'redis', ...Object.keys(SETTINGS_OF)].toSorted(),
    );
  });

  test.each(Object.entries(SETTINGS_OF))('%s is given only environment variables that it reads', (service, files) => {
    const known = files.map(read).join('\n');
    const given = Object.keys(compose.services[service]?.environment ?? {});
    expect(given.length).toBeGreaterThan(0);
    expect(given.filter((name) => !new RegExp(`\\b${name}\\b`).test(known))).toEqual([]);
  });

  test('PostgreSQL is version 18 with checksums; Redis is persistent and evicts nothing', () => {
    expect(compose.services['postgres']?.image).toMatch(/^postgres:18\b/);
    expect(compose.services['postgres']?.environment).toMatchObject({ POSTGRES_INITDB_ARGS: '--data-checksums' });
    const command = (compose.services['redis']?.command ?? []).join(' ');
    expect(compose.services['redis']?.image).toMatch(/^redis:[78]\b/);
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  test('no password is written in the file, and every volume, secret and dependency exists', () => {
    for (const [name, service] of services) {
      for (const [variable, value] of Object.entries(service.environment ?? {})) {
        const written = variable.endsWith('PASSWORD') ? value : /:\/\/\w+:([^@]+)@/.exec(value)?.[1];
        expect(`${name} ${written ?? '${'}`).toMatch(/^[\w-]+ \$\{/);
      }
      for (const volume of service.volumes ?? [])
        if (!volume.startsWith('.')) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
      for (const secret of service.secrets ?? []) expect(Object.keys(compose.secrets)).toContain(secret);
      for (const other of Object.keys(service.depends_on ?? {})) expect(Object.keys(compose.services)).toContain(other);
    }
  });

  test('every program it starts has a source file', () => {
    const programs = services.flatMap(([, { command }]) => command?.filter((word) => word.startsWith('apps/')) ?? []);
    expect(programs.length).toBe(4);
    const sources = programs.map((program) => program.replace('/dist/', '/src/').replace(/js$/, 'ts'));
    expect(sources.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');

  test('builds and runs on the same Node 24, and never as root', () => {
    const images = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
    expect(images.length).toBe(2);
    for (const image of images) expect(image).toMatch(/^node:24\b/);
    expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER node');
  });

  test('copies the package.json of every workspace', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, unknown> };
    const members = Object.keys(packages).filter(
      (path) => /^(apps|libs|migrations)/.test(path) && !path.includes('node_modules'),
    );
    const copied = lines.join('\n');
    expect(members.filter((path) => !copied.includes(`COPY ${path}/package.json ${path}/`))).toEqual([]);
  });

  test('.dockerignore excludes data, secrets and .git', () => {
    const ignored = read('.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', 'data', 'secrets', '.env', '**/node_modules']));
  });
});
