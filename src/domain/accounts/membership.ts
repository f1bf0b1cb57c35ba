import type { Instant } from '../instant.ts';

/** Who ended or suspended a membership: the directory of one connection, or a person by hand. */
export type MembershipCause =
  | { readonly by: 'connection'; readonly connectionId: string }
  | { readonly by: 'person'; readonly accountId?: string; readonly reason?: string };

/** How a connection knows a person: by the record, and by its own id for them. */
export interface DirectoryPerson {
  readonly connectionId: string;
  readonly userId: string;
  readonly externalId?: string;
}

/**
 * An account in an organization. `suspended` keeps its grants dormant; `ended` keeps only the fact that it was ended and
 * by whom, so that it does not come back through a side door.
 */
export interface Membership {
  /** Equals the account's id: there is one per organization and account. */
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly accountId: string;
  readonly state: 'active' | 'suspended' | 'ended';
  /** Absent while active. */
  readonly cause?: MembershipCause;
  /** The directory's person the membership was last active for: somebody else inherits nothing dormant. */
  readonly person?: DirectoryPerson;
  readonly since: Instant;
}
