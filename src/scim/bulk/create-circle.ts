import { Pauses } from '../../application/pauses.ts';
import type {
  CreatedDirectoryRecord,
  NewDirectoryRecord,
} from '../../application/provisioning/create-directory-records.ts';
import { newGroup } from '../groups/group-content.ts';
import { groupLocation } from '../groups/group-resource.ts';
import { entityTag } from '../protocol/entity-tag.ts';
import type { ScimCall } from '../protocol/scim-call.ts';
import { newUserContent } from '../users/user-content.ts';
import { userLocation, userTag } from '../users/user-resource.ts';
import type { BulkOperation, ReadOperation } from './bulk-operation.ts';
import type { BulkTarget } from './bulk-references.ts';
import { type CarriedOut, type Created, requestOf, resolveOperation, targetOf } from './carry-out-operation.ts';

/** A creation that is part of a circle of references. */
export interface CircleOperation {
  readonly operation: BulkOperation;
  readonly read: ReadOperation;
}

/** Why a circle cannot be: one of its operations is at fault, or all are together. */
export class CircleRefused extends Error {
  override readonly name = 'CircleRefused';
  /** The place of the operation at fault; undefined: none in particular. */
  readonly place: number | undefined;
  constructor(cause: unknown, place?: number) {
    super('The operations could not be carried out', { cause });
    this.place = place;
  }
}

/**
 * Creates resources that refer to one another, or one that refers to itself: under ids chosen before, all in one
 * transaction, since none of them can be whole without the others.
 * @throws CircleRefused
 */
export async function createCircle(
  call: ScimCall,
  operations: readonly CircleOperation[],
  created: Created,
): Promise<readonly (CarriedOut & { readonly id: string })[]> {
  const chosen = new Map<string, BulkTarget>();
  for (const { operation, read } of operations) {
    const id = call.application.newId();
    const location = read.endpoint === 'Users' ? userLocation(call.baseUrl, id) : groupLocation(call.baseUrl, id);
    if (operation.bulkId !== undefined) chosen.set(operation.bulkId, { id, location });
  }
  const target = (bulkId: string) => chosen.get(bulkId) ?? targetOf(created, bulkId);
  const records: NewDirectoryRecord[] = [];
  const pauses = new Pauses();
  for (const one of operations) {
    records.push(readRecord(call, one, target));
    await pauses.pauseWhenDue();
  }
  const written = await call.directory.createDirectoryRecords(call.application, records).catch((error: unknown) => {
    throw new CircleRefused(error);
  });
  return written.map((record) => ({ status: 201, ...describe(call, record) }));
}

function readRecord(
  call: ScimCall,
  { operation, read }: CircleOperation,
  target: (bulkId: string) => BulkTarget,
): NewDirectoryRecord {
  try {
    const { body } = resolveOperation(operation, read, target);
    const { id } = target(operation.bulkId ?? '');
    const request = requestOf(call, operation);
    if (read.endpoint === 'Groups') return { kind: 'group', request, id, ...newGroup(call.types.group, body) };
    const content = newUserContent(call.types.user, body, call.application.clock.now());
    return { kind: 'user', request, id, content };
  } catch (error) {
    throw new CircleRefused(error, operation.place);
  }
}

function describe({ baseUrl }: ScimCall, record: CreatedDirectoryRecord) {
  if (record.kind === 'group') {
    const { id, version } = record.group;
    return { id, location: groupLocation(baseUrl, id), version: entityTag(version) };
  }
  return {
    id: record.user.id,
    location: userLocation(baseUrl, record.user.id),
    version: userTag(record.user, undefined),
  };
}
