#!/usr/bin/env node
// The launcher: builds what is stale, then runs the command with the Node that this repository pins.
// Plain JavaScript for the host's own Node (20 or later): it must run straight after `npm ci`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR_MIN = 24;
const LOCK_MS_MAX = 300_000;
const LOCK_POLL_MS = 200;
const EXIT_UNAVAILABLE = 69;
const EXIT_INTERRUPTED = 130;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const inRoot = (...path) => join(root, ...path);
const swc = inRoot('node_modules/@swc/cli/bin/swc.js');
const vite = inRoot('node_modules/vite/bin/vite.js');

const COMPILED = [
  'libs/domain',
  'libs/ledger',
  'libs/bundle',
  'libs/contract',
  'libs/embedded-postgres',
  'migrations',
  'libs/store',
  'libs/recipes',
  'libs/opcua',
  'libs/settings',
  'libs/simulation',
  'apps/server',
  'apps/device-adapter',
  'apps/simulator',
  'apps/cli',
];
const WEB_SOURCES = ['apps/web', 'libs/domain/src', 'libs/ledger/src'];

const print = (line) => process.stderr.write(`${line}\n`);

function exitWith(exitCode, line) {
  if (line) print(line);
  process.exit(exitCode);
}

/** The Node of this repository; the host's own where that is new enough. */
function findNode() {
  const pinned = inRoot('node_modules/.bin/node');
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) return process.execPath;
  return exitWith(
    EXIT_UNAVAILABLE,
    existsSync(inRoot('node_modules'))
      ? `Autolog needs Node ${NODE_MAJOR_MIN} or later on this system, and this is ${process.version}.`
      : 'The packages are not installed. Run `npm ci` first.',
  );
}

/** Newest change below a path, without build results; milliseconds since 1970. */
function newestChange(path) {
  if (!existsSync(path)) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const names = readdirSync(path).filter((name) => name !== 'dist' && name !== 'node_modules');
  return Math.max(found.mtimeMs, ...names.map((name) => newestChange(join(path, name))));
}

function isStale(folder, sources) {
  const stamp = inRoot(folder, 'dist/.built');
  return !existsSync(stamp) || Math.max(...sources.map((source) => newestChange(inRoot(source)))) > builtAt(stamp);
}

// When the build began, not when it ended: a file that was edited in between is stale.
const builtAt = (stamp) => Date.parse(readFileSync(stamp, 'utf8').trim()) || 0;

const staleFolders = () => COMPILED.filter((folder) => isStale(folder, [join(folder, 'src'), '.swcrc']));
const isWebStale = () => existsSync(inRoot('apps/web/vite.config.ts')) && isStale('apps/web', WEB_SOURCES);

function run(node, args, cwd) {
  const done = spawnSync(node, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  if (done.signal === 'SIGINT' || done.signal === 'SIGTERM') exitWith(EXIT_INTERRUPTED);
  if (done.status === 0) return;
  process.stderr.write(String(done.stdout));
  exitWith(1, 'Autolog could not be built; the lines above say where.');
}

function buildAndStamp(folder, work) {
  const stamp = inRoot(folder, 'dist/.built');
  const startedAt = new Date().toISOString();
  rmSync(stamp, { force: true });
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, `${startedAt}\n`);
}

function compile(node, folder) {
  const options = [
    '-d',
    'dist',
    '--strip-leading-paths',
    '--copy-files',
    '--quiet',
    '--ignore',
    '**/*.spec.ts',
    '--ignore',
    '**/*.fixture.ts',
  ];
  run(node, [swc, 'src', ...options, '--config-file', inRoot('.swcrc')], inRoot(folder));
  removeOrphans(inRoot(folder, 'src'), inRoot(folder, 'dist'));
}

/** Removes build results whose source was deleted. */
function removeOrphans(src, dist) {
  for (const entry of readdirSync(dist, { withFileTypes: true })) {
    if (entry.name === 'types') continue;
    if (entry.isDirectory()) removeOrphans(join(src, entry.name), join(dist, entry.name));
    const source = entry.name.replace(/\.js(\.map)?$/, '.ts');
    if (source !== entry.name && !existsSync(join(src, source))) rmSync(join(dist, entry.name));
  }
}

function build(node) {
  if (!existsSync(swc)) exitWith(EXIT_UNAVAILABLE, 'The packages are not installed. Run `npm ci` first.');
  if (staleFolders().length === 0 && !isWebStale()) return;
  const unlock = lock();
  try {
    // Another launcher may have built it while this one waited.
    const folders = staleFolders();
    const web = isWebStale();
    if (folders.length > 0 || web) print('Building Autolog …');
    for (const folder of folders) buildAndStamp(folder, () => compile(node, folder));
    if (web) buildAndStamp('apps/web', () => run(node, [vite, 'build', '--logLevel', 'error'], inRoot('apps/web')));
  } finally {
    unlock();
  }
}

/** One launcher builds at a time. The lock of a killed launcher is taken over. */
function lock() {
  const file = inRoot('node_modules/.autolog-build');
  const deadline = Date.now() + LOCK_MS_MAX;
  for (let waiting = false; !tryLock(file); waiting = true) {
    if (!waiting) print('Another launcher is building Autolog; waiting for it …');
    if (Date.now() > deadline)
      exitWith(EXIT_UNAVAILABLE, `Another launcher is still building; if none is, remove ${file}.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_POLL_MS);
  }
  const unlock = () => rmSync(file, { force: true });
  process.on('exit', unlock);
  return unlock;
}

function tryLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
  } catch (error) {
    if (error.code === 'ESRCH') rmSync(file, { force: true });
  }
  return false;
}

function runCommand(node, commandWords) {
  const flags = ['--max-semi-space-size=4', '--disable-warning=ExperimentalWarning'];
  const child = spawn(node, [...flags, inRoot('apps/cli/dist/main.js'), ...commandWords], { stdio: 'inherit' });
  // In a terminal Ctrl-C reaches the whole process group, also the child; this process only waits for it.
  const inTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => inTerminal || child.kill(signal));
  child.on('error', (error) => exitWith(1, `Autolog could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}

const node = findNode();
build(node);
const commandWords = process.argv.slice(2);
if (commandWords[0] !== 'build') runCommand(node, commandWords);
