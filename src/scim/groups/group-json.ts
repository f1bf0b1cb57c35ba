import type { Application } from '../../application/application.ts';
import { absent, and, type Cursor, isIn, type Query } from '../../application/ports/query.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { DirectoryGroup, GroupMember } from '../../domain/provisioning/directory-group.ts';
import type { Rendering } from '../protocol/scim-call.ts';
import { groupResource, memberResource, type ShownMember } from './group-resource.ts';

export interface GroupSource extends Rendering {
  readonly application: Pick<Application, 'database'>;
  readonly connection: Connection;
}

/** A group with its members as JSON in pieces: memory does not grow with the group. */
export const groupJson = (source: GroupSource, group: DirectoryGroup): AsyncGenerator<string> =>
  oneGroup(source, group, new MemberReader(source, [group.id]));

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
  const members = new MemberReader(source, ids);
  for (const group of groups) yield oneGroup(source, group, members);
}

const isById = (groups: readonly DirectoryGroup[]): boolean =>
  groups.every(({ id }, index) => id >= (groups[index - 1]?.id ?? ''));

async function* oneGroup(rendering: Rendering, group: DirectoryGroup, members: MemberReader): AsyncGenerator<string> {
  yield `${JSON.stringify(groupResource(group, rendering)).slice(0, -1)},"members":[`;
  let separator = '';
  for (;;) {
    const some = await members.next(group.id);
    if (some.length === 0) break;
    let text = '';
    for (const member of some) {
      const shown = JSON.stringify(memberResource(member, rendering));
      if (shown === NOTHING) continue;
      text += separator + shown;
      separator = ',';
    }
    yield text;
  }
  yield ']}';
}

/** Of a member that has none of what was asked for. */
const NOTHING = '{}';

/** Rows of one statement: few enough that rendering them holds nobody else up. */
const BATCH = 1_000;
const FIELDS = ['id', 'connectionId', 'groupId', 'userId', 'memberKind', 'display'] as const;

/** Reads the members of groups, one group after the other in order of the groups' ids, some at a time. */
class MemberReader {
  readonly #source: GroupSource;
  readonly #query: Query<GroupMember>;
  #rows: readonly Pick<GroupMember, (typeof FIELDS)[number]>[] = [];
  #place = 0;
  #after: Cursor | undefined;
  #isOver: boolean;

  constructor(source: GroupSource, groupIds: readonly string[]) {
    this.#source = source;
    this.#isOver = groupIds.length === 0;
    this.#query = {
      where: and(isIn<GroupMember>('groupId', groupIds), absent('removedAt')),
      sort: [{ field: 'groupId' }, { field: 'userId' }],
      limit: BATCH,
    };
  }

  /** The next members of this group; none when all were given. */
  async next(groupId: string): Promise<readonly ShownMember[]> {
    for (;;) {
      if (this.#place === this.#rows.length) await this.#read();
      const from = this.#place;
      while (this.#rows[this.#place]?.groupId === groupId) this.#place++;
      const { connection } = this.#source;
      const some = this.#rows.slice(from, this.#place).filter((row) => row.connectionId === connection.id);
      if (some.length > 0 || this.#place < this.#rows.length || this.#isOver) return some;
    }
  }

  async #read(): Promise<void> {
    if (this.#isOver) return;
    const { application, connection } = this.#source;
    const { groupMembers } = application.database;
    const query = this.#after ? { ...this.#query, after: this.#after } : this.#query;
    this.#rows = await groupMembers.select(connection.tenant, FIELDS, query);
    this.#place = 0;
    const last = this.#rows.at(-1);
    if (last) this.#after = groupMembers.cursorOf(this.#query, last);
    this.#isOver = this.#rows.length < BATCH;
  }
}
