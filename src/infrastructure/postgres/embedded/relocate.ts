import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresUnusable } from './embedded-errors.ts';
import { makeFolder } from './make-folder.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { isReachable, isReadable } from './reachable.ts';
import type { ServerUser } from './server-user.ts';

/** Folders that outlast a reboot and that any user may enter. */
const places = ['/var/lib/holdfast', '/usr/local/var/holdfast', '/opt/holdfast', '/srv/holdfast'];

/**
 * Root's server runs as somebody else, who may be unable to enter the folder of the clone. A place of its own for the
 * database then, never reused for another: two clones at the same path must not find each other's data.
 */
export async function placeForDatabase(dataDirectory: string, user: ServerUser): Promise<string | undefined> {
  if (await isReachable(dataDirectory, user)) return undefined;
  const name = `${basename(dataDirectory).replace(/^\.+/, '')}-${randomBytes(6).toString('hex')}`;
  return inSomePlace(user, async (place) => {
    const folder = join(place, name);
    await makeFolder(folder, 0o711);
    return folder;
  });
}

/** The binaries where the user can run them: where they are, or a copy that every database of this version shares. */
export async function placeForBinaries(binaries: PostgresBinaries, user: ServerUser): Promise<string> {
  const samples = ['bin/postgres', 'lib/libpq.so.5', 'share/postgresql/postgres.bki'].map((file) =>
    join(binaries.folder, file),
  );
  const readable = await Promise.all(samples.map((file) => isReadable(file, user).catch(() => true)));
  if (readable.every(Boolean)) return binaries.folder;
  return inSomePlace(user, async (place) => {
    const folder = join(place, `postgresql-${binaries.version}`);
    if (await exists(folder)) return folder;
    const draft = `${folder}.${randomBytes(6).toString('hex')}`;
    try {
      await cp(binaries.folder, draft, { recursive: true, verbatimSymlinks: true });
      await openToAll(draft);
      await rename(draft, folder);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      if (!(await exists(folder))) throw error;
    }
    return folder;
  });
}

async function inSomePlace(user: ServerUser, make: (place: string) => Promise<string>): Promise<string> {
  let reason: unknown;
  for (const place of places) {
    try {
      await makeFolder(place, 0o755);
      if (await isReachable(place, user)) return await make(place);
    } catch (error) {
      reason = error;
    }
  }
  throw new EmbeddedPostgresUnusable(
    `The user ${user.name}, as whom PostgreSQL has to run, can enter neither the data directory nor any of ${places.join(', ')}.`,
    { cause: reason },
  );
}

/** What npm unpacked under a strict umask is readable by its owner only. */
const openToAll = async (folder: string): Promise<void> => {
  await promisify(execFile)('chmod', ['-R', 'a+rX', folder]);
};

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
