import type { Instant } from '../instant.ts';
import type { Json } from './directory-user.ts';

/** Why a request was turned away before anybody looked into it. */
export type RefusalCause =
  | 'expired_token'
  | 'revoked_token'
  /** An access token got by an OAuth client ended by its age, or with its client or secret. */
  | 'expired_access_token'
  | 'revoked_access_token'
  /** The token names one of the connection, but is not it: cut off or mistyped. */
  | 'wrong_token'
  | 'deleted_connection'
  | 'rate_limit'
  | 'paused'
  /** It came to an address where SCIM is not. */
  | 'wrong_address';

/** One SCIM request of a connection, kept for a while for whoever sets it up or looks into a problem. */
export interface LoggedRequest {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly connectionId: string;
  /** The token it came with; absent when that is only known to be one of the connection's. */
  readonly tokenId?: string;
  /** When it arrived. */
  readonly at: Instant;
  readonly method: string;
  /** As it was sent, from the root of the service, with its query; masked unless `unmasked`. */
  readonly path: string;
  readonly status: number;
  readonly cause?: RefusalCause;
  readonly scimType?: string;
  /** What the client was told about an error. */
  readonly detail?: string;
  /** From its arrival until the answer was handed to the network, in milliseconds. */
  readonly ms: number;
  readonly userAgent?: string;
  readonly requestId: string;
  /** What it carried: its shape, or with personal values while `unmasked`; never secrets, and bounded. */
  readonly body?: Json;
  readonly unmasked?: boolean;
  /** How many requests before it were not kept, because they came faster than they could be. */
  readonly skippedBefore?: number;
}
