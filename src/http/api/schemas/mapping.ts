import { z } from 'zod';
import { ACCESS_ATTRIBUTES } from '../../../domain/provisioning/access-values.ts';
import { page, paging } from './paging.ts';
import { Id, Time } from './scalars.ts';
import { OrganizationScopeKind, Role, Scope, ScopedRole } from './scope.ts';

export const MappingMatch = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('group'), groupId: Id }),
    z.strictObject({
      by: z.literal('name'),
      name: z.string().trim().min(1).max(500),
      connectionId: Id.optional().describe('Only groups of this connection'),
    }),
    z
      .strictObject({
        by: z.literal('attribute'),
        connectionId: Id,
        attribute: z.enum(ACCESS_ATTRIBUTES),
        value: z.string().trim().min(1).max(500),
      })
      .describe('Users of the connection who have this value in `roles` or `entitlements`'),
  ])
  .meta({ id: 'MappingMatch' });

export const MappingInput = z
  .strictObject({ match: MappingMatch, scopeKind: OrganizationScopeKind, scopeId: Id, role: Role })
  .meta({ id: 'MappingInput' });

export const Mapping = z
  .object({
    id: Id,
    match: MappingMatch,
    connectionName: z.string().optional().describe('Of the connection the match names'),
    groups: z
      .array(z.object({ id: Id, displayName: z.string(), connectionId: Id, connectionName: z.string().optional() }))
      .describe(
        'The groups it applies to now; none when the group is gone, no group has that name, or it names a value',
      ),
    scope: Scope,
    role: Role,
    createdAt: Time,
    createdBy: z.object({ accountId: Id, email: z.string().optional() }).optional(),
  })
  .meta({ id: 'Mapping' });
export const MappingPage = page(Mapping).meta({ id: 'MappingPage' });
export const MappingQuery = z.strictObject({ ...paging });

export const MappingChanged = z
  .object({ mapping: Mapping, jobId: Id.describe('The sync job that applies the change to people') })
  .meta({ id: 'MappingChanged' });

export const MappingEdit = z
  .union([
    z.strictObject({ create: MappingInput }),
    z.strictObject({ change: z.strictObject({ mappingId: Id, input: MappingInput }) }),
    z.strictObject({ delete: z.strictObject({ mappingId: Id }) }),
  ])
  .meta({ id: 'MappingEdit' });

export const PreviewRow = z
  .object({
    accountId: Id,
    email: z.string(),
    rolesBefore: z.array(ScopedRole),
    rolesAfter: z.array(ScopedRole),
    guard: z.string().optional().describe('Why the guard keeps a role, in a sentence'),
  })
  .meta({ id: 'PreviewRow' });

export const MappingPreview = z
  .object({
    people: z.int().describe('How many people the edit touches'),
    gains: z
      .array(PreviewRow)
      .describe('Whose effective role gets stronger; who moves from one scope to another is among the losses too'),
    losses: z.array(PreviewRow).describe('Whose effective role gets weaker, or ends'),
    held: z.array(PreviewRow).describe('Losses the last-administrator guard would hold; in no other list'),
    truncated: z.boolean().describe('There are more rows than are listed'),
  })
  .meta({ id: 'MappingPreview' });
