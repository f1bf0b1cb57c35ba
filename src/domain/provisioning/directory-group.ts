import type { Instant } from '../instant.ts';
import type { JsonObject } from './directory-user.ts';

/** A group the identity provider pushed over one connection (SCIM's Group). Its members are rows of their own. */
export interface DirectoryGroup {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly connectionId: string;
  readonly displayName: string;
  readonly externalId?: string;
  /** What must be unique within the connection: the displayName, or the externalId where the connection says so. */
  readonly uniqueKey: string;
  /** Further attributes in canonical SCIM form, without `id`, `schemas`, `meta`, `members`. */
  readonly attributes: JsonObject;
  readonly createdAt: Instant;
  readonly lastModified: Instant;
  /** Set by DELETE: gone for SCIM, a tombstone until the job that reconciles its people purges it. */
  readonly deletedAt?: Instant;
}

/**
 * One person in one group, or one group in another (`memberKind`). A removed member stays as a tombstone until the job that
 * reconciles the people it concerns purges it.
 */
export interface GroupMember {
  /** `${groupId}:${userId}` */
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly connectionId: string;
  readonly groupId: string;
  /** The directory user, or the group that is within the group. */
  readonly userId: string;
  /** Absent: a person. */
  readonly memberKind?: 'group';
  /** The account of the user; absent while the user is unlinked. */
  readonly accountId?: string;
  readonly display?: string;
  /** The job of the request that last added or removed this member: how that job finds the people it touched. */
  readonly touchedByJob?: string;
  readonly addedAt: Instant;
  readonly removedAt?: Instant;
}

export const groupMemberId = (groupId: string, userId: string): string => `${groupId}:${userId}`;
