import type { Connection } from '../../domain/provisioning/connection.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';

/** A SCIM request that was authenticated: which connection speaks, with which token, under which request id. */
export interface ConnectionRequest {
  readonly connection: Connection;
  readonly tokenId: string;
  readonly requestId: string;
  /** The request as auditors see it: method, path and body with secrets removed. */
  readonly recorded: Json;
  /** Which operation of a Bulk request it is; they share the request id, and auditors tell them apart by this. */
  readonly bulk?: BulkOperationMark;
}

export interface BulkOperationMark {
  /** Its place in the request, starting at 1. */
  readonly operation: number;
  readonly bulkId?: string;
}
