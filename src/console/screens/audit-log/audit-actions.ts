/** The families of audit actions: the part before the point, and what it is about. */
export const AUDIT_ACTIONS = [
  { value: 'directory_user', label: 'Directory users' },
  { value: 'directory_group', label: 'Directory groups' },
  { value: 'sync_job', label: 'Sync jobs' },
  { value: 'role', label: 'Roles' },
  { value: 'role_mapping', label: 'Role mappings' },
  { value: 'hold', label: 'Holds' },
  { value: 'membership', label: 'Memberships' },
  { value: 'connection', label: 'Connections' },
  { value: 'connection_token', label: 'Connection tokens' },
  { value: 'organization', label: 'Organizations' },
  { value: 'team', label: 'Teams' },
  { value: 'project', label: 'Projects' },
  { value: 'account', label: 'Accounts' },
  { value: 'session', label: 'Sign-ins' },
  { value: 'api_token', label: 'API tokens' },
] as const;
