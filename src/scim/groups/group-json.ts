import type { Application } from '../../application/application.ts';
import { absent, and, eq, isIn } from '../../application/ports/query.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { DirectoryGroup, GroupMember } from '../../domain/provisioning/directory-group.ts';
import type { Page } from '../protocol/read-page.ts';
import type { Rendering } from '../protocol/scim-call.ts';
import { LIST_RESPONSE } from '../schema/schema-urns.ts';
import { groupResource, memberResource } from './group-resource.ts';

interface Source extends Rendering {
  readonly application: Pick<Application, 'database'>;
  readonly connection: Connection;
}

/** A group with its members as JSON in pieces: memory does not grow with the group. */
export async function* groupJson(source: Source, group: DirectoryGroup): AsyncGenerator<string> {
  const members = membersOf(source, [group.id])[Symbol.asyncIterator]();
  yield* oneGroup(source, group, new PeekingIterator(members));
}

/** A list of groups with their members as JSON in pieces. The groups must be in order of their ids. */
export async function* groupListJson(
  source: Source,
  groups: readonly DirectoryGroup[],
  totalResults: number,
  { startIndex }: Page,
): AsyncGenerator<string> {
  const head = { schemas: [LIST_RESPONSE], totalResults, startIndex, itemsPerPage: groups.length };
  yield `${JSON.stringify(head).slice(0, -1)},"Resources":[`;
  const ids = groups.map((group) => group.id);
  const members = new PeekingIterator(membersOf(source, ids)[Symbol.asyncIterator]());
  for (const [index, group] of groups.entries()) {
    if (index > 0) yield ',';
    yield* oneGroup(source, group, members);
  }
  yield ']}';
}

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
  { application, connection }: Source,
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
