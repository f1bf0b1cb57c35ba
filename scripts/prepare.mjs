import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { staleParts } from './build-stamps.mjs';

// Plain Node without dependencies: this runs before anything is installed.

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const say = (sentence) => process.stderr.write(`holdfast: ${sentence}\n`);

/** A reason to stop that the user can do something about. */
class CannotPrepare extends Error {}

/**
 * Makes a clone ready to run: installs the locked dependencies and builds what is missing or stale. Does nothing, in a
 * few milliseconds, when all is in order. A packaged installation without sources is always ready.
 */
export async function prepare() {
  assertNodeVersion();
  if (!existsSync(join(root, 'src')) || isReady()) return;
  const unlock = await takeTurn();
  try {
    if (!isInstalled({ forBuilding: true })) install();
    for (const name of scriptsToRun()) runInstallScript(name);
    for (const part of staleParts(root)) build(part);
  } finally {
    unlock();
  }
}

function assertNodeVersion() {
  const wanted = read('package.json').engines.node.replace('>=', '');
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new CannotPrepare(
    `This needs Node.js ${wanted} or newer, and this is ${process.versions.node}: install a newer one from https://nodejs.org.`,
  );
}

const isReady = () =>
  staleParts(root).length === 0 && isInstalled({ forBuilding: false }) && scriptsToRun().length === 0;

/**
 * Whether node_modules holds what the lockfile says. npm writes its own record of what it installed last of all, so an
 * interrupted installation counts as none. Packages for other platforms are optional and may be missing.
 */
function isInstalled({ forBuilding }) {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const installed = read('node_modules/.package-lock.json').packages;
  return Object.entries(read('package-lock.json').packages).every(([path, locked]) => {
    if (path === '') return true;
    const there = installed[path];
    if (!there) return Boolean(locked.optional || locked.devOptional || (locked.dev && !forBuilding));
    return there.version === locked.version && there.integrity === locked.integrity;
  });
}

const ATTEMPTS = 3;

function install() {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    say(attempt === 1 ? 'Installing the locked dependencies (npm ci) …' : `Trying again (${attempt} of ${ATTEMPTS}) …`);
    if (npm('ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund')) return;
    if (attempt < ATTEMPTS) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, attempt * 3_000);
  }
  throw new CannotPrepare(
    'The dependencies could not be installed; npm says why above. It needs the npm registry and a folder it can write to.',
  );
}

/**
 * The installed packages whose install script is approved in package.json and has not run. These all lay the symbolic
 * links that npm packages cannot hold. Older versions of npm would run the scripts of every package unasked, so they
 * run here and npm runs none.
 */
function scriptsToRun() {
  const approved = Object.entries(read('package.json').allowScripts).filter(([, isApproved]) => isApproved);
  return approved
    .map(([name]) => name)
    .filter((name) => {
      const links = `node_modules/${name}/native/pg-symlinks.json`;
      if (!existsSync(join(root, links))) return false;
      return read(links).some(({ target }) => !existsSync(join(root, 'node_modules', name, target)));
    });
}

function runInstallScript(name) {
  const { scripts } = read(`node_modules/${name}/package.json`);
  const { status } = spawnSync(scripts.postinstall, {
    cwd: join(root, 'node_modules', name),
    shell: true,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0 || scriptsToRun().includes(name)) {
    throw new CannotPrepare(
      `The package ${name} could not be completed: its links cannot be made in ${root}node_modules.`,
    );
  }
}

function npm(...args) {
  const viaNpm = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined;
  const [command, first] = viaNpm ? [process.execPath, [viaNpm]] : ['npm', []];
  const { status, error } = spawnSync(command, [...first, ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !viaNpm && process.platform === 'win32',
  });
  if (error?.code === 'ENOENT')
    throw new CannotPrepare('npm was not found: it comes with Node.js, https://nodejs.org.');
  return status === 0;
}

function build(part) {
  say(`Building the ${part.name} …`);
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), part.name], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new CannotPrepare(`The ${part.name} could not be built; the reason stands above.`);
}

/** One process prepares at a time; the others wait and find everything in order. */
async function takeTurn() {
  const lock = join(root, 'dist/.preparing');
  for (;;) {
    try {
      mkdirSync(join(root, 'dist'), { recursive: true });
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw new CannotPrepare(
          `Holdfast has to be installed and built first, but the folder ${root} cannot be written to (${error.code}): run this once as its owner.`,
        );
      }
      if (isAbandoned(lock)) rmSync(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Whoever held it was killed. A lock without a number was taken this moment. */
function isAbandoned(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return pid ? !isAlive(pid) : Date.now() - statSync(lock).mtimeMs > 5_000;
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs `work`; what stops it is said in one sentence, and ends the process with status 1. */
export async function orExplain(work) {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof CannotPrepare)) throw error;
    say(error.message);
    process.exitCode = 1;
    return false;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await orExplain(prepare);
