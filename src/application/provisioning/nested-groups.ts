import type { Connection } from '../../domain/provisioning/connection.ts';
import type { GroupMember } from '../../domain/provisioning/directory-group.ts';
import { MOST_NESTING } from '../../domain/provisioning/nested-groups.ts';
import type { ReadableCollection } from '../ports/database.ts';
import { absent, and, type Condition, eq, isIn } from '../ports/query.ts';

const IDS_PER_QUERY = 500;

interface Reading {
  readonly groupMembers: ReadableCollection<GroupMember>;
}

/** Whether what is in a group's groups counts as being in the group. */
export const expandsGroups = (connection: Pick<Connection, 'nestedGroups'> | undefined): boolean =>
  connection?.nestedGroups === 'expand';

const live = and<GroupMember>(eq('memberKind', 'group'), absent('removedAt'));

/** These groups and all within them, as deep as nesting counts. Costs one query per level. */
export async function groupsBelow(
  reads: Reading,
  tenant: string,
  groupIds: readonly string[],
): Promise<readonly string[]> {
  const found = new Set(groupIds);
  let frontier = [...found];
  for (let level = 0; level < MOST_NESTING && frontier.length > 0; level += 1) {
    const edges = await edgesWhere(reads, tenant, 'groupId', frontier);
    frontier = [...new Set(edges.map((edge) => edge.userId))].filter((id) => !found.has(id));
    for (const id of frontier) found.add(id);
  }
  return [...found];
}

/** The edges that lead upwards from these groups, as far as nesting counts. Costs one query per level. */
export async function edgesAbove(
  reads: Reading,
  tenant: string,
  groupIds: readonly string[],
): Promise<readonly GroupMember[]> {
  const seen = new Set(groupIds);
  const edges: GroupMember[] = [];
  let frontier = [...seen];
  for (let level = 0; level < MOST_NESTING && frontier.length > 0; level += 1) {
    const found = await edgesWhere(reads, tenant, 'userId', frontier);
    edges.push(...found);
    frontier = [...new Set(found.map((edge) => edge.groupId))].filter((id) => !seen.has(id));
    for (const id of frontier) seen.add(id);
  }
  return edges;
}

/** Group → the groups it is a member of, in a stable order. */
export function parentsOf(edges: readonly GroupMember[]): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string[]>();
  for (const { userId: child, groupId } of edges) parents.set(child, [...(parents.get(child) ?? []), groupId]);
  for (const list of parents.values()) list.sort();
  return parents;
}

/** The groups that this job made members of its group, or took out of it. */
export async function groupsTouched(
  reads: Reading,
  tenant: string,
  groupId: string,
  jobId: string,
): Promise<readonly string[]> {
  const touched = and<GroupMember>(eq('groupId', groupId), eq('memberKind', 'group'), eq('touchedByJob', jobId));
  return (await reads.groupMembers.find(tenant, { where: touched })).map((edge) => edge.userId);
}

/** The groups within a group, those included that were taken out of it and wait for their job. */
export async function groupsEverWithin(reads: Reading, tenant: string, groupId: string): Promise<readonly string[]> {
  const within = and<GroupMember>(eq('groupId', groupId), eq('memberKind', 'group'));
  return (await reads.groupMembers.find(tenant, { where: within })).map((edge) => edge.userId);
}

async function edgesWhere(
  reads: Reading,
  tenant: string,
  field: 'groupId' | 'userId',
  ids: readonly string[],
): Promise<readonly GroupMember[]> {
  const edges: GroupMember[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
    const some: Condition<GroupMember> = isIn(field, ids.slice(start, start + IDS_PER_QUERY));
    edges.push(...(await reads.groupMembers.find(tenant, { where: and(some, live) })));
  }
  return edges;
}
