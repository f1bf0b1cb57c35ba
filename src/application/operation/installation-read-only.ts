import { DatabaseUnavailable } from '../ports/storage-errors.ts';

/** Seconds after which it is worth asking again. */
export const READ_ONLY_RETRY_SECONDS = 30;

/**
 * The installation takes no changes for the time being; nothing was written. A passing state: SCIM and REST answer 503
 * with `Retry-After`, and sync jobs wait.
 */
export class InstallationReadOnly extends DatabaseUnavailable {
  constructor(reason: string | undefined) {
    super(`Holdfast is read-only just now${reason ? `: ${reason}` : ''}. Nothing was changed; try again later`);
    // The class above has fixed its name for all that looks at names only.
    Object.defineProperty(this, 'name', { value: 'InstallationReadOnly' });
  }
}
