import type { Organization } from '../../domain/access/organization.ts';
import { NotFound } from '../errors.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Reads } from '../ports/database.ts';
import { eq } from '../ports/query.ts';

/** By id or slug. @throws NotFound */
export async function requireOrganization(
  reads: Pick<Reads, 'organizations'>,
  idOrSlug: string,
): Promise<Organization> {
  const organization =
    (await reads.organizations.get(INSTANCE, idOrSlug)) ??
    (await reads.organizations.findOne(INSTANCE, eq('slug', idOrSlug)));
  if (!organization) throw new NotFound('organization', idOrSlug);
  return organization;
}
