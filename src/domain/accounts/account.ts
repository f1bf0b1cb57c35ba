import type { Instant } from '../instant.ts';

/** One person, one sign-in, tied to one e-mail, across organizations. Lives in tenant `instance`. */
export interface Account {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly kind: 'human' | 'service';
  readonly email: string;
  readonly displayName?: string;
  readonly createdAt: Instant;
  readonly lastSignInAt?: Instant;
  readonly lockedAt?: Instant;
  readonly deletedAt?: Instant;
  /** argon2id in PHC form; absent until a password was set through a one-time link. */
  readonly passwordHash?: string;
}
