import type { Organization } from '../../domain/access/organization.ts';
import type { Application } from '../application.ts';
import { NotFound } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import { requireLabel } from '../require-label.ts';

export interface OrganizationChange {
  readonly name?: string | undefined;
  readonly leaverRule?: Organization['leaverRule'] | undefined;
}

/** Changes what is given and leaves the rest. @throws NotFound, InvalidInput */
export async function changeOrganization(
  app: Application,
  request: PersonRequest,
  organizationId: string,
  change: OrganizationChange,
): Promise<Organization> {
  const name = change.name === undefined ? undefined : requireLabel('name', change.name);
  return await app.database.transaction(async (tx) => {
    const before = await tx.organizations.get(INSTANCE, organizationId);
    if (!before) throw new NotFound('organization', organizationId);
    const after = { ...before, name: name ?? before.name, leaverRule: change.leaverRule ?? before.leaverRule };
    const changed = (['name', 'leaverRule'] as const).filter((field) => before[field] !== after[field]);
    if (changed.length > 0) tx.organizations.replace(after, before.version);
    tx.auditEvents.insert(
      personEvent(app, request, organizationId, {
        action: 'organization.changed',
        outcome: changed.length > 0 ? 'done' : 'unchanged',
        target: { kind: 'organization', id: organizationId, label: after.name },
        details: Object.fromEntries(changed.map((field) => [field, { before: before[field], after: after[field] }])),
      }),
    );
    return after;
  });
}
