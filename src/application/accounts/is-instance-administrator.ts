import { INSTANCE } from '../ports/collection.ts';
import type { Reads } from '../ports/database.ts';
import { and, eq } from '../ports/query.ts';

/** Whether the account holds the role; whether it may sign in at all was decided before. */
export async function isInstanceAdministrator(reads: Pick<Reads, 'roleGrants'>, accountId: string): Promise<boolean> {
  const grant = await reads.roleGrants.findOne(
    INSTANCE,
    and(eq('accountId', accountId), eq('scopeKind', 'instance'), eq('role', 'instance_admin')),
  );
  return grant !== undefined && !grant.dormant;
}

/** Whether anybody holds the role. */
export async function hasInstanceAdministrator(reads: Pick<Reads, 'roleGrants'>): Promise<boolean> {
  const grant = await reads.roleGrants.findOne(
    INSTANCE,
    and(eq('scopeKind', 'instance'), eq('scopeId', INSTANCE), eq('role', 'instance_admin')),
  );
  return grant !== undefined;
}
