import type { Application } from '../../application/application.ts';
import { Pauses } from '../../application/pauses.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import { emailKeys } from '../../domain/provisioning/directory-email.ts';
import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import { claimedValues, uniqueLabels } from '../../domain/provisioning/unique-value.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import { ScimError } from '../errors/scim-error.ts';
import { isRecordId } from '../protocol/record-id.ts';
import type { BulkOperation, ReadOperation } from './bulk-operation.ts';
import { referredBulkId, resolveReferences } from './bulk-references.ts';
import { mapStrings } from './map-strings.ts';
import { namesGiven, uniqueNames } from './names-given.ts';
import type { BulkNode } from './plan-bulk.ts';

/** What each operation concerns, for planning: read from the request, and the names its resources have now. */
export async function describeOperations(
  { database }: Pick<Application, 'database'>,
  connection: Connection,
  operations: readonly BulkOperation[],
): Promise<readonly BulkNode[]> {
  const targets = new Set(operations.flatMap(({ read }) => (isChange(read) ? [read.id] : [])));
  const ids = [...targets].filter(isRecordId);
  const [users, groups] = await Promise.all([
    ids.length > 0 ? database.directoryUsers.getMany(connection.tenant, ids) : [],
    ids.length > 0 ? database.directoryGroups.getMany(connection.tenant, ids) : [],
  ]);
  const schemas = connection.extensionSchemas?.schemas;
  const claims = (type: 'User' | 'Group', attributes: JsonObject) =>
    claimedValues(schemas, type, attributes).map(({ text }) => foldCase(String(JSON.parse(text))));
  const unique = uniqueNames(uniqueLabels(schemas).map(lastName));
  const held = new Map<string, readonly string[]>([
    ...users.map(
      ({ id, userName, attributes }) =>
        [id, [foldCase(userName), ...emailKeys(attributes), ...claims('User', attributes)]] as const,
    ),
    ...groups.map(
      ({ id, displayName, externalId, attributes }) =>
        [id, [...[displayName, externalId ?? displayName].map(foldCase), ...claims('Group', attributes)]] as const,
    ),
  ]);
  const nodes: BulkNode[] = [];
  const pauses = new Pauses();
  for (const operation of operations) {
    nodes.push(describeOperation(operation, targets, held, unique));
    await pauses.pauseWhenDue();
  }
  return nodes;
}

const isChange = (read: ReadOperation | ScimError): read is ReadOperation =>
  !(read instanceof ScimError) && read.method !== 'POST';

function describeOperation(
  { place, bulkId, data, read }: BulkOperation,
  targets: ReadonlySet<string>,
  held: ReadonlyMap<string, readonly string[]>,
  unique: RegExp,
): BulkNode {
  const alone = { target: `operation ${place}`, refersTo: [], names: [], mentions: [] };
  if (read instanceof ScimError) return alone;
  const refersTo = new Set<string>();
  const mentions = new Set<string>();
  const mention = (bulkId: string) => {
    refersTo.add(bulkId);
    mentions.add(`bulkId ${bulkId}`);
    return NOBODY;
  };
  if (data !== undefined && read.method !== 'DELETE') {
    resolveReferences(data, mention);
    mapStrings(data, (text) => {
      for (const id of [text, ...lastSegment(text)]) if (targets.has(id)) mentions.add(`id ${id}`);
      return text;
    });
  }
  const names = [...(held.get(read.id) ?? []), ...namesGiven(data, unique)];
  if (read.method === 'POST') {
    return { creates: bulkId, refersTo: [...refersTo], target: `bulkId ${bulkId}`, names, mentions: [...mentions] };
  }
  const referred = referredBulkId(read.id);
  if (referred !== undefined) refersTo.add(referred);
  const target = referred === undefined ? `id ${read.id}` : `bulkId ${referred}`;
  mentions.delete(target);
  return { refersTo: [...refersTo], target, names, mentions: [...mentions] };
}

/** `urn:…:User:devices.value` is named in full in a path, and by `devices` in a value. */
const lastName = (label: string): string => label.slice(label.lastIndexOf(':') + 1).split('.', 1)[0] ?? label;

const NOBODY = { id: '', location: '' };

/** Ids stand at the end of a `$ref`, and quoted in the filter of a PATCH path. */
const lastSegment = (text: string): readonly string[] => {
  if (text.includes('"')) return text.slice(0, MOST_PATH).split('"');
  const slash = text.lastIndexOf('/');
  return slash < 0 ? [] : [text.slice(slash + 1)];
};
const MOST_PATH = 8192;
