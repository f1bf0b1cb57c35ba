import type { Instant } from '../instant.ts';

/** A token with which a program acts as an account on the REST API. Lives in tenant `instance`. */
export interface ApiToken {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly accountId: string;
  readonly name: string;
  readonly secretHash: string;
  readonly createdAt: Instant;
  readonly expiresAt?: Instant;
  readonly revokedAt?: Instant;
  readonly lastUsedAt?: Instant;
}

/** A link that works once: creates the first instance administrator, or lets an account set its password. */
export interface OneTimeLink {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly purpose: 'create_first_administrator' | 'set_password';
  readonly accountId?: string;
  readonly secretHash: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt?: Instant;
}
