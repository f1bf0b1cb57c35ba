import { execFileSync } from 'node:child_process';
import { EmbeddedPostgresUnusable } from './embedded-errors.ts';

/** Whom the server runs as. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root lends it an unprivileged user: the one it ran as before, else the system's
 * own `postgres`, else `holdfast`, made when the system lets us, else `nobody`. Undefined: this process's own user.
 */
export function serverUser(previous?: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (previous !== undefined) {
    const same = lookUp(previous);
    if (same === undefined) {
      throw new EmbeddedPostgresUnusable(`The database belongs to the user ${previous}, who does not exist any more.`);
    }
    return same;
  }
  const found = lookUp('postgres') ?? lookUp('holdfast') ?? create('holdfast') ?? lookUp('nobody');
  if (found === undefined) {
    throw new EmbeddedPostgresUnusable(
      'PostgreSQL does not run as root and there is no other user: create one with "useradd --system holdfast".',
    );
  }
  return found;
}

function lookUp(name: string): ServerUser | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }).trim());
    const user = { name, uid: id('-u'), gid: id('-g') };
    return user.uid > 0 ? user : undefined;
  } catch {
    return undefined;
  }
}

function create(name: string): ServerUser | undefined {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name]],
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', name]],
  ];
  for (const [command, args] of attempts) {
    try {
      execFileSync(command, args, { stdio: 'pipe' });
      return lookUp(name);
    } catch {
      // Not this one: the next, or nobody.
    }
  }
  return undefined;
}
