import type { z } from 'zod';
import { INSTANCE } from '../../../application/ports/collection.ts';
import type { Reads } from '../../../application/ports/database.ts';
import { and, type Condition, eq, gte, lt, or } from '../../../application/ports/query.ts';
import type { Actor, AuditEvent } from '../../../domain/audit/audit-event.ts';
import type { Handlers } from '../handler.ts';
import { lookUpNames, type Names } from '../names.ts';
import type { auditEventOperations } from '../operations/audit-events.ts';
import { readPage, shapePage } from '../read-page.ts';
import type { AuditActor, AuditEventQuery, AuditEvent as AuditEventSchema } from '../schemas/audit-event.ts';
import { objectInKeyOrder } from '../shapes/in-key-order.ts';
import { scopesOfChange, shapeRoleChanges } from '../shapes/role-changes.ts';
import { rolesOfEvent } from '../shapes/roles-of-event.ts';

export const auditEventHandlers: Handlers<typeof auditEventOperations> = {
  async listAuditEvents({ query }, { app, organization }) {
    return await listEvents(app.database, organization.id, query);
  },

  async listInstanceAuditEvents({ query }, { app }) {
    return await listEvents(app.database, INSTANCE, query);
  },
};

type Search = z.output<typeof AuditEventQuery>;

async function listEvents(reads: Reads, tenant: string, search: Search) {
  const conditions = conditionsOf(search);
  const page = await readPage(
    reads.auditEvents,
    tenant,
    {
      ...(conditions.length > 0 && { where: and(...conditions) }),
      sort: [{ field: 'at', direction: 'descending' }],
    },
    search,
  );
  const names = await lookUpNames(reads, tenant, {
    accounts: page.docs.map(({ actor }) => (actor.kind === 'account' ? actor.accountId : undefined)),
    connections: page.docs.map(({ actor }) => (actor.kind === 'connection' ? actor.connectionId : undefined)),
    scopes: page.docs.flatMap((event) => scopesOfChange(rolesOfEvent(event) ?? NO_ROLES)),
  });
  return shapePage(page, (event) => shapeEvent(event, names));
}

function conditionsOf(search: Search): Condition<AuditEvent>[] {
  const conditions: Condition<AuditEvent>[] = [];
  if (search.from) conditions.push(gte('at', search.from));
  if (search.to) conditions.push(lt('at', search.to));
  if (search.outcome) conditions.push(eq('outcome', search.outcome));
  if (search.action) {
    conditions.push(or(eq('action', search.action), { op: 'startsWith', field: 'action', value: `${search.action}.` }));
  }
  if (search.actorAccountId) conditions.push(eq(['actor', 'accountId'], search.actorAccountId));
  if (search.actorConnectionId) conditions.push(eq(['actor', 'connectionId'], search.actorConnectionId));
  return conditions;
}

const NO_ROLES = { rolesBefore: {}, rolesAfter: {} };

function shapeEvent(event: AuditEvent, names: Names): z.input<typeof AuditEventSchema> {
  const roles = rolesOfEvent(event);
  return {
    id: event.id,
    at: event.at,
    action: event.action,
    outcome: event.outcome,
    actor: shapeActor(event.actor, names),
    requestId: event.requestId,
    jobId: event.jobId,
    target: event.target && { kind: event.target.kind, id: event.target.id, label: event.target.label },
    roles: roles && shapeRoleChanges(roles, names),
    details: event.details && objectInKeyOrder(event.details),
  };
}

function shapeActor(actor: Actor, names: Names): z.input<typeof AuditActor> {
  switch (actor.kind) {
    case 'connection':
      return {
        kind: 'connection',
        connectionId: actor.connectionId,
        connectionName: names.connection(actor.connectionId),
        tokenId: actor.tokenId,
      };
    case 'account':
      return {
        kind: 'account',
        accountId: actor.accountId,
        email: names.account(actor.accountId)?.email,
        via: actor.via,
      };
    case 'operator':
      return { kind: 'operator', via: actor.via };
    case 'system':
      return { kind: 'system', part: actor.part };
  }
}
