import type { Connection } from '../../domain/provisioning/connection.ts';
import type { Application } from '../application.ts';
import { nameTaken } from '../name-taken.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { requireLabel } from '../require-label.ts';
import { requireConnection } from './require-connection.ts';

export interface ConnectionChange {
  readonly name?: string | undefined;
  readonly onLastAdministrator?: Connection['onLastAdministrator'] | undefined;
  readonly whileHeld?: Connection['whileHeld'] | undefined;
}

/** Changes what is given and leaves the rest. @throws NotFound, InvalidInput, AlreadyExists */
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
      const after: Connection = {
        ...before,
        name: name ?? before.name,
        onLastAdministrator: change.onLastAdministrator ?? before.onLastAdministrator,
        whileHeld: change.whileHeld ?? before.whileHeld,
      };
      const changed = (['name', 'onLastAdministrator', 'whileHeld'] as const).filter(
        (field) => before[field] !== after[field],
      );
      if (changed.length > 0) tx.connections.replace(after, before.version);
      tx.auditEvents.insert(
        personEvent(app, request, tenant, {
          action: 'connection.changed',
          outcome: changed.length > 0 ? 'done' : 'unchanged',
          target: { kind: 'connection', id: connectionId, label: after.name },
          details: Object.fromEntries(changed.map((field) => [field, { before: before[field], after: after[field] }])),
        }),
      );
      return after;
    });
  } catch (error) {
    throw nameTaken(error);
  }
}
