import type { z } from 'zod';
import { NotFound } from '../../application/errors.ts';
import { INSTANCE } from '../../application/ports/collection.ts';
import type { Reads } from '../../application/ports/database.ts';
import { absent, and, eq, isIn, or, type Query } from '../../application/ports/query.ts';
import { grantScope, type RoleGrant } from '../../domain/access/role-grant.ts';
import type { Account } from '../../domain/accounts/account.ts';
import type { Membership } from '../../domain/accounts/membership.ts';
import { lookUpNames } from './names.ts';
import { decodeCursor, encodeCursor, type PageOf, readPage } from './read-page.ts';
import type { Person, PersonDetail, PersonQuery } from './schemas/person.ts';
import { namesOfGrants, shapeGrant } from './shapes/grant.ts';
import { namesOfCauses, shapePerson } from './shapes/person.ts';

type PersonRow = z.input<typeof Person>;
type Search = z.output<typeof PersonQuery>;

/** A page of an organization's people: in the order they joined, or by e-mail when searched for. */
export async function readPeople(
  reads: Reads,
  tenant: string,
  query: Search,
): Promise<{ items: PersonRow[]; nextCursor?: string; total?: number }> {
  const ofState = query.state ? eq<Membership>('state', query.state) : undefined;
  if (query.query) {
    const page = await searchPeople(reads, tenant, { ...query, query: query.query });
    return { items: await shapePeople(reads, tenant, page.docs), ...next(page) };
  }
  const page = await readPage(reads.memberships, tenant, ofState ? { where: ofState } : {}, query);
  const [items, total] = await Promise.all([
    shapePeople(reads, tenant, page.docs),
    query.cursor ? undefined : reads.memberships.count(tenant, ofState),
  ]);
  return { items, ...next(page), ...(total !== undefined && { total }) };
}

const next = (page: PageOf<unknown>) => (page.nextCursor ? { nextCursor: page.nextCursor } : {});

/** How many accounts one search looks at before it answers what it has, with a cursor to go on from. */
const LOOK_AT_MOST = 10_000;
const BATCH = 500;

/** E-mails and names belong to accounts, which know no organization: those that match are looked up among the members. */
async function searchPeople(
  reads: Reads,
  tenant: string,
  search: Search & { readonly query: string },
): Promise<PageOf<Membership>> {
  const accounts: Query<Account> = {
    where: and(
      absent('deletedAt'),
      or<Account>(
        { op: 'contains', field: 'email', value: search.query },
        { op: 'contains', field: 'displayName', value: search.query },
      ),
    ),
    sort: [{ field: 'email' }],
    limit: BATCH,
  };
  const found: Membership[] = [];
  let after = search.cursor ? decodeCursor(search.cursor, accounts.sort?.length ?? 0) : undefined;
  for (let seen = 0; seen < LOOK_AT_MOST; seen += BATCH) {
    const batch = await reads.accounts.find(INSTANCE, { ...accounts, ...(after && { after }) });
    const members = new Map(
      (
        await reads.memberships.getMany(
          tenant,
          batch.map((account) => account.id),
        )
      ).map((membership) => [membership.accountId, membership]),
    );
    for (const account of batch) {
      after = reads.accounts.cursorOf(accounts, account);
      const membership = members.get(account.id);
      if (!membership || (search.state && membership.state !== search.state)) continue;
      found.push(membership);
      if (found.length === search.limit) return { docs: found, nextCursor: encodeCursor(after) };
    }
    if (batch.length < BATCH) return { docs: found };
  }
  return { docs: found, ...(after && { nextCursor: encodeCursor(after) }) };
}

async function shapePeople(reads: Reads, tenant: string, memberships: readonly Membership[]): Promise<PersonRow[]> {
  if (memberships.length === 0) return [];
  const ids = memberships.map((membership) => membership.accountId);
  const causes = namesOfCauses(memberships);
  const grants = await reads.roleGrants.find(tenant, { where: isIn<RoleGrant>('accountId', ids) });
  const names = await lookUpNames(reads, tenant, {
    accounts: [...ids, ...causes.accounts],
    connections: causes.connections,
    scopes: [{ kind: 'organization', id: tenant }, ...grants.map(grantScope)],
  });
  return memberships.flatMap((membership) => {
    const account = names.account(membership.accountId);
    if (!account) return [];
    const own = grants.filter((grant) => grant.accountId === membership.accountId);
    return [shapePerson(account, membership, own, names)];
  });
}

/** One person with all grants. @throws NotFound for who never belonged to the organization */
export async function readPerson(
  reads: Reads,
  tenant: string,
  accountId: string,
): Promise<z.input<typeof PersonDetail>> {
  const [account, membership, grants] = await Promise.all([
    reads.accounts.get(INSTANCE, accountId),
    reads.memberships.get(tenant, accountId),
    reads.roleGrants.find(tenant, { where: eq('accountId', accountId) }),
  ]);
  if (!account || !membership) throw new NotFound('person', accountId);
  const causes = namesOfCauses([membership]);
  const granted = namesOfGrants(grants);
  const names = await lookUpNames(reads, tenant, {
    accounts: [...causes.accounts, ...granted.accounts],
    connections: [...causes.connections, ...granted.connections],
    groups: granted.groups,
    scopes: [{ kind: 'organization', id: tenant }, ...granted.scopes],
  });
  return {
    ...shapePerson(account, membership, grants, names),
    lastSignInAt: account.lastSignInAt,
    grants: grants.map((grant) => shapeGrant(grant, names)),
  };
}
