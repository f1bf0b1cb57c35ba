import { describe, expect, it } from '@jest/globals';
import type { RoleGrant } from '../access/role-grant.ts';
import { sourceKey } from '../access/role-grant.ts';
import type { Membership } from '../accounts/membership.ts';
import type { Connection } from './connection.ts';
import type { DirectoryGroup } from './directory-group.ts';
import type { DirectoryUser } from './directory-user.ts';
import { isEmptyPlan, type OrganizationRules, planSubject, type SubjectState, withholdRole } from './plan.ts';
import type { RoleMapping } from './role-mapping.ts';

const AT = '2026-01-01T00:00:00.000Z';
const ORG = 'org';
const base = { tenant: ORG, version: 1 } as const;

const user = (changes: Partial<DirectoryUser> = {}): DirectoryUser => ({
  ...base,
  id: 'u1',
  connectionId: 'okta',
  userName: 'ana@acme.example',
  active: true,
  accountId: 'ana',
  attributes: {},
  createdAt: AT,
  lastModified: AT,
  ...changes,
});

const group = (id: string, displayName = id): DirectoryGroup => ({
  ...base,
  id,
  connectionId: 'okta',
  displayName,
  uniqueKey: displayName,
  attributes: {},
  createdAt: AT,
  lastModified: AT,
});

const mapping = (id: string, changes: Partial<RoleMapping> = {}): RoleMapping => ({
  ...base,
  id,
  match: { by: 'group', groupId: 'admins' },
  scopeKind: 'organization',
  scopeId: ORG,
  role: 'admin',
  createdAt: AT,
  ...changes,
});

const connection = (id: string, changes: Partial<Connection> = {}): Connection => ({
  ...base,
  id,
  type: 'okta',
  name: id,
  onLastAdministrator: 'hold',
  whileHeld: 'end_sessions',
  groupUniqueness: 'displayName',
  createdAt: AT,
  ...changes,
});

const mapped = (changes: Partial<RoleGrant> = {}): RoleGrant => {
  const source = { kind: 'mapping', mappingId: 'm1', groupId: 'admins', connectionId: 'okta' } as const;
  return {
    ...base,
    id: 'g1',
    accountId: 'ana',
    scopeKind: 'organization',
    scopeId: ORG,
    role: 'admin',
    source,
    sourceKey: sourceKey(source),
    mappingId: 'm1',
    groupId: 'admins',
    connectionId: 'okta',
    createdAt: AT,
    ...changes,
  };
};

const manual = (changes: Partial<RoleGrant> = {}): RoleGrant => ({
  ...base,
  id: 'g2',
  accountId: 'ana',
  scopeKind: 'team',
  scopeId: 't1',
  role: 'member',
  source: { kind: 'manual' },
  sourceKey: 'manual',
  createdAt: AT,
  ...changes,
});

const membership = (changes: Partial<Membership> = {}): Membership => ({
  ...base,
  id: 'ana',
  accountId: 'ana',
  state: 'active',
  person: { connectionId: 'okta', userId: 'u1' },
  since: AT,
  ...changes,
});

const rules = (changes: Partial<OrganizationRules> = {}): OrganizationRules => ({
  leaverRule: 'any',
  connections: new Map([
    ['okta', connection('okta')],
    ['entra', connection('entra')],
  ]),
  mappings: [mapping('m1')],
  ...changes,
});

const state = (changes: Partial<SubjectState> = {}): SubjectState => ({
  organizationId: ORG,
  accountId: 'ana',
  accountExists: true,
  grants: [],
  users: [user()],
  groupsOf: new Map([['u1', [group('admins')]]]),
  ...changes,
});

describe('planSubject: joiners and movers', () => {
  it('creates the membership and the mapped grants of somebody new', () => {
    const plan = planSubject(state(), rules());
    expect(plan.membership).toMatchObject({ from: 'none', to: 'active' });
    expect(plan.add).toMatchObject([{ role: 'admin', source: { mappingId: 'm1', groupId: 'admins' } }]);
    expect(plan.rolesBefore).toEqual({});
    expect(plan.rolesAfter).toEqual({ 'organization:org': 'admin' });
  });

  it('gives a plain member role to somebody in no mapped group', () => {
    const plan = planSubject(state({ groupsOf: new Map() }), rules());
    expect(plan.add).toEqual([]);
    expect(plan.rolesAfter).toEqual({ 'organization:org': 'member' });
  });

  it('does nothing when everything is as it should be', () => {
    expect(isEmptyPlan(planSubject(state({ membership: membership(), grants: [mapped()] }), rules()))).toBe(true);
  });

  it('takes what no group gives any more and leaves manual grants alone', () => {
    const plan = planSubject(
      state({ membership: membership(), grants: [mapped(), manual()], groupsOf: new Map() }),
      rules(),
    );
    expect(plan.take.map((grant) => grant.id)).toEqual(['g1']);
    expect(plan.rolesAfter).toEqual({ 'organization:org': 'member', 'team:t1': 'member' });
  });

  it('follows a mapping by name, whatever the case, and stops when the group is renamed', () => {
    const byName = rules({ mappings: [mapping('m1', { match: { by: 'name', name: 'ACME Admins' } })] });
    const named = (name: string) =>
      state({ membership: membership(), groupsOf: new Map([['u1', [group('g', name)]]]) });
    expect(planSubject(named('acme admins'), byName).add).toHaveLength(1);
    expect(planSubject(named('acme leads'), byName).add).toHaveLength(0);
  });

  it('ignores mappings that name another connection', () => {
    const other = rules({
      mappings: [mapping('m1', { match: { by: 'name', name: 'admins', connectionId: 'entra' } })],
    });
    expect(planSubject(state({ membership: membership() }), other).add).toEqual([]);
  });
});

describe('planSubject: leavers', () => {
  const suspended = planSubject(
    state({ membership: membership(), grants: [mapped(), manual()], users: [user({ active: false })] }),
    rules(),
  );

  it('suspends on active:false, keeps grants dormant and ends sessions', () => {
    expect(suspended.membership).toEqual({
      from: 'active',
      to: 'suspended',
      cause: { by: 'connection', connectionId: 'okta' },
    });
    expect(suspended.take).toEqual([]);
    expect(suspended.endSessions).toBe(true);
    expect(suspended.rolesAfter).toEqual({});
  });

  it('ends everything on DELETE, manual grants too', () => {
    const plan = planSubject(
      state({
        membership: membership(),
        grants: [mapped(), manual()],
        users: [user({ deletedAt: AT, endedByJob: 'j' })],
        groupsOf: new Map(),
      }),
      rules(),
    );
    expect(plan.membership).toMatchObject({ from: 'active', to: 'ended' });
    expect(plan.take).toHaveLength(2);
  });

  it('ends manual grants even when a new record arrived before the deletion was reconciled', () => {
    const plan = planSubject(
      state({
        membership: membership(),
        grants: [manual()],
        users: [user({ deletedAt: AT, endedByJob: 'j' }), user({ id: 'u2' })],
        groupsOf: new Map(),
      }),
      rules(),
    );
    expect(plan.take.map((grant) => grant.id)).toEqual(['g2']);
    expect(plan.membership).toMatchObject({ to: 'active', person: { userId: 'u2' } });
  });

  it('restores a suspended person with everything when the connection says active again', () => {
    const plan = planSubject(
      state({
        membership: membership({ state: 'suspended', cause: { by: 'connection', connectionId: 'okta' } }),
        grants: [mapped(), manual()],
      }),
      rules(),
    );
    expect(plan.membership).toMatchObject({ from: 'suspended', to: 'active' });
    expect(plan.take).toEqual([]);
  });

  it('restores nothing dormant for another person with the same e-mail', () => {
    const plan = planSubject(
      state({
        membership: membership({
          state: 'suspended',
          cause: { by: 'connection', connectionId: 'okta' },
          person: { connectionId: 'okta', userId: 'u1', externalId: 'E1' },
        }),
        grants: [mapped(), manual()],
        users: [user({ active: false, externalId: 'E1' }), user({ id: 'u2', externalId: 'E2' })],
        groupsOf: new Map([['u1', [group('admins')]]]),
      }),
      rules(),
    );
    expect(plan.take.map((grant) => grant.id).sort()).toEqual(['g1', 'g2']);
  });

  it('never lifts a suspension a person made by hand', () => {
    const byHand = membership({ state: 'suspended', cause: { by: 'person', accountId: 'boss' } });
    expect(planSubject(state({ membership: byHand }), rules()).membership).toBeUndefined();
  });

  it('gives nothing to a pre-hire and to an account that is gone', () => {
    expect(isEmptyPlan(planSubject(state({ users: [user({ active: false })] }), rules()))).toBe(true);
    const gone = planSubject(state({ accountExists: false, membership: membership(), grants: [mapped()] }), rules());
    expect(gone.membership).toMatchObject({ to: 'ended' });
    expect(gone.take).toHaveLength(1);
  });
});

describe('planSubject: several connections', () => {
  const both = [user(), user({ id: 'u2', connectionId: 'entra', active: false })];

  it('ends the membership at the first deactivation by the rule "any"', () => {
    expect(planSubject(state({ membership: membership(), users: both }), rules()).membership?.to).toBe('suspended');
  });

  it('keeps it by the rule "all" while one connection says active', () => {
    const plan = planSubject(state({ membership: membership(), users: both }), rules({ leaverRule: 'all' }));
    expect(plan.membership).toBeUndefined();
  });
});

describe('planSubject: a deleted connection', () => {
  const deleted = (disposition: NonNullable<Connection['disposition']>) =>
    rules({
      connections: new Map([
        ['okta', connection('okta', { deletedAt: AT, disposition })],
        ['entra', connection('entra')],
      ]),
    });

  it('"keep" turns mapped grants into manual ones and leaves the membership', () => {
    const plan = planSubject(state({ membership: membership(), grants: [mapped()] }), deleted({ people: 'keep' }));
    expect(plan.keepAsManual.map((grant) => grant.id)).toEqual(['g1']);
    expect(plan.take).toEqual([]);
    expect(plan.membership).toBeUndefined();
  });

  it('"suspend" suspends its people', () => {
    const plan = planSubject(state({ membership: membership(), grants: [mapped()] }), deleted({ people: 'suspend' }));
    expect(plan.membership?.to).toBe('suspended');
  });

  it('"move" leaves people to the successor and suspends whom it does not have', () => {
    const move = deleted({ people: 'move', toConnectionId: 'entra' });
    expect(planSubject(state({ membership: membership() }), move).membership?.to).toBe('suspended');
    const known = state({ membership: membership(), users: [user(), user({ id: 'u2', connectionId: 'entra' })] });
    expect(planSubject(known, move).membership?.to).not.toBe('suspended');
  });
});

describe('withholdRole', () => {
  const scope = { kind: 'organization', id: ORG } as const;

  it('keeps one administrator grant and takes the rest', () => {
    const subject = state({
      membership: membership(),
      grants: [mapped(), mapped({ id: 'g3', role: 'billing_admin' })],
      groupsOf: new Map(),
    });
    const plan = withholdRole(planSubject(subject, rules()), subject, scope, 'admin', false);
    expect(plan.take.map((grant) => grant.id)).toEqual(['g3']);
    expect(plan.rolesAfter).toEqual({ 'organization:org': 'admin' });
  });

  it('keeps a suspended administrator active with nothing but that role awake, and ends sessions', () => {
    const subject = state({
      membership: membership(),
      grants: [mapped(), manual()],
      users: [user({ active: false })],
    });
    const plan = withholdRole(planSubject(subject, rules()), subject, scope, 'admin', false);
    expect(plan.membership).toBeUndefined();
    expect(plan.sleep.map((grant) => grant.id)).toEqual(['g2']);
    expect(plan.rolesAfter).toEqual({ 'organization:org': 'admin' });
    expect(plan.endSessions).toBe(true);
  });

  it('keeps sessions when the connection says so', () => {
    const subject = state({ membership: membership(), grants: [mapped()], users: [user({ active: false })] });
    expect(withholdRole(planSubject(subject, rules()), subject, scope, 'admin', true).endSessions).toBe(false);
  });

  it('wakes everything once the person is active again', () => {
    const subject = state({ membership: membership(), grants: [mapped(), manual({ dormant: true })] });
    expect(planSubject(subject, rules()).wake.map((grant) => grant.id)).toEqual(['g2']);
  });
});
