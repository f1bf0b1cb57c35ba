import { UniqueViolation } from '../ports/storage-errors.ts';
import { DirectoryUniqueness } from './directory-errors.ts';

const MOST_TRIES = 5;

/**
 * Runs a write of directory records, turning violated keys into the error that names the attribute. When somebody else
 * created the same account or the same member row in the meantime, the work simply runs again and finds it.
 */
export async function translatingUniqueness<T>(work: () => Promise<T>, names: Names): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error;
      const translated = translate(error, names);
      if (translated) throw translated;
      if (tries === MOST_TRIES) throw error;
    }
  }
}

/** What a violated key may be about. */
interface Names {
  readonly userName?: string | undefined;
  readonly displayName?: string | undefined;
  readonly externalId?: string | undefined;
  /** Labels of the attributes of extension schemas that are unique, see uniqueLabels. */
  readonly unique?: readonly string[] | undefined;
}

function translate(error: UniqueViolation, names: Names): DirectoryUniqueness | undefined {
  switch (`${error.collection}.${error.key}`) {
    case 'directoryUsers.userName':
      return new DirectoryUniqueness(
        'userName',
        `Another user of this connection has the userName "${names.userName}"`,
      );
    case 'directoryUsers.activeAccount':
      return new DirectoryUniqueness(
        'emails',
        'Another active user of this connection has the same linking e-mail: the primary work address in emails, or else userName',
      );
    case 'directoryGroups.uniqueKey':
      return new DirectoryUniqueness(
        names.displayName === undefined ? 'externalId' : 'displayName',
        names.displayName === undefined
          ? `Another group of this connection has the externalId "${names.externalId}"`
          : `Another group of this connection is called "${names.displayName}"`,
      );
    case 'uniqueValues.value':
      return takenValue(names.unique ?? []);
    default:
      return undefined;
  }
}

/** Which of several attributes it is, the violated key does not say. */
function takenValue(labels: readonly string[]): DirectoryUniqueness {
  // None, where the attribute became unique after this request was read.
  const which = labels.join(' or ') || 'an attribute that became unique';
  return new DirectoryUniqueness(which, `Another resource of this connection has the same value of ${which}`);
}
