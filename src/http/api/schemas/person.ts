import { z } from 'zod';
import { Grant } from './grant.ts';
import { page, paging } from './paging.ts';
import { Id, Reason, Time } from './scalars.ts';
import { ScopedRole } from './scope.ts';

export const MembershipState = z.enum(['active', 'suspended', 'ended']).meta({ id: 'MembershipState' });

export const MembershipCause = z
  .object({
    by: z.enum(['connection', 'person']),
    connectionId: Id.optional(),
    connectionName: z.string().optional(),
    accountId: Id.optional(),
    email: z.string().optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'MembershipCause' });

const person = {
  accountId: Id,
  email: z.string(),
  displayName: z.string().optional(),
  state: MembershipState,
  since: Time.describe('When the membership came into this state'),
  cause: MembershipCause.optional().describe('Who suspended or ended the membership'),
  locked: z.boolean(),
  roles: z.array(ScopedRole).describe('Effective roles: the strongest grant of each scope; none while suspended'),
};

export const Person = z.object(person).meta({ id: 'Person' });
export const PersonDetail = z
  .object({
    ...person,
    lastSignInAt: Time.optional(),
    grants: z.array(Grant).describe('Every grant with its source, those dormant while suspended included'),
  })
  .meta({ id: 'PersonDetail' });

export const PersonPage = page(Person).meta({ id: 'PersonPage' });
export const PersonQuery = z.strictObject({
  ...paging,
  query: z.string().max(200).optional().describe('Part of the e-mail or name'),
  state: MembershipState.optional(),
});

export const SuspendInput = z.strictObject({ reason: Reason }).meta({ id: 'SuspendInput' });
