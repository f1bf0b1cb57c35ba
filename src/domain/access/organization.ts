import type { Instant } from '../instant.ts';

/** A customer or company. Its document lives in tenant `instance`; everything it owns in the tenant named by its id. */
export interface Organization {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly name: string;
  readonly slug: string;
  /** Whether one connection's deactivation ends a membership, or only that of all of them (for migrations). */
  readonly leaverRule: 'any' | 'all';
  readonly createdAt: Instant;
}

export interface Team {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly name: string;
  readonly createdAt: Instant;
}

export interface Project {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly teamId: string;
  readonly name: string;
  readonly createdAt: Instant;
}
