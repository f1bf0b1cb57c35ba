import type { Instant } from '../instant.ts';
import type { ScopeKind } from './role.ts';

/**
 * A change the guard refused, kept and explained until it is completed, superseded or discarded. At most one is open per
 * scope and account; every job that wanted the change is listed as a cause.
 */
export interface Hold {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly kind: 'last_administrator';
  readonly state: 'open' | 'completed' | 'superseded' | 'discarded';
  readonly scopeKind: ScopeKind;
  readonly scopeId: string;
  readonly accountId: string;
  /** Plain sentence: what was refused and why. */
  readonly explanation: string;
  /** Jobs that wanted it, oldest first; bounded, the newest replaces the last when full. */
  readonly causes: readonly HoldCause[];
  readonly openedAt: Instant;
  readonly closedAt?: Instant;
  readonly closedBy?: { readonly accountId?: string; readonly reason?: string; readonly jobId?: string };
}

export interface HoldCause {
  readonly jobId: string;
  readonly summary: string;
  readonly at: Instant;
}

/** Written when a hold is discarded: reconcile leaves this administrator alone until it ends. */
export interface GuardException {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly holdId: string;
  readonly scopeKind: ScopeKind;
  readonly scopeId: string;
  readonly accountId: string;
  readonly byAccountId?: string;
  readonly reason: string;
  readonly createdAt: Instant;
  readonly endsAt: Instant;
  readonly endedAt?: Instant;
}

/** Discarding is a decision for a while, not for ever. */
export const MAX_EXCEPTION_DAYS = 30;
