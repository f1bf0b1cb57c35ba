import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is built apart, and from which files. A stamp beside the output remembers the state of those files. */
const PARTS = [
  {
    name: 'server',
    output: 'dist/main/cli.js',
    inputs: ['src', 'config/default.json', 'scripts/build.mjs', 'package-lock.json'],
    except: ['src/console'],
  },
  {
    name: 'console',
    output: 'dist/console/index.html',
    inputs: ['src/console', 'config/vite.config.ts', 'scripts/build.mjs', 'package-lock.json'],
    except: [],
  },
];

const stampOf = (part) => `dist/.${part.name}-stamp.json`;

/** The parts whose output is missing or was built from other files than there are now. */
export const staleParts = (root) => PARTS.filter((part) => !isFresh(root, part));

/**
 * Sizes and times are compared first; only where they differ (a fresh checkout, a copy) are the contents, and then the
 * new times are remembered.
 */
function isFresh(root, part) {
  if (!existsSync(join(root, part.output)) || !existsSync(join(root, stampOf(part)))) return false;
  const stamp = JSON.parse(readFileSync(join(root, stampOf(part)), 'utf8'));
  const files = filesOf(root, part);
  if (stamp.listing === listingOf(files)) return true;
  if (stamp.contents !== contentsOf(files)) return false;
  try {
    writeStamp(root, part, takeStamp(root, part));
  } catch {
    // A folder that cannot be written to: the contents are compared again next time.
  }
  return true;
}

/** To be taken before building, so that what changes meanwhile is built again. */
export function takeStamp(root, part) {
  const files = filesOf(root, part);
  return { listing: listingOf(files), contents: contentsOf(files) };
}

export const writeStamp = (root, part, stamp) =>
  writeFileSync(join(root, stampOf(part)), `${JSON.stringify(stamp, null, 2)}\n`);

export const partNamed = (name) => PARTS.find((part) => part.name === name);
export const partNames = PARTS.map((part) => part.name);

function filesOf(root, part) {
  const files = [];
  const visit = (path) => {
    if (part.except.includes(path) || !existsSync(join(root, path))) return;
    const stats = statSync(join(root, path));
    if (stats.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`);
    else if (!path.endsWith('.test.ts') && !path.endsWith('.test.tsx')) {
      files.push({ path, absolute: join(root, path), size: stats.size, time: stats.mtimeMs });
    }
  };
  for (const input of part.inputs) visit(input);
  return files;
}

const listingOf = (files) => digest(files.map(({ path, size, time }) => `${path} ${size} ${time}`));
const contentsOf = (files) => digest(files.flatMap(({ path, absolute }) => [path, readFileSync(absolute)]));

function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}
