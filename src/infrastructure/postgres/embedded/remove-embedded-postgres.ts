import { rm, rmdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { logFileOf } from './server-process.ts';
import { databaseFolder, readServerRecord, recordPath } from './server-record.ts';

/**
 * Removes a stopped database: its folder, wherever it is, its record and its log, and the data directory if nothing else
 * is in it. Copies of the binaries stay, as other databases may run on them.
 */
export async function removeEmbeddedPostgres(directory: string): Promise<void> {
  const dataDirectory = resolve(directory);
  const record = await readServerRecord(dataDirectory);
  if (record !== undefined) {
    await rm(databaseFolder(dataDirectory, record), { recursive: true, force: true });
    if (record.relocatedTo !== undefined) await rm(record.relocatedTo, { recursive: true, force: true });
  }
  await rm(recordPath(dataDirectory), { force: true });
  await rm(logFileOf(dataDirectory), { force: true });
  await rmdir(dataDirectory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'ENOENT') throw error;
  });
}
