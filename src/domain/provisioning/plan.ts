import { ROLES, type Role, type Scope, scopeKey, strongest } from '../access/role.ts';
import { effectiveRoles, type GrantSource, grantKey, type RoleGrant, sourceKey } from '../access/role-grant.ts';
import type { DirectoryPerson, Membership, MembershipCause } from '../accounts/membership.ts';
import type { Connection } from './connection.ts';
import type { DirectoryGroup } from './directory-group.ts';
import { type DirectoryUser, isSamePerson } from './directory-user.ts';
import { mappingApplies, mappingAppliesToUser, type RoleMapping } from './role-mapping.ts';
import { speakingUsers, standingOf } from './standing.ts';

/** Everything a plan for one subject is computed from. Current state only: never the event that asked for it. */
export interface SubjectState {
  readonly organizationId: string;
  readonly accountId: string;
  /** False when the account is gone: it then holds nothing. */
  readonly accountExists: boolean;
  readonly membership?: Membership | undefined;
  readonly grants: readonly RoleGrant[];
  /** All directory users linked to the account, tombstones included. */
  readonly users: readonly DirectoryUser[];
  /** The live groups each live user is in: user id → groups. */
  readonly groupsOf: ReadonlyMap<string, readonly DirectoryGroup[]>;
}

/** The organization's rules a plan is computed by. */
export interface OrganizationRules {
  readonly leaverRule: 'any' | 'all';
  readonly connections: ReadonlyMap<string, Connection>;
  readonly mappings: readonly RoleMapping[];
}

export type GrantDraft = Pick<RoleGrant, 'scopeKind' | 'scopeId' | 'role' | 'source' | 'sourceKey'> & {
  readonly dormant?: boolean;
};

export interface MembershipChange {
  readonly from: Membership['state'] | 'none';
  readonly to: Membership['state'];
  readonly cause?: MembershipCause;
  readonly person?: DirectoryPerson;
}

/** The difference between what a subject should have and what it has. */
export interface Plan {
  readonly accountId: string;
  readonly add: readonly GrantDraft[];
  readonly take: readonly RoleGrant[];
  /** Mapped grants that stay as manual ones because their connection was deleted with "keep". */
  readonly keepAsManual: readonly RoleGrant[];
  readonly sleep: readonly RoleGrant[];
  readonly wake: readonly RoleGrant[];
  readonly membership?: MembershipChange;
  readonly endSessions: boolean;
  readonly rolesBefore: Readonly<Record<string, Role>>;
  readonly rolesAfter: Readonly<Record<string, Role>>;
}

/** Whether applying the plan would write anything. */
export const isEmptyPlan = (plan: Plan): boolean => !changesAccess(plan) && plan.membership === undefined;

/** Whether anybody's access changes: noting under which record the directory knows the person now does not count. */
export const changesAccess = (plan: Plan): boolean =>
  plan.add.length + plan.take.length + plan.keepAsManual.length + plan.sleep.length + plan.wake.length > 0 ||
  (plan.membership !== undefined && plan.membership.from !== plan.membership.to);

/**
 * Computes what must change so that a subject has exactly what the directories, the mappings and people's manual grants
 * say it should have. Pure and idempotent: planning again after applying gives the empty plan.
 */
export function planSubject(state: SubjectState, rules: OrganizationRules): Plan {
  const from = state.membership?.state ?? 'none';
  const membership = planMembership(state, rules);
  const to = membership?.to ?? from;
  const keeps = to === 'active' || to === 'suspended';

  const wanted = keeps ? mappedGrants(state, rules) : new Map<string, GrantDraft>();
  const endManual = keeps && endsManualGrants(state, rules, membership);
  const take: RoleGrant[] = [];
  const keepAsManual: RoleGrant[] = [];
  const held = new Set<string>();
  for (const grant of state.grants) {
    const fate = keeps ? fateOf(grant, wanted, endManual, rules) : 'take';
    if (fate === 'take') take.push(grant);
    else if (fate === 'keep as manual') keepAsManual.push(grant);
    held.add(grantKey(grant));
  }
  const add = [...wanted].filter(([key]) => !held.has(key)).map(([, draft]) => draft);
  const wake = to === 'active' ? state.grants.filter((grant) => grant.dormant && !take.includes(grant)) : [];

  const staying = state.grants.filter((grant) => !take.includes(grant));
  return {
    accountId: state.accountId,
    add,
    take,
    keepAsManual,
    sleep: [],
    wake,
    ...(membership && { membership }),
    endSessions: from === 'active' && to !== 'active',
    rolesBefore: rolesHeld(
      state,
      from,
      state.grants.filter((grant) => !grant.dormant),
    ),
    rolesAfter: rolesHeld(state, to, [...staying, ...add]),
  };
}

/**
 * The plan without the loss of an administrator role: the role and the membership it needs stay, everything else
 * applies. When the membership would have been suspended, the other grants fall asleep instead of going on to work.
 * Sessions end as planned unless `keepSessions`.
 */
export function withholdRole(plan: Plan, state: SubjectState, scope: Scope, role: Role, keepSessions: boolean): Plan {
  const isOfRole = (grant: GrantDraft) =>
    grant.scopeKind === scope.kind && grant.scopeId === scope.id && grant.role === role;
  const candidates = state.grants.filter((grant) => isOfRole(grant) && !grant.dormant);
  const kept = candidates.find((grant) => !plan.take.includes(grant)) ?? [...candidates].sort(byGrantKey)[0];
  const take = plan.take.filter((grant) => grant !== kept);
  const leaving = plan.membership !== undefined && plan.membership.to !== 'active' && plan.membership.from === 'active';
  const others = leaving ? state.grants.filter((grant) => grant !== kept && !take.includes(grant)) : [];
  const add = leaving ? plan.add.map((draft) => ({ ...draft, dormant: true })) : plan.add;
  const awake = leaving ? (kept ? [kept] : []) : [...state.grants.filter((grant) => !take.includes(grant)), ...add];
  const { membership, ...rest } = plan;
  return {
    ...rest,
    add,
    take,
    sleep: others.filter((grant) => !grant.dormant),
    wake: leaving ? [] : plan.wake,
    ...(membership && !leaving && { membership }),
    endSessions: !keepSessions && (plan.endSessions || leaving),
    rolesAfter: rolesHeld(state, 'active', awake),
  };
}

const byGrantKey = (one: RoleGrant, other: RoleGrant): number => (grantKey(one) < grantKey(other) ? -1 : 1);

function planMembership(state: SubjectState, rules: OrganizationRules): MembershipChange | undefined {
  const current = state.membership;
  const from = current?.state ?? 'none';
  if (!state.accountExists) return from === 'none' || from === 'ended' ? undefined : { from, to: 'ended' };
  const standing = standingOf(state.users, rules.connections, rules.leaverRule);
  if (standing.state === 'silent') return undefined;

  if (standing.state === 'active') {
    if (current?.cause?.by === 'person') return undefined;
    const person = activePerson(state, rules);
    const isKnown = current?.person?.userId === person?.userId && current?.person?.externalId === person?.externalId;
    if (from === 'active' && isKnown) return undefined;
    return { from, to: 'active', ...(person && { person }) };
  }
  if (from === 'none' || from === 'ended') return undefined;
  if (standing.state === 'suspended') {
    return from === 'suspended' ? undefined : { from, to: 'suspended', cause: standing.cause };
  }
  return { from, to: 'ended', cause: standing.cause };
}

function activePerson(state: SubjectState, rules: OrganizationRules): DirectoryPerson | undefined {
  const active = speakingUsers(state.users, rules.connections)
    .filter((user) => user.active)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const known = state.membership?.person;
  const user = active.find((candidate) => known && isSamePerson(known, candidate)) ?? active[0];
  return (
    user && {
      connectionId: user.connectionId,
      userId: user.id,
      ...(user.externalId && { externalId: user.externalId }),
    }
  );
}

/** What the mappings give through the speaking records, their groups and their own values: grant key → draft. */
function mappedGrants(state: SubjectState, rules: OrganizationRules): Map<string, GrantDraft> {
  const wanted = new Map<string, GrantDraft>();
  for (const user of speakingUsers(state.users, rules.connections)) {
    for (const mapping of rules.mappings) {
      for (const source of sourcesOf(mapping, user, state.groupsOf.get(user.id) ?? [])) {
        const { scopeKind, scopeId, role } = mapping;
        const draft = { scopeKind, scopeId, role, source, sourceKey: sourceKey(source) };
        wanted.set(grantKey(draft), draft);
      }
    }
  }
  return wanted;
}

/** By which groups, or by which value, a mapping applies to a user. */
function* sourcesOf(
  mapping: RoleMapping,
  user: DirectoryUser,
  groups: readonly DirectoryGroup[],
): Iterable<GrantSource> {
  const { match } = mapping;
  const source = { kind: 'mapping', mappingId: mapping.id, connectionId: user.connectionId } as const;
  if (match.by === 'attribute') {
    if (mappingAppliesToUser(mapping, user)) {
      yield { ...source, attribute: { name: match.attribute, value: match.value } };
    }
    return;
  }
  for (const group of groups) if (mappingApplies(mapping, group)) yield { ...source, groupId: group.id };
}

function fateOf(
  grant: RoleGrant,
  wanted: ReadonlyMap<string, GrantDraft>,
  endManual: boolean,
  rules: OrganizationRules,
): 'stay' | 'take' | 'keep as manual' {
  if (grant.source.kind !== 'mapping') return endManual ? 'take' : 'stay';
  if (wanted.has(grantKey(grant))) return 'stay';
  const connection = rules.connections.get(grant.source.connectionId);
  return connection?.deletedAt && connection.disposition?.people === 'keep' ? 'keep as manual' : 'take';
}

/**
 * Manual grants end with a DELETE (even when a new record arrived before the deletion was reconciled) and are not
 * inherited by another person who was given the same e-mail.
 */
function endsManualGrants(
  state: SubjectState,
  rules: OrganizationRules,
  membership: MembershipChange | undefined,
): boolean {
  const deleted = state.users.filter((user) => user.deletedAt && user.endedByJob);
  if (deleted.length > 0) {
    const without = state.users.filter(
      (user) => user.deletedAt || !deleted.some((gone) => gone.connectionId === user.connectionId),
    );
    if (standingOf(without, rules.connections, rules.leaverRule).state === 'ended') return true;
  }
  const known = state.membership?.person;
  const arriving = membership?.to === 'active' ? membership.person : undefined;
  if (!known || !arriving || arriving.connectionId !== known.connectionId) return false;
  return !(
    arriving.userId === known.userId ||
    (known.externalId !== undefined && arriving.externalId === known.externalId)
  );
}

function rolesHeld(
  state: SubjectState,
  membership: Membership['state'] | 'none',
  grants: readonly GrantDraft[],
): Readonly<Record<string, Role>> {
  if (membership !== 'active') return {};
  const roles = Object.fromEntries(effectiveRoles(grants)) as Record<string, Role>;
  const own = scopeKey({ kind: 'organization', id: state.organizationId });
  const base: Role = ROLES.organization[3];
  roles[own] = strongest('organization', roles[own] ? [roles[own], base] : [base]) ?? base;
  return roles;
}
