import { z } from 'zod';
import { page, paging } from './paging.ts';
import { Id, Reason, Time } from './scalars.ts';
import { OrganizationScopeKind, Role, Scope } from './scope.ts';

/** Why an account holds a role: exactly one source per grant. */
export const GrantSource = z
  .object({
    kind: z.enum(['mapping', 'manual', 'first_user']),
    mappingId: Id.optional(),
    groupId: Id.optional(),
    groupName: z.string().optional(),
    attribute: z
      .object({ name: z.string(), value: z.string() })
      .optional()
      .describe('Of a mapping that names a value of the user instead of a group'),
    connectionId: Id.optional(),
    connectionName: z.string().optional(),
    byAccountId: Id.optional(),
    byEmail: z.string().optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'GrantSource' });

export const Grant = z
  .object({
    id: Id,
    accountId: Id,
    scope: Scope,
    role: Role,
    source: GrantSource,
    jobId: Id.optional().describe('The sync job that brought it'),
    createdAt: Time,
  })
  .meta({ id: 'Grant' });

export const GrantPage = page(Grant).meta({ id: 'GrantPage' });
export const GrantQuery = z.strictObject({
  ...paging,
  accountId: Id.optional(),
  scopeKind: OrganizationScopeKind.optional(),
  scopeId: Id.optional(),
  role: Role.optional(),
});

export const GrantInput = z
  .strictObject({
    accountId: Id,
    scopeKind: OrganizationScopeKind,
    scopeId: Id,
    role: Role,
    reason: Reason.optional(),
  })
  .meta({ id: 'GrantInput' });
