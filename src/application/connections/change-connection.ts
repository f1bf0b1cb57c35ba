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
import { expandsGroups } from '../provisioning/nested-groups.ts';
import { newSyncJob } from '../provisioning/new-sync-job.ts';
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
  readonly nestedGroups?: Connection['nestedGroups'] | undefined;
}

const FIELDS = [
  'name',
  'onLastAdministrator',
  'whileHeld',
  'groupUniqueness',
  'nestedGroups',
  'rateLimit',
  'keptRequests',
] as const;

/**
 * Changes what is given and leaves the rest. When groups within groups begin or cease to count, one sync job decides about
 * everybody of the connection. @throws NotFound, InvalidInput, AlreadyExists, NotAllowedNow
 */
export async function changeConnection(
  app: Application,
  request: PersonRequest,
  tenant: string,
  connectionId: string,
  change: ConnectionChange,
): Promise<Connection> {
  const name = change.name === undefined ? undefined : requireLabel('name', change.name);
  const jobId = app.newId();
  try {
    const { after: changed, job } = await app.database.transaction(async (tx) => {
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
        ...(change.nestedGroups && { nestedGroups: change.nestedGroups }),
      };
      const changed = FIELDS.filter((field) => !isDeepStrictEqual(before[field], after[field]));
      if (changed.length > 0) tx.connections.replace(after, before.version);
      if (changed.includes('groupUniqueness')) await rekeyGroups(tx, after);
      const job = expandsGroups(before) !== expandsGroups(after) ? recheck(app, request, after, jobId) : undefined;
      if (job) tx.syncJobs.insert(job);
      tx.auditEvents.insert(
        personEvent(app, request, tenant, {
          action: 'connection.changed',
          outcome: changed.length > 0 ? 'done' : 'unchanged',
          ...(job && { jobId }),
          target: { kind: 'connection', id: connectionId, label: after.name },
          details: Object.fromEntries(
            changed.map((field) => [field, { before: toJson(before[field]), after: toJson(after[field]) }]),
          ),
        }),
      );
      return { after, job };
    });
    if (job) app.announce([job]);
    return changed;
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

const recheck = (app: Application, request: PersonRequest, connection: Connection, id: string) =>
  newSyncJob(app, connection.tenant, {
    id,
    kind: 'recheck',
    priority: 'bulk',
    connectionId: connection.id,
    summary: expandsGroups(connection)
      ? `Count groups within groups of “${connection.name}”`
      : `No longer count groups within groups of “${connection.name}”`,
    requestId: request.requestId,
    subjects: { kind: 'connection', connectionId: connection.id },
  });

/** What must be unique about a group stands in the group itself. */
async function rekeyGroups(tx: Transaction, connection: Connection): Promise<void> {
  const groups = tx.directoryGroups.scan(connection.tenant, {
    where: and<DirectoryGroup>(eq('connectionId', connection.id), absent('deletedAt')),
  });
  for await (const group of groups) {
    tx.directoryGroups.patch(connection.tenant, group.id, { uniqueKey: uniqueKeyOf({ connection }, group.id, group) });
  }
}
