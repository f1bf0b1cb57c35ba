import type { Connection } from '../../domain/provisioning/connection.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';

/** A SCIM request that was authenticated: which connection speaks, with which token, under which request id. */
export interface ConnectionRequest {
  readonly connection: Connection;
  readonly tokenId: string;
  readonly requestId: string;
  /** The request as auditors see it: method, path and body with secrets removed. */
  readonly recorded: Json;
}
