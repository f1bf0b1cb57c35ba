import type { MembershipCause } from '../accounts/membership.ts';
import type { Connection } from './connection.ts';
import type { DirectoryUser } from './directory-user.ts';

/** What the directories together say about a person's membership of one organization. */
export type Standing =
  | { readonly state: 'active' }
  | { readonly state: 'suspended' | 'ended'; readonly cause: MembershipCause }
  /** No connection says anything: the directories leave the membership alone. */
  | { readonly state: 'silent' };

type Says = 'active' | 'inactive' | 'deleted';

/**
 * Combines what every connection says about one account by the organization's leaver rule.
 * One connection: an active record wins over an inactive one (a re-hired or recycled address), either over a tombstone.
 * Several: by rule `any`, one connection's deactivation or deletion decides; by `all`, one that says active does.
 * A deleted connection speaks by its disposition: `keep` is silent, `suspend` and `move` say inactive, `move` only of
 * people its successor does not have.
 */
export function standingOf(
  users: readonly DirectoryUser[],
  connections: ReadonlyMap<string, Connection>,
  leaverRule: 'any' | 'all',
): Standing {
  const said: { connectionId: string; says: Says }[] = [];
  for (const connectionId of new Set(users.map((user) => user.connectionId))) {
    const says = connectionSays(connectionId, users, connections.get(connectionId));
    if (says) said.push({ connectionId, says });
  }
  if (said.length === 0) return { state: 'silent' };

  const deciding: readonly Says[] =
    leaverRule === 'any' ? ['deleted', 'inactive', 'active'] : ['active', 'inactive', 'deleted'];
  for (const says of deciding) {
    const speaker = said.find((one) => one.says === says);
    if (!speaker) continue;
    if (says === 'active') return { state: 'active' };
    const cause: MembershipCause = { by: 'connection', connectionId: speaker.connectionId };
    return { state: says === 'deleted' ? 'ended' : 'suspended', cause };
  }
  return { state: 'silent' };
}

function connectionSays(
  connectionId: string,
  users: readonly DirectoryUser[],
  connection: Connection | undefined,
): Says | undefined {
  const records = users.filter((user) => user.connectionId === connectionId);
  if (connection?.deletedAt) {
    const disposition = connection.disposition ?? { people: 'keep' };
    if (disposition.people === 'keep') return undefined;
    const isGone = records.every((user) => user.deletedAt);
    if (isGone) return 'deleted';
    if (disposition.people === 'suspend') return 'inactive';
    const successorHas = users.some((user) => user.connectionId === disposition.toConnectionId && !user.deletedAt);
    return successorHas ? undefined : 'inactive';
  }
  const live = records.filter((user) => !user.deletedAt);
  if (live.some((user) => user.active)) return 'active';
  return live.length > 0 ? 'inactive' : 'deleted';
}

/**
 * The records through which groups give roles: live ones of live connections, and where a connection has an active
 * record of the account only that one (an inactive sibling is another person's past).
 */
export function speakingUsers(
  users: readonly DirectoryUser[],
  connections: ReadonlyMap<string, Connection>,
): DirectoryUser[] {
  const live = users.filter((user) => !user.deletedAt && !connections.get(user.connectionId)?.deletedAt);
  return live.filter(
    (user) => user.active || !live.some((other) => other.connectionId === user.connectionId && other.active),
  );
}
