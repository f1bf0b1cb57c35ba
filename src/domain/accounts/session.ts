import type { Instant } from '../instant.ts';

/** An open console session. The cookie's secret is stored hashed; the id is its lookup part. Lives in tenant `instance`. */
export interface Session {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly accountId: string;
  /** The organization whose sign-in opened it; absent for sessions opened with the instance's own sign-in. */
  readonly organizationId?: string;
  readonly secretHash: string;
  readonly csrfToken: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
}
