/** Another process uses the data directory. `pid` names it. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse';
  readonly pid: number;
  constructor(directory: string, pid: number, purpose: string) {
    super(
      `The data directory ${directory} is in use by process ${pid} (${purpose}). Stop it, or choose another directory.`,
    );
    this.pid = pid;
  }
}

/** The embedded database cannot run there: not writable, no space, no user to run as. The message is one sentence for people. */
export class EmbeddedPostgresUnusable extends Error {
  override readonly name = 'EmbeddedPostgresUnusable';
}

/** A file system error as a sentence that says what to do; anything else as it is. */
export function explainFileError(error: unknown, directory: string): unknown {
  switch ((error as NodeJS.ErrnoException | undefined)?.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
      return new EmbeddedPostgresUnusable(
        `The data directory ${directory} is not writable: give this user write access to it, or choose another directory.`,
        { cause: error },
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return noSpace(directory, error);
    case 'ENOTDIR':
    case 'EEXIST':
      return new EmbeddedPostgresUnusable(`The data directory ${directory} is not a directory: choose another one.`, {
        cause: error,
      });
    default:
      return error;
  }
}

export const noSpace = (directory: string, cause?: unknown): EmbeddedPostgresUnusable =>
  new EmbeddedPostgresUnusable(
    `There is no space left for the data directory ${directory}: free some, or choose another directory.`,
    { cause },
  );
