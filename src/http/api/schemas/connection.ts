import { z } from 'zod';
import { page, paging } from './paging.ts';
import { Id, Label, Time, TimeInput } from './scalars.ts';

export const ConnectionType = z.enum(['okta', 'entra', 'generic']).meta({ id: 'ConnectionType' });
export const OnLastAdministrator = z.enum(['hold', 'reject']).meta({
  id: 'OnLastAdministrator',
  description:
    'What a SCIM request gets that would take the last administrator away: accepted and held for a decision (`hold`), or 409 (`reject`). Okta may never send a rejected deactivation again.',
});
export const WhileHeld = z.enum(['end_sessions', 'keep_sessions']).meta({
  id: 'WhileHeld',
  description: 'Whether open sessions and tokens of a person whose removal is held end at once',
});
export const GroupUniqueness = z.enum(['displayName', 'externalId']).meta({
  id: 'GroupUniqueness',
  description: 'What two groups of the connection may not share',
});

export const NestedGroups = z.enum(['refuse', 'ignore', 'expand']).meta({
  id: 'NestedGroups',
  description:
    'What becomes of groups as members of groups: the request is refused with 400 (`refuse`), they are stored and shown without effect on roles (`ignore`), or whoever is in the inner group counts as being in the outer one (`expand`).',
});
export const RateLimit = z
  .strictObject({
    requestsPerSecond: z.int().min(1).max(10_000).describe('In the long run'),
    burst: z.int().min(1).max(10_000).describe('At once, after a pause'),
  })
  .meta({
    id: 'RateLimit',
    description: 'How many SCIM requests a connection may send; beyond it they get 429 with Retry-After',
  });
const KeptRequests = z.int().min(0).max(5_000).describe('How many of its latest requests are kept; 0: none');

export const SetUpValue = z
  .object({
    label: z.string().describe('The name of the field in the identity provider'),
    value: z.string(),
    copy: z.boolean().describe('Whether it is a text to paste; otherwise an option to choose'),
  })
  .meta({ id: 'SetUpValue' });

export const Connection = z
  .object({
    id: Id,
    type: ConnectionType,
    name: z.string(),
    state: z.enum(['active', 'paused', 'deleted']),
    onLastAdministrator: OnLastAdministrator,
    whileHeld: WhileHeld,
    groupUniqueness: GroupUniqueness,
    nestedGroups: NestedGroups,
    rateLimit: RateLimit.optional().describe('Absent: as the installation is configured'),
    keptRequests: KeptRequests.optional().describe('Absent: as the installation is configured'),
    unmaskedUntil: Time.optional().describe('Until then its requests are kept with personal values'),
    createdAt: Time,
    pausedAt: Time.optional(),
    deletedAt: Time.optional(),
    lastRequestAt: Time.optional().describe('When a token of it was last used, to the minute; absent before the first'),
    counts: z.object({ users: z.int(), activeUsers: z.int(), groups: z.int() }),
    scimBaseUrl: z.url(),
    setUp: z.array(SetUpValue).describe('What to enter in the identity provider; the token is shown apart, once'),
  })
  .meta({ id: 'Connection' });
export const ConnectionPage = page(Connection).meta({ id: 'ConnectionPage' });
export const ConnectionQuery = z.strictObject({
  ...paging,
  includeDeleted: z.enum(['true', 'false']).default('false'),
});

export const ConnectionInput = z
  .strictObject({
    type: ConnectionType,
    name: Label,
    onLastAdministrator: OnLastAdministrator.optional(),
    whileHeld: WhileHeld.optional(),
    groupUniqueness: GroupUniqueness.optional(),
    nestedGroups: NestedGroups.optional(),
  })
  .meta({ id: 'ConnectionInput' });
export const ConnectionChange = z
  .strictObject({
    name: Label.optional(),
    onLastAdministrator: OnLastAdministrator.optional(),
    whileHeld: WhileHeld.optional(),
    groupUniqueness: GroupUniqueness.optional(),
    nestedGroups: NestedGroups.optional(),
    rateLimit: RateLimit.nullable().optional().describe('null: as the installation is configured'),
    keptRequests: KeptRequests.nullable().optional().describe('null: as the installation is configured'),
  })
  .meta({ id: 'ConnectionChange' });

export const ConnectionToken = z
  .object({
    id: Id,
    prefix: z.string().describe('How the token begins, to recognize it'),
    state: z
      .enum(['active', 'expired', 'revoked', 'ended'])
      .describe('`ended`: the one person it is bound to was deleted, so that it reaches nothing any more'),
    directoryUser: z
      .object({ id: Id, userName: z.string() })
      .optional()
      .describe('The one person it is bound to; without it, it speaks for the connection'),
    createdAt: Time,
    expiresAt: Time.optional(),
    revokedAt: Time.optional(),
    endedReason: z.enum(['person_deleted']).optional().describe('With `ended`: why'),
    lastUsedAt: Time.optional().describe('To the minute'),
  })
  .meta({ id: 'ConnectionToken' });
export const ConnectionTokenPage = page(ConnectionToken).meta({ id: 'ConnectionTokenPage' });
export const CreatedConnectionToken = z
  .object({ ...ConnectionToken.shape, token: z.string().describe('Shown once; only its hash is kept') })
  .meta({ id: 'CreatedConnectionToken' });
export const ConnectionTokenInput = z
  .strictObject({
    expiresAt: TimeInput.optional(),
    directoryUserId: Id.optional().describe(
      'Binds the token to one user of the connection: it reaches that person at `/Me`, and nothing else',
    ),
  })
  .meta({ id: 'ConnectionTokenInput' });
export const RotateTokenInput = z
  .strictObject({
    overlapHours: z.number().min(0).max(720).default(24).describe('How long the tokens of before go on working'),
  })
  .meta({ id: 'RotateTokenInput' });

export const CreatedConnection = z
  .object({ connection: Connection, token: CreatedConnectionToken, scimBaseUrl: z.url() })
  .meta({ id: 'CreatedConnection' });

/** What becomes of the people of a deleted connection. */
export const DeleteConnectionQuery = z.strictObject({
  people: z
    .enum(['keep', 'suspend', 'move'])
    .describe('Keep their roles as manual grants, suspend them, or move them to another connection'),
  toConnectionId: Id.optional().describe('With `people=move`'),
});
