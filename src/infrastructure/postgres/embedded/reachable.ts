import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ServerUser } from './server-user.ts';

/** Whether the user may enter every folder on the way to `path`, judged by owner, group and mode. */
export async function isReachable(path: string, user: ServerUser): Promise<boolean> {
  let folder = await realpath(path);
  if (!(await stat(folder)).isDirectory()) folder = dirname(folder);
  for (;;) {
    if (!(await may(folder, user, 1))) return false;
    const parent = dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}

export const isReadable = async (path: string, user: ServerUser): Promise<boolean> =>
  (await isReachable(path, user)) && (await may(path, user, 4));

async function may(path: string, user: ServerUser, bit: 1 | 4): Promise<boolean> {
  const { mode, uid, gid } = await stat(path);
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  return ((mode >> shift) & bit) === bit;
}
