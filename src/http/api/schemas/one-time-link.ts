import { z } from 'zod';
import { Email, Id, Label, Password, Time } from './scalars.ts';

export const LinkPurpose = z.enum(['create_first_administrator', 'set_password']).meta({ id: 'LinkPurpose' });

const secret = z.string().min(1).max(200).describe('What follows the point in `/welcome#<id>.<secret>`');

export const LinkInspectInput = z.strictObject({ secret }).meta({ id: 'LinkInspectInput' });

export const OneTimeLink = z
  .object({
    id: Id,
    purpose: LinkPurpose,
    email: z.string().optional().describe('Whose password it sets'),
    expiresAt: Time,
  })
  .meta({ id: 'OneTimeLink' });

export const LinkRedeemInput = z
  .discriminatedUnion('purpose', [
    z.strictObject({
      purpose: z.literal('create_first_administrator'),
      secret,
      email: Email,
      displayName: Label,
      password: Password,
    }),
    z.strictObject({ purpose: z.literal('set_password'), secret, password: Password }),
  ])
  .meta({ id: 'LinkRedeemInput' });

export const CreatedLink = z
  .object({ url: z.url().describe('Shown once; works once'), expiresAt: Time })
  .meta({ id: 'CreatedLink' });
