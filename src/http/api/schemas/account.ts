import { z } from 'zod';
import { page, paging } from './paging.ts';
import { MembershipState } from './person.ts';
import { Email, Id, Label, Reason, Time, TimeInput } from './scalars.ts';

const account = {
  id: Id,
  kind: z.enum(['human', 'service']),
  email: z.string(),
  displayName: z.string().optional(),
  createdAt: Time,
  lastSignInAt: Time.optional(),
  lockedAt: Time.optional(),
  hasPassword: z.boolean(),
};

export const Account = z.object(account).meta({ id: 'Account' });
export const AccountDetail = z
  .object({
    ...account,
    instanceAdministrator: z.boolean(),
    memberships: z.array(
      z.object({ organizationId: Id, organizationName: z.string().optional(), state: MembershipState, since: Time }),
    ),
  })
  .meta({ id: 'AccountDetail' });
export const AccountPage = page(Account).meta({ id: 'AccountPage' });
export const AccountQuery = z.strictObject({
  ...paging,
  query: z.string().max(200).optional().describe('Part of the e-mail or name'),
});
export const AccountInput = z
  .strictObject({ email: Email, displayName: Label.optional() })
  .meta({ id: 'AccountInput' });

export const ApiToken = z
  .object({
    id: Id,
    name: z.string(),
    prefix: z.string(),
    state: z.enum(['active', 'expired', 'revoked']),
    createdAt: Time,
    expiresAt: Time.optional(),
    revokedAt: Time.optional(),
    lastUsedAt: Time.optional().describe('To the minute'),
  })
  .meta({ id: 'ApiToken' });
export const ApiTokenPage = page(ApiToken).meta({ id: 'ApiTokenPage' });
export const CreatedApiToken = z
  .object({ ...ApiToken.shape, token: z.string().describe('Shown once; only its hash is kept') })
  .meta({ id: 'CreatedApiToken' });
export const ApiTokenInput = z
  .strictObject({ name: Label, expiresAt: TimeInput.optional() })
  .meta({ id: 'ApiTokenInput' });

export const Administrator = z
  .object({
    grantId: Id,
    accountId: Id,
    email: z.string(),
    displayName: z.string().optional(),
    source: z.enum(['mapping', 'manual', 'first_user']),
    createdAt: Time,
  })
  .meta({ id: 'Administrator' });
export const AdministratorPage = page(Administrator).meta({ id: 'AdministratorPage' });
export const AdministratorInput = z
  .strictObject({ accountId: Id, reason: Reason.optional() })
  .meta({ id: 'AdministratorInput' });
