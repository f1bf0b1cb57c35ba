import type { Organization } from '../../domain/access/organization.ts';
import { NotFound } from '../errors.ts';
import type { Reads } from '../ports/database.ts';
import { findOrganization } from './find-organization.ts';

/** By id or slug. @throws NotFound */
export async function requireOrganization(
  reads: Pick<Reads, 'organizations'>,
  idOrSlug: string,
): Promise<Organization> {
  const organization = await findOrganization(reads, idOrSlug);
  if (!organization) throw new NotFound('organization', idOrSlug);
  return organization;
}
