import type { Application } from '../../src/application/application.ts';
import { createConnection } from '../../src/application/connections/create-connection.ts';
import { createOrganization } from '../../src/application/organizations/create-organization.ts';
import { createTeam } from '../../src/application/organizations/create-team.ts';
import type { PersonRequest } from '../../src/application/person-request.ts';
import { createRoleMapping } from '../../src/application/provisioning/create-role-mapping.ts';
import { ADMINISTRATOR_GROUP, TEAM_GROUP } from './push-script.ts';

/** An organization for a client to push into, and what the client needs. */
export interface PushTarget {
  readonly tenant: string;
  readonly connectionId: string;
  readonly token: string;
}

const operator: PersonRequest = { actor: { kind: 'operator', via: 'cli' }, requestId: 'set-up' };

/** Names mean something before any group of that name exists, so that every push is about access. */
export async function createPushTarget(app: Application): Promise<PushTarget> {
  const slug = `acme-${app.newId()}`;
  const { id: tenant } = await createOrganization(app, operator, { name: 'Acme', slug });
  const team = await createTeam(app, operator, tenant, { name: 'Platform' });
  const { connection, token } = await createConnection(app, operator, tenant, { type: 'generic', name: 'Directory' });
  const match = (name: string) => ({ by: 'name', name }) as const;
  await createRoleMapping(app, operator, tenant, {
    match: match(ADMINISTRATOR_GROUP),
    scopeKind: 'organization',
    scopeId: tenant,
    role: 'admin',
  });
  await createRoleMapping(app, operator, tenant, {
    match: match(TEAM_GROUP),
    scopeKind: 'team',
    scopeId: team.id,
    role: 'member',
  });
  return { tenant, connectionId: connection.id, token: token.token };
}
