import { resolve } from 'node:path';
import { isServerOf, readPostmaster } from './postmaster-file.ts';
import { databaseFolder, readServerRecord, serverUrl } from './server-record.ts';

/** The url of the database that runs for this data directory, for commands that join a running service. */
export async function findEmbeddedPostgres(directory: string): Promise<string | undefined> {
  const dataDirectory = resolve(directory);
  const record = await readServerRecord(dataDirectory);
  if (record === undefined) return undefined;
  const folder = databaseFolder(dataDirectory, record);
  const postmaster = await readPostmaster(folder);
  if (postmaster === undefined || !postmaster.ready || !(await isServerOf(folder, postmaster.pid))) return undefined;
  return serverUrl(record, postmaster.port);
}
