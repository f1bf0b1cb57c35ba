import type { Json } from '../../domain/provisioning/directory-user.ts';
import { invalidValue, ScimError } from '../errors/scim-error.ts';
import { createGroup, deleteGroup, modifyGroup, replaceGroup } from '../groups/group-handlers.ts';
import { isRecordId } from '../protocol/record-id.ts';
import { storable } from '../protocol/record-refusal.ts';
import { recordRequest } from '../protocol/record-request.ts';
import type { ScimCall, ScimHandler } from '../protocol/scim-call.ts';
import { createUser, deleteUser, modifyUser, replaceUser } from '../users/user-handlers.ts';
import { assertPersonSized } from './assert-person-sized.ts';
import type { BulkEndpoint, BulkMethod, BulkOperation, ReadOperation } from './bulk-operation.ts';
import { type BulkTarget, referredBulkId, resolveReferences } from './bulk-references.ts';

const handlers: Readonly<Record<BulkEndpoint, Readonly<Record<BulkMethod, ScimHandler>>>> = {
  Users: { POST: createUser, PUT: replaceUser, PATCH: modifyUser, DELETE: deleteUser },
  Groups: { POST: createGroup, PUT: replaceGroup, PATCH: modifyGroup, DELETE: deleteGroup },
};

/** What became of the operations that create something: the resource, or that there is none. */
export type Created = ReadonlyMap<string, BulkTarget | 'refused'>;

export interface CarriedOut {
  readonly status: number;
  readonly location: string;
  readonly version?: string | undefined;
}

/**
 * Does one operation as the single request would have been done, in a transaction of its own. Removals of administrators
 * are held person by person, whatever the connection says about single requests.
 * @throws whatever the single request throws; ScimError 400 or 409 for a reference that leads nowhere
 */
export async function carryOutOperation(
  call: ScimCall,
  operation: BulkOperation,
  read: ReadOperation,
  created: Created,
): Promise<CarriedOut> {
  const handle = handlers[read.endpoint][read.method];
  const resolved = resolveOperation(operation, read, (bulkId) => targetOf(created, bulkId));
  const { status, headers = {} } = await handle(callOf(call, operation, resolved));
  const location = headers.location ?? locationOf(call, read, resolved.id);
  return { status, location, version: headers.etag };
}

export const locationOf = ({ baseUrl }: Pick<ScimCall, 'baseUrl'>, { endpoint }: ReadOperation, id: string): string =>
  `${baseUrl}/${endpoint}/${id}`;

/** The id an operation names in its path; undefined where no resource can have it, or none was created. */
export function idOf({ id }: ReadOperation, created: Created): string | undefined {
  const bulkId = referredBulkId(id);
  if (bulkId === undefined) return isRecordId(id) ? id : undefined;
  const target = created.get(bulkId);
  return target === undefined || target === 'refused' ? undefined : target.id;
}

interface Resolved {
  readonly id: string;
  readonly body: Json | undefined;
}

/** An operation's id and data with every reference to another operation replaced. */
export function resolveOperation(
  { data }: BulkOperation,
  { id, method, endpoint }: ReadOperation,
  target: (bulkId: string) => BulkTarget,
): Resolved {
  if (endpoint === 'Users') assertPersonSized(data);
  const bulkId = referredBulkId(id);
  const body = method === 'DELETE' || data === undefined ? undefined : resolveReferences(data, target);
  return { id: bulkId === undefined ? id : target(bulkId).id, body };
}

/** @throws ScimError 400 for a bulkId nobody has, 409 for that of an operation that was refused */
export function targetOf(created: Created, bulkId: string): BulkTarget {
  const target = created.get(bulkId);
  const named = JSON.stringify(bulkId.slice(0, 120));
  if (target === undefined)
    throw invalidValue(`No operation of this request creates a resource with the bulkId ${named}`);
  if (target === 'refused') {
    throw new ScimError(409, undefined, `It refers to the operation with the bulkId ${named}, which was refused`);
  }
  return target;
}

/** The call a single request would have been. */
export function callOf(call: ScimCall, operation: BulkOperation, { id, body }: Resolved): ScimCall {
  return {
    ...call,
    request: requestOf(call, operation),
    id,
    query: NO_PARAMETERS,
    body,
    ifMatch: operation.version,
    ifNoneMatch: undefined,
  };
}

const NO_PARAMETERS = { get: () => null };

/** The request auditors see: the operation as it came, under the id of the whole request. */
export const requestOf = (call: Pick<ScimCall, 'request'>, operation: BulkOperation): ScimCall['request'] => ({
  ...refusedRequestOf(call, operation),
  recorded: recordRequest(operation.method, operation.path, operation.data),
});

/** The same without what was sent, which may be anything. */
export function refusedRequestOf(
  { request }: Pick<ScimCall, 'request'>,
  { method, path, place, bulkId }: BulkOperation,
): ScimCall['request'] {
  return {
    ...request,
    connection: { ...request.connection, onLastAdministrator: 'hold' },
    recorded: recordRequest(storable(method), storable(path), undefined),
    bulk: { operation: place + 1, ...(bulkId !== undefined && { bulkId: storable(bulkId).slice(0, MOST_SHOWN) }) },
  };
}

const MOST_SHOWN = 200;
