import { z } from 'zod';
import { GrantSource } from './grant.ts';
import { MembershipCause, MembershipState } from './person.ts';
import { Id, Time } from './scalars.ts';
import { Role, Scope } from './scope.ts';

/** One grant, followed back to where it came from: connection → group → mapping → sync job → request. */
export const ExplainedGrant = z
  .object({
    grantId: Id,
    role: Role,
    source: GrantSource,
    groupPath: z
      .array(z.object({ id: Id, displayName: z.string() }))
      .optional()
      .describe('Of a group the person is in by way of others: from the one they were put into to that group'),
    jobId: Id.optional(),
    jobSummary: z.string().optional(),
    requestId: z.string().optional(),
    createdAt: Time,
    sentence: z.string().describe('The same in words'),
  })
  .meta({ id: 'ExplainedGrant' });

/** "Why does X have role Y?", for every role of a person in an organization. */
export const Explanation = z
  .object({
    accountId: Id,
    email: z.string(),
    membership: z
      .object({ state: MembershipState, since: Time, cause: MembershipCause.optional() })
      .optional()
      .describe('Absent when the person never belonged to the organization'),
    roles: z.array(
      z.object({
        scope: Scope,
        role: Role.optional().describe('The effective role; absent while the membership is not active'),
        grants: z.array(ExplainedGrant).describe('Strongest first'),
        holdId: Id.optional().describe('The open hold that keeps this role'),
      }),
    ),
  })
  .meta({ id: 'Explanation' });
