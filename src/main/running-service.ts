import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const fileIn = (dataDirectory: string): string => join(dataDirectory, 'service.json');

/** Notes where the service of a data directory can be reached, for commands that print addresses. */
export const recordService = (dataDirectory: string, baseUrl: string): Promise<void> =>
  writeFile(fileIn(dataDirectory), `${JSON.stringify({ pid: process.pid, baseUrl })}\n`, { mode: 0o600 });

export const forgetService = (dataDirectory: string): Promise<void> => rm(fileIn(dataDirectory), { force: true });

/** Where the service of a data directory was reached last, whether or not it still runs. */
export async function lastServiceUrl(dataDirectory: string): Promise<string | undefined> {
  try {
    return (JSON.parse(await readFile(fileIn(dataDirectory), 'utf8')) as { baseUrl: string }).baseUrl;
  } catch {
    return undefined;
  }
}
