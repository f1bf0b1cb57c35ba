import { z } from 'zod';
import { page, paging } from './paging.ts';
import { Id, Time, TimeInput } from './scalars.ts';
import { RoleChange } from './scope.ts';

export const AuditActor = z
  .object({
    kind: z.enum(['connection', 'account', 'operator', 'system']),
    connectionId: Id.optional(),
    connectionName: z.string().optional(),
    tokenId: Id.optional(),
    accountId: Id.optional(),
    email: z.string().optional(),
    via: z.enum(['session', 'api_token', 'cli']).optional(),
    part: z.string().optional(),
  })
  .meta({ id: 'AuditActor' });

export const AuditEvent = z
  .object({
    id: Id,
    at: Time,
    action: z.string(),
    outcome: z.enum(['done', 'unchanged', 'refused']),
    actor: AuditActor,
    requestId: z.string().optional(),
    jobId: Id.optional(),
    target: z
      .object({
        kind: z.string(),
        id: z.string(),
        label: z.string().optional().describe('Its name, or what it says, when the event was written'),
      })
      .optional(),
    roles: z
      .array(RoleChange)
      .optional()
      .describe('Of events about a person’s roles: what changed, with the names the scopes have now'),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'AuditEvent' });
export const AuditEventPage = page(AuditEvent).meta({ id: 'AuditEventPage' });
export const AuditEventQuery = z.strictObject({
  ...paging,
  from: TimeInput.optional(),
  to: TimeInput.optional(),
  action: z.string().max(100).optional().describe('A whole action, or the part before its point: `hold`'),
  outcome: z.enum(['done', 'unchanged', 'refused']).optional(),
  actorAccountId: Id.optional(),
  actorConnectionId: Id.optional(),
});
