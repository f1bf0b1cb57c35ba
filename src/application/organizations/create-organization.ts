import type { Organization } from '../../domain/access/organization.ts';
import type { Application } from '../application.ts';
import { AlreadyExists, InvalidInput } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import { UniqueViolation } from '../ports/storage-errors.ts';
import { requireLabel } from '../require-label.ts';

export interface OrganizationInput {
  readonly name: string;
  readonly slug: string;
  readonly leaverRule?: Organization['leaverRule'] | undefined;
}

/** Names an organization in addresses and commands: lower-case letters and digits with single hyphens between. */
export const SLUG = /^(?=.{2,60}$)[a-z0-9]+(-[a-z0-9]+)*$/;

/** @throws InvalidInput, AlreadyExists */
export async function createOrganization(
  app: Application,
  request: PersonRequest,
  input: OrganizationInput,
): Promise<Organization> {
  if (!SLUG.test(input.slug)) {
    throw new InvalidInput('slug', 'Give 2 to 60 lower-case letters and digits, with single hyphens between them');
  }
  const organization: Organization = {
    id: app.newId(),
    tenant: INSTANCE,
    version: 1,
    name: requireLabel('name', input.name),
    slug: input.slug,
    leaverRule: input.leaverRule ?? 'any',
    createdAt: app.clock.now(),
  };
  try {
    await app.database.transaction(async (tx) => {
      tx.organizations.insert(organization);
      tx.auditEvents.insert(
        personEvent(app, request, organization.id, {
          action: 'organization.created',
          outcome: 'done',
          target: { kind: 'organization', id: organization.id, label: organization.name },
          details: { slug: organization.slug, leaverRule: organization.leaverRule },
        }),
      );
    });
  } catch (error) {
    if (error instanceof UniqueViolation && error.key === 'slug') {
      throw new AlreadyExists('slug', 'There is an organization with this slug already');
    }
    throw error;
  }
  return organization;
}
