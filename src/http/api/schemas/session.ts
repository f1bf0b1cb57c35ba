import { z } from 'zod';
import { Email, Id, Password, Time } from './scalars.ts';
import { ScopedRole } from './scope.ts';

export const Session = z
  .object({
    account: z.object({ id: Id, email: z.string(), displayName: z.string().optional() }),
    via: z.enum(['session', 'api_token']),
    csrfToken: z
      .string()
      .optional()
      .describe('To be sent as `x-csrf-token` with every request that changes something; only with a session cookie'),
    expiresAt: Time.optional(),
    roles: z.array(ScopedRole).describe('Roles in the instance'),
  })
  .meta({ id: 'Session' });

export const SignInInput = z
  .strictObject({ email: Email, password: z.string().min(1).max(1000) })
  .meta({ id: 'SignInInput' });

export const PasswordInput = z
  .strictObject({ currentPassword: z.string().min(1).max(1000), newPassword: Password })
  .meta({ id: 'PasswordInput' });
