import type { Instant } from '../instant.ts';
import type { Json } from '../provisioning/directory-user.ts';

/** Who did it. */
export type Actor =
  | { readonly kind: 'connection'; readonly connectionId: string; readonly tokenId: string }
  | { readonly kind: 'account'; readonly accountId: string; readonly via: 'session' | 'api_token' }
  | { readonly kind: 'operator'; readonly via: 'cli' }
  | { readonly kind: 'system'; readonly part: string };

/** One fact in the audit log, written in the transaction of the change it tells of. Never changed afterwards. */
export interface AuditEvent {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly at: Instant;
  /** Stable dotted name: `directory_user.replaced`, `role.granted`, `hold.opened`. */
  readonly action: string;
  readonly outcome: 'done' | 'unchanged' | 'refused';
  readonly actor: Actor;
  readonly requestId?: string;
  readonly jobId?: string;
  readonly target?: { readonly kind: string; readonly id: string; readonly label?: string };
  readonly details?: { readonly [key: string]: Json };
}
