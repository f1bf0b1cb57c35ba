import { execFile } from 'node:child_process';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedPostgresUnusable, noSpace } from './embedded-errors.ts';
import { binary } from './postgres-binaries.ts';
import { ROLE } from './server-record.ts';
import type { ServerUser } from './server-user.ts';

/**
 * Makes a new database in `folder`, complete or not at all: it is made beside it and moved there at the end. Text is
 * UTF-8 in code point order whatever the machine's locale.
 */
export async function initializeDatabase(options: {
  readonly binaries: string;
  readonly folder: string;
  readonly user: ServerUser | undefined;
  readonly password: string;
  readonly durable: boolean;
}): Promise<void> {
  const { folder, user } = options;
  const draft = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  await rm(draft, { recursive: true, force: true });
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 });
    if (user !== undefined) {
      await chown(draft, user.uid, user.gid);
      await chown(passwordFile, user.uid, user.gid);
    }
    const args = [`--pgdata=${draft}`, `--username=${ROLE}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    args.push('--encoding=UTF8', '--locale=C', '--no-instructions', ...(options.durable ? [] : ['--no-sync']));
    await run(binary(options.binaries, 'initdb'), args, dirname(folder), user);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function run(program: string, args: string[], cwd: string, user: ServerUser | undefined): Promise<void> {
  return new Promise((done, failed) => {
    const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', ...(process.platform === 'win32' ? process.env : {}) };
    const identity = user === undefined ? {} : { uid: user.uid, gid: user.gid };
    execFile(program, args, { cwd, env, ...identity }, (error, _stdout, stderr) => {
      if (error === null) done();
      else if (/no space left|disk quota/i.test(stderr)) failed(noSpace(cwd, error));
      else {
        const reason = /error: (.+)/.exec(stderr)?.[1] ?? error.message;
        failed(new EmbeddedPostgresUnusable(`The embedded database could not be made: ${reason}.`, { cause: error }));
      }
    });
  });
}
