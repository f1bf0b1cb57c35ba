import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataDirectoryInUse, explainFileError } from './embedded-errors.ts';
import { makeFolder } from './make-folder.ts';
import { isRunning, type ProcessIdentity, processIdentity } from './process-identity.ts';

interface Holder extends ProcessIdentity {
  readonly purpose: string;
  /** Tells two locks of one process apart. */
  readonly token: string;
}

export interface DataDirectoryLock {
  release(): Promise<void>;
}

const LOCK_FILE = 'holdfast.lock';

/**
 * Makes this process the only one that uses the data directory. A lock whose process is gone is taken over, so a crash
 * leaves nothing to clean up.
 * @throws DataDirectoryInUse naming the process that holds it; EmbeddedPostgresUnusable when it cannot be written.
 */
export async function lockDataDirectory(dataDirectory: string, purpose: string): Promise<DataDirectoryLock> {
  const path = join(dataDirectory, LOCK_FILE);
  const holder: Holder = { ...processIdentity(process.pid), purpose, token: randomUUID() };
  try {
    await makeFolder(dataDirectory);
    await acquire(path, holder, dataDirectory);
  } catch (error) {
    throw explainFileError(error, dataDirectory);
  }
  return { release: () => releaseIfOwn(path, holder) };
}

/** Who holds the directory now, if the process still runs. */
export async function dataDirectoryHolder(
  dataDirectory: string,
): Promise<{ pid: number; purpose: string } | undefined> {
  const holder = await read(join(dataDirectory, LOCK_FILE));
  return holder !== undefined && isRunning(holder) ? { pid: holder.pid, purpose: holder.purpose } : undefined;
}

/**
 * `link` fails when the lock exists, so one of many wins. Taking over a dead process's lock happens under a second lock
 * named after the dead one: without it, two that both saw it dead could each replace it, the later one throwing out the
 * earlier one's fresh lock.
 */
async function acquire(path: string, holder: Holder, dataDirectory: string): Promise<void> {
  const draft = `${path}.${holder.token}`;
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    for (;;) {
      try {
        await link(draft, path);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const current = await read(path);
      if (current === undefined) continue;
      if (isRunning(current)) throw new DataDirectoryInUse(dataDirectory, current.pid, current.purpose);
      if (await takeOver(path, current, draft, holder, dataDirectory)) return;
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function takeOver(
  path: string,
  dead: Holder,
  draft: string,
  holder: Holder,
  dataDirectory: string,
): Promise<boolean> {
  const claim = `${path}.${dead.token}.taken`;
  const claimant = { ...holder, token: randomUUID() };
  await acquire(claim, claimant, dataDirectory);
  try {
    if ((await read(path))?.token !== dead.token) return false;
    const replacement = `${draft}.new`;
    await writeFile(replacement, JSON.stringify(holder), { mode: 0o600 });
    await rename(replacement, path);
    return true;
  } finally {
    await releaseIfOwn(claim, claimant);
  }
}

async function releaseIfOwn(path: string, holder: Holder): Promise<void> {
  if ((await read(path))?.token === holder.token) await rm(path, { force: true });
}

async function read(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if ((error as Error).name === 'SyntaxError') return { pid: 0, purpose: 'unknown', token: 'unreadable' };
    throw error;
  }
}
