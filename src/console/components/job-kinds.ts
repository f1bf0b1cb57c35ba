import type { SyncJobKind } from '../api/types.ts';

/** What happened outside, in a few words. */
export const JOB_KINDS: Readonly<Record<SyncJobKind, string>> = {
  user_created: 'User created',
  user_changed: 'User changed',
  user_deactivated: 'User deactivated',
  user_reactivated: 'User reactivated',
  user_deleted: 'User deleted',
  group_created: 'Group created',
  group_changed: 'Group changed',
  group_members_changed: 'Members changed',
  group_deleted: 'Group deleted',
  mapping_created: 'Mapping created',
  mapping_changed: 'Mapping changed',
  mapping_deleted: 'Mapping deleted',
  connection_deleted: 'Connection deleted',
  exception_ended: 'Exception ended',
  recheck: 'Recheck',
};
