import { z } from 'zod';
import { MAX_EXCEPTION_DAYS } from '../../../domain/access/hold.ts';
import { page, paging } from './paging.ts';
import { Id, Reason, Time } from './scalars.ts';
import { Scope } from './scope.ts';

export const HoldState = z.enum(['open', 'completed', 'superseded', 'discarded']).meta({ id: 'HoldState' });

export const Hold = z
  .object({
    id: Id,
    organization: z
      .object({ id: Id, name: z.string(), slug: z.string() })
      .optional()
      .describe('Absent for holds of the instance itself'),
    kind: z.enum(['last_administrator']),
    state: HoldState,
    scope: Scope,
    person: z.object({ accountId: Id, email: z.string().optional(), displayName: z.string().optional() }),
    explanation: z.string().describe('What was refused and why'),
    causes: z.array(z.object({ jobId: Id, summary: z.string(), at: Time })).describe('Who wanted it, oldest first'),
    openedAt: Time,
    closedAt: Time.optional(),
    closedBy: z
      .object({
        accountId: Id.optional(),
        email: z.string().optional(),
        reason: z.string().optional(),
        jobId: Id.optional(),
      })
      .optional(),
  })
  .meta({ id: 'Hold' });
export const HoldPage = page(Hold).meta({ id: 'HoldPage' });
export const HoldQuery = z.strictObject({
  ...paging,
  state: z.array(HoldState).optional().describe('Default: open ones'),
  personId: Id.optional(),
});

export const CompleteHoldInput = z
  .strictObject({
    makeAdministrator: Id.describe('The account that becomes administrator, so that the held change can go through'),
    reason: Reason.optional(),
  })
  .meta({ id: 'CompleteHoldInput' });
export const DiscardHoldInput = z
  .strictObject({
    reason: Reason,
    days: z.int().min(1).max(MAX_EXCEPTION_DAYS).describe('How long the person stays administrator undisturbed'),
  })
  .meta({ id: 'DiscardHoldInput' });
