import type { Application } from '../../application/application.ts';
import { absent, and, eq, isIn } from '../../application/ports/query.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { DirectoryGroup, GroupMember } from '../../domain/provisioning/directory-group.ts';
import type { Rendering } from '../protocol/scim-call.ts';
import { groupResource, memberResource } from './group-resource.ts';

export interface GroupSource extends Rendering {
  readonly application: Pick<Application, 'database'>;
  readonly connection: Connection;
}

/** A group with its members as JSON in pieces: memory does not grow with the group. */
export async function* groupJson(source: GroupSource, group: DirectoryGroup): AsyncGenerator<string> {
  const members = membersOf(source, [group.id])[Symbol.asyncIterator]();
  yield* oneGroup(source, group, new PeekingIterator(members));
}

/**
 * Groups with their members, each as JSON in pieces, to be read to its end before the next. In order of their ids the
 * members of all are read together, otherwise those of one group after the other.
 */
export async function* groupsJson(
  source: GroupSource,
  groups: readonly DirectoryGroup[],
): AsyncGenerator<AsyncIterable<string>> {
  if (!isById(groups)) {
    for (const group of groups) yield groupJson(source, group);
    return;
  }
  const ids = groups.map((group) => group.id);
  const members = new PeekingIterator(membersOf(source, ids)[Symbol.asyncIterator]());
  for (const group of groups) yield oneGroup(source, group, members);
}

const isById = (groups: readonly DirectoryGroup[]): boolean =>
  groups.every(({ id }, index) => id >= (groups[index - 1]?.id ?? ''));

async function* oneGroup(
  rendering: Rendering,
  group: DirectoryGroup,
  members: PeekingIterator<GroupMember>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(groupResource(group, rendering)).slice(0, -1)},"members":[`;
  for (let first = true; (await members.peek())?.groupId === group.id; first = false) {
    const member = await members.next();
    if (member) yield (first ? '' : ',') + JSON.stringify(memberResource(member, rendering));
  }
  yield ']}';
}

/** The members of these groups, one group after the other, in order of the groups' ids. */
async function* membersOf(
  { application, connection }: GroupSource,
  groupIds: readonly string[],
): AsyncGenerator<GroupMember> {
  const [only] = groupIds;
  if (only === undefined) return;
  const which = groupIds.length === 1 ? eq<GroupMember>('groupId', only) : isIn<GroupMember>('groupId', groupIds);
  const rows = application.database.groupMembers.scan(connection.tenant, {
    where: and(which, absent('removedAt')),
    sort: [{ field: 'groupId' }, { field: 'userId' }],
  });
  for await (const row of rows) if (row.connectionId === connection.id) yield row;
}

/** Looks one element ahead, to see where the next group begins. */
class PeekingIterator<T> {
  readonly #source: AsyncIterator<T>;
  #ahead: Promise<IteratorResult<T>> | undefined;

  constructor(source: AsyncIterator<T>) {
    this.#source = source;
  }

  async peek(): Promise<T | undefined> {
    this.#ahead ??= this.#source.next();
    const result = await this.#ahead;
    return result.done ? undefined : result.value;
  }

  async next(): Promise<T | undefined> {
    const value = await this.peek();
    this.#ahead = undefined;
    return value;
  }
}
