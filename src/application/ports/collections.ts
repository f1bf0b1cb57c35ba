import type { GuardException, Hold } from '../../domain/access/hold.ts';
import type { Organization, Project, Team } from '../../domain/access/organization.ts';
import type { RoleGrant } from '../../domain/access/role-grant.ts';
import type { Account } from '../../domain/accounts/account.ts';
import type { ApiToken, OneTimeLink } from '../../domain/accounts/api-token.ts';
import type { Membership } from '../../domain/accounts/membership.ts';
import type { Session } from '../../domain/accounts/session.ts';
import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import type { Connection, ConnectionToken } from '../../domain/provisioning/connection.ts';
import type { DirectoryEmail } from '../../domain/provisioning/directory-email.ts';
import type { DirectoryGroup, GroupMember } from '../../domain/provisioning/directory-group.ts';
import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import type { LoggedRequest } from '../../domain/provisioning/logged-request.ts';
import type { AccessToken, OauthClient } from '../../domain/provisioning/oauth-client.ts';
import type { RoleMapping } from '../../domain/provisioning/role-mapping.ts';
import type { SyncJob, SyncJobOutcome } from '../../domain/provisioning/sync-job.ts';
import type { UniqueValue } from '../../domain/provisioning/unique-value.ts';
import { type CollectionSpec, type Doc, declareCollection } from './collection.ts';
import { absent, and, eq, isIn, present } from './query.ts';
import type {
  AttemptCount,
  InstanceRecord,
  Lease,
  MoveRecord,
  OperatingMode,
  ProcessRow,
  StoredRequest,
  VersionRow,
} from './rows.ts';

/** Every collection of Holdfast and the document it holds. */
export interface Collections {
  readonly instance: InstanceRecord;
  readonly organizations: Organization;
  readonly teams: Team;
  readonly projects: Project;
  readonly accounts: Account;
  readonly memberships: Membership;
  readonly roleGrants: RoleGrant;
  readonly subjects: VersionRow;
  readonly fences: VersionRow;
  readonly connections: Connection;
  readonly connectionTokens: ConnectionToken;
  readonly loggedRequests: LoggedRequest;
  readonly oauthClients: OauthClient;
  readonly accessTokens: AccessToken;
  readonly directoryUsers: DirectoryUser;
  readonly directoryEmails: DirectoryEmail;
  readonly directoryGroups: DirectoryGroup;
  readonly uniqueValues: UniqueValue;
  readonly groupMembers: GroupMember;
  readonly roleMappings: RoleMapping;
  readonly syncJobs: SyncJob;
  readonly syncJobOutcomes: SyncJobOutcome;
  readonly syncJobRequests: StoredRequest;
  readonly holds: Hold;
  readonly guardExceptions: GuardException;
  readonly auditEvents: AuditEvent;
  readonly sessions: Session;
  readonly apiTokens: ApiToken;
  readonly oneTimeLinks: OneTimeLink;
  readonly attempts: AttemptCount;
  readonly leases: Lease;
  readonly operatingMode: OperatingMode;
  readonly processes: ProcessRow;
  readonly moves: MoveRecord;
}

/**
 * Fields, unique keys, case rules and indexes of every collection: the one declaration from which each adapter builds.
 * The tenant leads every key and index unless `acrossTenants` says otherwise; (tenant, id) is always unique.
 */
export const collections: { readonly [K in keyof Collections]: CollectionSpec<Collections[K] & Doc> } = {
  instance: declareCollection({ name: 'instance', fields: {}, unique: [], indexes: [] }),
  organizations: declareCollection({
    name: 'organizations',
    fields: { name: 'folded string', slug: 'folded string', createdAt: 'string' },
    unique: [{ name: 'slug', fields: ['slug'] }],
    indexes: [],
  }),
  teams: declareCollection({
    name: 'teams',
    fields: { name: 'folded string' },
    unique: [{ name: 'name', fields: ['name'] }],
    indexes: [],
  }),
  projects: declareCollection({
    name: 'projects',
    fields: { name: 'folded string', teamId: 'string' },
    unique: [{ name: 'name', fields: ['teamId', 'name'] }],
    indexes: [],
  }),
  accounts: declareCollection({
    name: 'accounts',
    fields: {
      email: 'folded string',
      displayName: 'folded string',
      kind: 'string',
      deletedAt: 'string',
      lockedAt: 'string',
    },
    unique: [{ name: 'email', fields: ['email'], where: absent('deletedAt') }],
    indexes: [],
  }),
  memberships: declareCollection({
    name: 'memberships',
    fields: { accountId: 'string', state: 'string' },
    unique: [],
    indexes: [{ name: 'account', fields: ['accountId'], acrossTenants: true }],
  }),
  roleGrants: declareCollection({
    name: 'roleGrants',
    fields: {
      accountId: 'string',
      scopeKind: 'string',
      scopeId: 'string',
      role: 'string',
      sourceKey: 'string',
      mappingId: 'string',
      groupId: 'string',
      connectionId: 'string',
    },
    unique: [{ name: 'grant', fields: ['accountId', 'scopeKind', 'scopeId', 'role', 'sourceKey'] }],
    indexes: [
      { name: 'scope', fields: ['scopeKind', 'scopeId', 'role', 'accountId'] },
      { name: 'mapping', fields: ['mappingId', 'accountId'] },
      { name: 'group', fields: ['groupId', 'accountId'] },
      { name: 'connection', fields: ['connectionId', 'accountId'] },
    ],
  }),
  subjects: declareCollection({ name: 'subjects', fields: {}, unique: [], indexes: [] }),
  fences: declareCollection({ name: 'fences', fields: {}, unique: [], indexes: [] }),
  connections: declareCollection({
    name: 'connections',
    fields: { name: 'folded string', deletedAt: 'string', createdAt: 'string' },
    unique: [{ name: 'name', fields: ['name'], where: absent('deletedAt') }],
    indexes: [],
  }),
  connectionTokens: declareCollection({
    name: 'connectionTokens',
    fields: { connectionId: 'string', revokedAt: 'string' },
    unique: [],
    indexes: [{ name: 'connection', fields: ['connectionId'] }],
  }),
  loggedRequests: declareCollection({
    name: 'loggedRequests',
    fields: { connectionId: 'string', at: 'string', status: 'number' },
    unique: [],
    indexes: [
      { name: 'connection', fields: ['connectionId', 'at'] },
      { name: 'at', fields: ['at'], acrossTenants: true },
    ],
  }),
  oauthClients: declareCollection({
    name: 'oauthClients',
    fields: { connectionId: 'string', revokedAt: 'string' },
    unique: [],
    indexes: [{ name: 'connection', fields: ['connectionId'] }],
  }),
  accessTokens: declareCollection({
    name: 'accessTokens',
    fields: { expiresAt: 'string' },
    unique: [],
    indexes: [{ name: 'expires', fields: ['expiresAt'], acrossTenants: true }],
  }),
  directoryUsers: declareCollection({
    name: 'directoryUsers',
    fields: {
      connectionId: 'string',
      userName: 'folded string',
      externalId: 'string',
      active: 'boolean',
      accountId: 'string',
      attributes: 'folded json',
      createdAt: 'string',
      lastModified: 'string',
      deletedAt: 'string',
      terminatesAt: 'string',
    },
    unique: [
      { name: 'userName', fields: ['connectionId', 'userName'], where: absent('deletedAt') },
      {
        name: 'activeAccount',
        fields: ['connectionId', 'accountId'],
        where: and(eq('active', true), absent('deletedAt')),
      },
    ],
    indexes: [
      { name: 'account', fields: ['accountId'] },
      { name: 'externalId', fields: ['connectionId', 'externalId'] },
      { name: 'live', fields: ['id', 'connectionId'], where: absent('deletedAt') },
      { name: 'terminates', fields: ['terminatesAt'], where: present('terminatesAt'), acrossTenants: true },
    ],
  }),
  directoryEmails: declareCollection({
    name: 'directoryEmails',
    fields: { connectionId: 'string', userId: 'string', address: 'string' },
    unique: [],
    indexes: [
      { name: 'address', fields: ['connectionId', 'address'] },
      { name: 'user', fields: ['userId'] },
    ],
  }),
  directoryGroups: declareCollection({
    name: 'directoryGroups',
    fields: {
      connectionId: 'string',
      displayName: 'folded string',
      uniqueKey: 'folded string',
      externalId: 'string',
      attributes: 'folded json',
      createdAt: 'string',
      lastModified: 'string',
      deletedAt: 'string',
    },
    unique: [{ name: 'uniqueKey', fields: ['connectionId', 'uniqueKey'], where: absent('deletedAt') }],
    indexes: [
      { name: 'displayName', fields: ['connectionId', 'displayName'] },
      { name: 'externalId', fields: ['connectionId', 'externalId'] },
      { name: 'live', fields: ['id', 'connectionId'], where: absent('deletedAt') },
    ],
  }),
  uniqueValues: declareCollection({
    name: 'uniqueValues',
    fields: { connectionId: 'string', recordId: 'string', attribute: 'string', key: 'string' },
    unique: [{ name: 'value', fields: ['connectionId', 'attribute', 'key'] }],
    indexes: [{ name: 'record', fields: ['recordId'] }],
  }),
  groupMembers: declareCollection({
    name: 'groupMembers',
    fields: {
      connectionId: 'string',
      groupId: 'string',
      userId: 'string',
      accountId: 'string',
      memberKind: 'string',
      touchedByJob: 'string',
      removedAt: 'string',
    },
    unique: [],
    indexes: [
      { name: 'nested', fields: ['groupId'], where: eq('memberKind', 'group') },
      { name: 'group', fields: ['groupId', 'userId'], where: absent('removedAt') },
      { name: 'groupAccount', fields: ['groupId', 'accountId'] },
      { name: 'user', fields: ['userId', 'groupId'], few: 1 },
    ],
  }),
  roleMappings: declareCollection({
    name: 'roleMappings',
    fields: { scopeKind: 'string', scopeId: 'string', role: 'string', createdAt: 'string', deletedAt: 'string' },
    unique: [],
    indexes: [],
  }),
  syncJobs: declareCollection({
    name: 'syncJobs',
    fields: {
      kind: 'string',
      state: 'string',
      priority: 'string',
      connectionId: 'string',
      groupId: 'string',
      userId: 'string',
      mappingId: 'string',
      createdAt: 'string',
      dueAt: 'string',
      leaseUntil: 'string',
    },
    unique: [],
    indexes: [
      { name: 'created', fields: ['createdAt'] },
      { name: 'due', fields: ['priority', 'dueAt'], where: isIn('state', ['queued', 'running']), acrossTenants: true },
    ],
  }),
  syncJobOutcomes: declareCollection({
    name: 'syncJobOutcomes',
    fields: { jobId: 'string', accountId: 'string', verdict: 'string', guardOrder: 'string', decidedAt: 'string' },
    unique: [],
    indexes: [
      { name: 'job', fields: ['jobId', 'accountId'] },
      { name: 'account', fields: ['accountId', 'decidedAt'] },
    ],
  }),
  syncJobRequests: declareCollection({ name: 'syncJobRequests', fields: {}, unique: [], indexes: [] }),
  holds: declareCollection({
    name: 'holds',
    fields: { state: 'string', scopeKind: 'string', scopeId: 'string', accountId: 'string', openedAt: 'string' },
    unique: [{ name: 'open', fields: ['scopeKind', 'scopeId', 'accountId'], where: eq('state', 'open') }],
    indexes: [{ name: 'state', fields: ['state', 'openedAt'], acrossTenants: true }],
  }),
  guardExceptions: declareCollection({
    name: 'guardExceptions',
    fields: { accountId: 'string', scopeKind: 'string', scopeId: 'string', endsAt: 'string', endedAt: 'string' },
    unique: [],
    indexes: [
      { name: 'account', fields: ['accountId'] },
      { name: 'ends', fields: ['endsAt'], where: absent('endedAt'), acrossTenants: true },
    ],
  }),
  auditEvents: declareCollection({
    name: 'auditEvents',
    fields: {
      at: 'string',
      action: 'string',
      outcome: 'string',
      actor: 'json',
      requestId: 'string',
      jobId: 'string',
    },
    unique: [],
    indexes: [{ name: 'at', fields: ['at'] }],
  }),
  sessions: declareCollection({
    name: 'sessions',
    fields: { accountId: 'string', organizationId: 'string', expiresAt: 'string' },
    unique: [],
    indexes: [{ name: 'account', fields: ['accountId'] }],
  }),
  apiTokens: declareCollection({
    name: 'apiTokens',
    fields: { accountId: 'string', revokedAt: 'string' },
    unique: [],
    indexes: [{ name: 'account', fields: ['accountId'] }],
  }),
  oneTimeLinks: declareCollection({
    name: 'oneTimeLinks',
    fields: { purpose: 'string', usedAt: 'string', accountId: 'string', expiresAt: 'string' },
    unique: [],
    indexes: [],
  }),
  attempts: declareCollection({
    name: 'attempts',
    fields: { until: 'string' },
    unique: [],
    indexes: [{ name: 'until', fields: ['until'] }],
  }),
  leases: declareCollection({ name: 'leases', fields: {}, unique: [], indexes: [] }),
  operatingMode: declareCollection({ name: 'operatingMode', fields: {}, unique: [], indexes: [] }),
  processes: declareCollection({ name: 'processes', fields: { seenAt: 'string' }, unique: [], indexes: [] }),
  moves: declareCollection({ name: 'moves', fields: {}, unique: [], indexes: [] }),
};
