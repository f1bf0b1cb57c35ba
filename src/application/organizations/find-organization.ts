import type { Organization } from '../../domain/access/organization.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Reads } from '../ports/database.ts';
import { eq } from '../ports/query.ts';

/** By id or slug. */
export const findOrganization = async (
  reads: Pick<Reads, 'organizations'>,
  idOrSlug: string,
): Promise<Organization | undefined> =>
  (await reads.organizations.get(INSTANCE, idOrSlug)) ??
  (await reads.organizations.findOne(INSTANCE, eq('slug', idOrSlug)));
