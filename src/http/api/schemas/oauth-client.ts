import { z } from 'zod';
import { SetUpValue } from './connection.ts';
import { page } from './paging.ts';
import { Id, Label, Time, TimeInput } from './scalars.ts';

const OauthSecret = z
  .object({
    id: Id,
    state: z.enum(['active', 'expired']),
    createdAt: Time,
    expiresAt: Time.optional(),
  })
  .meta({ id: 'OauthSecret' });

export const OauthClient = z
  .object({
    id: Id,
    name: z.string(),
    clientId: z.string().describe('What the identity provider sends as `client_id`'),
    state: z.enum(['active', 'expired', 'revoked']),
    tokenEndpoint: z.url().describe('Where it gets access tokens with `grant_type=client_credentials`'),
    tokenLifetimeSeconds: z.int(),
    secrets: z.array(OauthSecret).describe('Newest first; several while the secret is rotated'),
    setUp: z.array(SetUpValue).describe('What to enter in the identity provider; the secret is shown apart, once'),
    createdAt: Time,
    revokedAt: Time.optional(),
    lastUsedAt: Time.optional().describe('When one of its access tokens was last used, to the minute'),
  })
  .meta({ id: 'OauthClient' });
export const OauthClientPage = page(OauthClient).meta({ id: 'OauthClientPage' });

export const IssuedOauthClient = z
  .object({ ...OauthClient.shape, clientSecret: z.string().describe('Shown once; only its hash is kept') })
  .meta({ id: 'IssuedOauthClient' });

export const OauthClientInput = z
  .strictObject({
    name: Label,
    expiresAt: TimeInput.optional().describe('When the secret stops working; never by default'),
    tokenLifetimeSeconds: z
      .int()
      .min(60)
      .max(86_400)
      .default(3600)
      .describe('How long an access token works. It also ends with the client and with the secret it was got with.'),
  })
  .meta({ id: 'OauthClientInput' });

export const RotateOauthSecretInput = z
  .strictObject({
    overlapHours: z
      .number()
      .min(0)
      .max(720)
      .default(24)
      .describe('How long the secrets of before go on working, and the access tokens got with them'),
    expiresAt: TimeInput.optional().describe('When the new secret stops working; never by default'),
  })
  .meta({ id: 'RotateOauthSecretInput' });
