import { isDeepStrictEqual } from 'node:util';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { RateLimit } from '../../domain/provisioning/rate-limit.ts';
import type { Application } from '../application.ts';
import { NotAllowedNow } from '../errors.ts';
import { nameTaken } from '../name-taken.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import type { Transaction } from '../ports/database.ts';
import { absent, and, eq } from '../ports/query.ts';
import { UniqueViolation } from '../ports/storage-errors.ts';
import { uniqueKeyOf } from '../provisioning/create-directory-group.ts';
import { requireLabel } from '../require-label.ts';
import { requireConnection } from './require-connection.ts';

export interface ConnectionChange {
  readonly name?: string | undefined;
  readonly onLastAdministrator?: Connection['onLastAdministrator'] | undefined;
  readonly whileHeld?: Connection['whileHeld'] | undefined;
  readonly groupUniqueness?: Connection['groupUniqueness'] | undefined;
  /** `null`: as the installation is configured, from now on. */
  readonly rateLimit?: RateLimit | null | undefined;
  readonly keptRequests?: number | null | undefined;
}

const FIELDS = ['name', 'onLastAdministrator', 'whileHeld', 'groupUniqueness', 'rateLimit', 'keptRequests'] as const;

/** Changes what is given and leaves the rest. @throws NotFound, InvalidInput, AlreadyExists, NotAllowedNow */
export async function changeConnection(
  app: Application,
  request: PersonRequest,
  tenant: string,
  connectionId: string,
  change: ConnectionChange,
): Promise<Connection> {
  const name = change.name === undefined ? undefined : requireLabel('name', change.name);
  try {
    return await app.database.transaction(async (tx) => {
      const before = await requireConnection(tx, tenant, connectionId);
      const { rateLimit, keptRequests, ...rest } = before;
      const after: Connection = {
        ...rest,
        ...ownSetting('rateLimit', rateLimit, change.rateLimit),
        ...ownSetting('keptRequests', keptRequests, change.keptRequests),
        name: name ?? before.name,
        onLastAdministrator: change.onLastAdministrator ?? before.onLastAdministrator,
        whileHeld: change.whileHeld ?? before.whileHeld,
        groupUniqueness: change.groupUniqueness ?? before.groupUniqueness,
      };
      const changed = FIELDS.filter((field) => !isDeepStrictEqual(before[field], after[field]));
      if (changed.length > 0) tx.connections.replace(after, before.version);
      if (changed.includes('groupUniqueness')) await rekeyGroups(tx, after);
      tx.auditEvents.insert(
        personEvent(app, request, tenant, {
          action: 'connection.changed',
          outcome: changed.length > 0 ? 'done' : 'unchanged',
          target: { kind: 'connection', id: connectionId, label: after.name },
          details: Object.fromEntries(
            changed.map((field) => [field, { before: toJson(before[field]), after: toJson(after[field]) }]),
          ),
        }),
      );
      return after;
    });
  } catch (error) {
    if (error instanceof UniqueViolation && error.key === 'uniqueKey') {
      throw new NotAllowedNow('Some groups of this connection already share what would have to be unique');
    }
    throw nameTaken(error);
  }
}

/** A setting that follows the installation unless the connection has its own. */
const ownSetting = <K extends string, V>(name: K, before: V | undefined, change: V | null | undefined) => {
  const after = change === undefined ? before : (change ?? undefined);
  return (after === undefined ? {} : { [name]: after }) as { readonly [N in K]?: V };
};

const toJson = (value: string | number | RateLimit | undefined): Json =>
  value === undefined ? null : typeof value === 'object' ? { ...value } : value;

/** What must be unique about a group stands in the group itself. */
async function rekeyGroups(tx: Transaction, connection: Connection): Promise<void> {
  const groups = tx.directoryGroups.scan(connection.tenant, {
    where: and<DirectoryGroup>(eq('connectionId', connection.id), absent('deletedAt')),
  });
  for await (const group of groups) {
    tx.directoryGroups.patch(connection.tenant, group.id, { uniqueKey: uniqueKeyOf({ connection }, group.id, group) });
  }
}
