import type { z } from 'zod';
import { NotFound } from '../../../application/errors.ts';
import { groupBy } from '../../../application/group-by.ts';
import { INSTANCE } from '../../../application/ports/collection.ts';
import type { Reads } from '../../../application/ports/database.ts';
import { and, type Condition, eq, isIn, type Query } from '../../../application/ports/query.ts';
import { completeHold } from '../../../application/provisioning/complete-hold.ts';
import { discardHold } from '../../../application/provisioning/discard-hold.ts';
import type { Hold } from '../../../domain/access/hold.ts';
import type { Organization } from '../../../domain/access/organization.ts';
import type { Handlers } from '../handler.ts';
import { lookUpNames, type Names } from '../names.ts';
import type { holdOperations } from '../operations/holds.ts';
import { readPage, readPageAcrossTenants, shapePage } from '../read-page.ts';
import type { HoldQuery, Hold as HoldSchema } from '../schemas/hold.ts';

export const holdHandlers: Handlers<typeof holdOperations> = {
  async listAllHolds({ query }, { app: { database } }) {
    const page = await readPageAcrossTenants(database.holds, holdQuery(query), query);
    return { ...shapePage(page, (hold) => hold), items: await shapeHolds(database, page.docs) };
  },

  async listHolds({ query }, { app: { database }, organization }) {
    const page = await readPage(database.holds, organization.id, holdQuery(query), query);
    return { ...shapePage(page, (hold) => hold), items: await shapeHolds(database, page.docs) };
  },

  async getHold({ params }, { app, organization }) {
    return await readHold(app.database, organization.id, params.holdId);
  },

  async completeHold({ params, body }, { app, request, organization }) {
    await completeHold(app, request, organization.id, params.holdId, body);
    return await readHold(app.database, organization.id, params.holdId);
  },

  async discardHold({ params, body }, { app, request, organization }) {
    await discardHold(app, request, organization.id, params.holdId, body);
    return await readHold(app.database, organization.id, params.holdId);
  },
};

function holdQuery(query: z.output<typeof HoldQuery>): Query<Hold> {
  const conditions: Condition<Hold>[] = [isIn('state', query.state ?? ['open'])];
  if (query.personId) conditions.push(eq('accountId', query.personId));
  return { where: and(...conditions), sort: [{ field: 'openedAt', direction: 'descending' }] };
}

type HoldShape = z.input<typeof HoldSchema>;

/** @throws NotFound */
async function readHold(reads: Reads, tenant: string, holdId: string): Promise<HoldShape> {
  const hold = await reads.holds.get(tenant, holdId);
  if (!hold) throw new NotFound('hold', holdId);
  const [shape] = await shapeHolds(reads, [hold]);
  if (!shape) throw new NotFound('hold', holdId);
  return shape;
}

/** In the order given; names are looked up organization by organization. */
async function shapeHolds(reads: Reads, holds: readonly Hold[]): Promise<HoldShape[]> {
  const byTenant = groupBy(holds, (hold) => hold.tenant);
  const organizations = new Map(
    (await reads.organizations.getMany(INSTANCE, [...byTenant.keys()])).map((one) => [one.id, one]),
  );
  const names = new Map(
    await Promise.all([...byTenant].map(async ([tenant, own]) => [tenant, await namesOf(reads, tenant, own)] as const)),
  );
  return holds.flatMap((hold) => {
    const known = names.get(hold.tenant);
    return known ? [shapeHold(hold, organizations.get(hold.tenant), known)] : [];
  });
}

const namesOf = (reads: Reads, tenant: string, holds: readonly Hold[]): Promise<Names> =>
  lookUpNames(reads, tenant, {
    accounts: holds.flatMap((hold) => [hold.accountId, hold.closedBy?.accountId]),
    scopes: holds.map((hold) => ({ kind: hold.scopeKind, id: hold.scopeId })),
  });

function shapeHold(hold: Hold, organization: Organization | undefined, names: Names): HoldShape {
  const account = names.account(hold.accountId);
  const { closedBy } = hold;
  return {
    id: hold.id,
    organization: organization && { id: organization.id, name: organization.name, slug: organization.slug },
    kind: hold.kind,
    state: hold.state,
    scope: names.scope({ kind: hold.scopeKind, id: hold.scopeId }),
    person: { accountId: hold.accountId, email: account?.email, displayName: account?.displayName },
    explanation: hold.explanation,
    causes: hold.causes.map((cause) => ({ jobId: cause.jobId, summary: cause.summary, at: cause.at })),
    openedAt: hold.openedAt,
    closedAt: hold.closedAt,
    closedBy: closedBy && {
      accountId: closedBy.accountId,
      email: names.account(closedBy.accountId)?.email,
      reason: closedBy.reason,
      jobId: closedBy.jobId,
    },
  };
}
