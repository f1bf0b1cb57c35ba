import type { Instant } from '../instant.ts';
import type { ExtensionSchemas } from './extension-schema.ts';
import type { RateLimit } from './rate-limit.ts';

export type ConnectionType = 'okta' | 'entra' | 'generic';

export type NestedGroups = 'refuse' | 'ignore' | 'expand';

/** What becomes of the people of a deleted connection. */
export type ConnectionDisposition =
  | { readonly people: 'keep' }
  | { readonly people: 'suspend' }
  | { readonly people: 'move'; readonly toConnectionId: string };

/** One identity-provider link of one organization. */
export interface Connection {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly type: ConnectionType;
  readonly name: string;
  /** See design: a refused removal of the last administrator is held (default) or the SCIM request is answered 409. */
  readonly onLastAdministrator: 'hold' | 'reject';
  /** Whether open sessions of a held person end at once. */
  readonly whileHeld: 'end_sessions' | 'keep_sessions';
  readonly groupUniqueness: 'displayName' | 'externalId';
  /**
   * What a group as a member of a group means: refused with 400 (also when absent), stored and shown without effect on
   * roles, or its members count as members of the outer group.
   */
  readonly nestedGroups?: NestedGroups;
  /** Absent: none was declared. */
  readonly extensionSchemas?: ExtensionSchemas;
  /** How fast its identity provider may send; absent: as the installation is configured. */
  readonly rateLimit?: RateLimit;
  /** How many of its requests are kept for looking at, 0: none; absent: as the installation is configured. */
  readonly keptRequests?: number;
  /** Until then its requests are kept with personal values, never with secrets. */
  readonly unmaskedUntil?: Instant;
  readonly createdAt: Instant;
  readonly pausedAt?: Instant;
  readonly deletedAt?: Instant;
  readonly disposition?: ConnectionDisposition;
}

/** A bearer token of a connection. The secret is stored hashed; `id` is the prefix by which it is recognized. */
export interface ConnectionToken {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly connectionId: string;
  /** The one directory user it speaks for; without it, it speaks for the connection. */
  readonly directoryUserId?: string;
  readonly secretHash: string;
  readonly createdAt: Instant;
  readonly expiresAt?: Instant;
  readonly revokedAt?: Instant;
  readonly lastUsedAt?: Instant;
}
