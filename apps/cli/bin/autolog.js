#!/usr/bin/env node
// The launcher: builds what is stale, then runs the command on the Node this repository pins.
// Plain JavaScript for the host's own Node (20 or later), so that it works straight after `npm ci`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../..');
const pinned = join(root, 'node_modules/.bin/node');
const node = existsSync(pinned) ? pinned : process.execPath;
const bin = (name) => join(root, 'node_modules', name);

const compiled = [
  'libs/domain', 'libs/ledger', 'libs/contract', 'migrations', 'libs/store', 'libs/recipes',
  'apps/server', 'apps/device-adapter', 'apps/simulator', 'apps/cli',
];

/** Newest change below a folder, build results apart; milliseconds since 1970. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).filter((n) => n !== 'dist' && n !== 'node_modules').map((n) => newest(join(path, n))));
}

const isStale = (dir, sources) => {
  const stamp = join(root, dir, 'dist/.built');
  return !existsSync(stamp) || Math.max(...sources.map((s) => newest(join(root, s)))) > statSync(stamp).mtimeMs;
};

function run(args, cwd) {
  const done = spawnSync(node, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  if (done.status !== 0) {
    process.stderr.write(String(done.stdout));
    process.stderr.write('Autolog could not be built; the lines above say where.\n');
    process.exit(1);
  }
}

function stamp(dir, startedAt) {
  mkdirSync(join(root, dir, 'dist'), { recursive: true });
  const file = join(root, dir, 'dist/.built');
  writeFileSync(file, `${new Date(startedAt).toISOString()}\n`);
}

function build() {
  if (!existsSync(bin('@swc/cli/bin/swc.js'))) {
    process.stderr.write('The packages are not installed. Run `npm ci` first.\n');
    process.exit(1);
  }
  const stale = compiled.filter((dir) => isStale(dir, [join(dir, 'src'), '.swcrc']));
  const web = existsSync(join(root, 'apps/web/vite.config.ts')) &&
    isStale('apps/web', ['apps/web', 'libs/domain/src', 'libs/ledger/src']);
  if (stale.length + (web ? 1 : 0) > 0) process.stderr.write('Building Autolog …\n');
  for (const dir of stale) {
    const startedAt = Date.now();
    rmSync(join(root, dir, 'dist/.built'), { force: true });
    run([bin('@swc/cli/bin/swc.js'), 'src', '-d', 'dist', '--strip-leading-paths', '--copy-files', '--quiet',
      '--config-file', join(root, '.swcrc'), '--ignore', '**/*.spec.ts'], join(root, dir));
    stamp(dir, startedAt);
  }
  if (web) {
    const startedAt = Date.now();
    run([bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn'], join(root, 'apps/web'));
    stamp('apps/web', startedAt);
  }
}

build();
const [command, ...rest] = process.argv.slice(2);
if (command !== 'build') {
  // The terminal sends Ctrl-C to the whole group; the child ends in its own order and this process waits for it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const child = spawn(node, ['--enable-source-maps', '--disable-warning=ExperimentalWarning', join(root, 'apps/cli/dist/main.js'), ...(command ? [command] : []), ...rest], { stdio: 'inherit' });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}
