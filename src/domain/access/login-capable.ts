import type { Account } from '../accounts/account.ts';

/**
 * Whether an account can really come in and act as an administrator: a human, neither deleted nor locked, with a
 * sign-in method that opens the scope. Until invitations and SAML exist, an e-mail counts as that method, because a
 * one-time link can be sent to it. Service accounts never count.
 */
export const isLoginCapable = (account: Account): boolean =>
  account.kind === 'human' && !account.deletedAt && !account.lockedAt && account.email !== '';
