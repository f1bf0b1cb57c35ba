import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { ScimError } from '../errors/scim-error.ts';

export type BulkMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type BulkEndpoint = 'Users' | 'Groups';

/** One operation of a Bulk request as it was read, or why it cannot be carried out. */
export interface BulkOperation {
  /** Its place in the request, starting at 0. */
  readonly place: number;
  /** In upper case, as it is repeated in the answer. */
  readonly method: string;
  readonly bulkId?: string;
  /** As the client wrote it. */
  readonly path: string;
  readonly data: Json | undefined;
  /** The version a change may only be made to. */
  readonly version?: string;
  readonly read: ReadOperation | ScimError;
}

export interface ReadOperation {
  readonly method: BulkMethod;
  readonly endpoint: BulkEndpoint;
  /** An id, or a reference to the operation that creates it (`bulkId:…`); empty for POST. */
  readonly id: string;
}
