import type { Connection } from '../../domain/provisioning/connection.ts';
import { type GroupMember, groupMemberId } from '../../domain/provisioning/directory-group.ts';
import { expandGroup, type GroupPath } from '../../domain/provisioning/nested-groups.ts';
import type { ReadableCollection } from '../ports/database.ts';
import { edgesAbove, expandsGroups, parentsOf } from './nested-groups.ts';

/** What of a live row counts. */
export type DirectMember = Pick<GroupMember, 'connectionId' | 'groupId' | 'userId' | 'touchedByJob'>;

/** A person in a group, put there directly or by a group within it. */
export interface EffectiveMember {
  readonly userId: string;
  readonly groupId: string;
  /** From the group the person was put into to this one; of one group when it is this one itself. */
  readonly path: GroupPath;
  /** The latest job that made a link of the path. */
  readonly touchedByJob?: string | undefined;
}

/**
 * What live rows about people come to together with the groups within groups, where their connection expands these: each
 * person and group once. Connections that do not expand cost no query.
 */
export async function effectiveMembers(
  reads: { readonly groupMembers: ReadableCollection<GroupMember> },
  tenant: string,
  connections: ReadonlyMap<string, Connection>,
  direct: readonly DirectMember[],
): Promise<readonly EffectiveMember[]> {
  const own = direct.map(({ userId, groupId, touchedByJob }) => ({ userId, groupId, path: [groupId], touchedByJob }));
  const expanding = direct.filter((member) => expandsGroups(connections.get(member.connectionId)));
  if (expanding.length === 0) return own;
  const edges = await edgesAbove(reads, tenant, [...new Set(expanding.map((member) => member.groupId))]);
  if (edges.length === 0) return own;

  const parents = parentsOf(edges);
  const jobOfEdge = new Map(edges.map((edge) => [edge.id, edge.touchedByJob]));
  const known = new Map(own.map((member) => [`${member.userId} ${member.groupId}`, member as EffectiveMember]));
  const expanded = new Map<string, ReadonlyMap<string, GroupPath>>();
  for (const { userId, groupId, touchedByJob } of expanding) {
    const paths = expanded.get(groupId) ?? expandGroup(groupId, parents);
    expanded.set(groupId, paths);
    for (const [outer, path] of paths) {
      const key = `${userId} ${outer}`;
      const before = known.get(key);
      if (before && before.path.length <= path.length) continue;
      const jobs = path.slice(1).map((parent, index) => jobOfEdge.get(groupMemberId(parent, path[index] ?? '')));
      known.set(key, { userId, groupId: outer, path, touchedByJob: latest([touchedByJob, ...jobs]) });
    }
  }
  return [...known.values()];
}

/** Ids are ordered by time. */
const latest = (jobs: readonly (string | undefined)[]): string | undefined =>
  jobs.reduce((one, other) => (one === undefined || (other !== undefined && other > one) ? other : one), undefined);
