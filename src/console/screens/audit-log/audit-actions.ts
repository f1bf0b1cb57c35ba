export interface AuditFamily {
  /** The part of an action before the point. */
  readonly value: string;
  readonly label: string;
}

/** What the events of an organization's log are about. */
export const ORGANIZATION_FAMILIES: readonly AuditFamily[] = [
  { value: 'directory_user', label: 'Directory users' },
  { value: 'directory_group', label: 'Directory groups' },
  { value: 'directory_request', label: 'Refused directory requests' },
  { value: 'access', label: 'Access applied' },
  { value: 'sync_job', label: 'Sync jobs' },
  { value: 'hold', label: 'Holds' },
  { value: 'guard_exception', label: 'Exceptions from the guard' },
  { value: 'role', label: 'Roles by hand' },
  { value: 'role_mapping', label: 'Role mappings' },
  { value: 'membership', label: 'Memberships' },
  { value: 'connection', label: 'Connections' },
  { value: 'connection_token', label: 'Connection tokens' },
  { value: 'oauth_client', label: 'OAuth clients' },
  { value: 'access_token', label: 'Access tokens' },
  { value: 'organization', label: 'The organization' },
  { value: 'team', label: 'Teams' },
  { value: 'project', label: 'Projects' },
];

/** What the events of the instance's log are about. */
export const INSTANCE_FAMILIES: readonly AuditFamily[] = [
  { value: 'account', label: 'Accounts' },
  { value: 'session', label: 'Sign-ins' },
  { value: 'one_time_link', label: 'One-time links' },
  { value: 'api_token', label: 'API tokens' },
  { value: 'role', label: 'Administrators' },
  { value: 'administrator', label: 'Recovered administrators' },
];
