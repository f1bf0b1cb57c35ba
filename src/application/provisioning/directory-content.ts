import type { GroupMember } from '../../domain/provisioning/directory-group.ts';
import type { JsonObject } from '../../domain/provisioning/directory-user.ts';

/** What a client may set on a directory user, already in canonical form (see DirectoryUser.attributes). */
export interface DirectoryUserContent {
  readonly userName: string;
  readonly externalId?: string | undefined;
  readonly active: boolean;
  readonly attributes: JsonObject;
}

/** What a client may set on a directory group besides its members. */
export interface DirectoryGroupContent {
  readonly displayName: string;
  readonly externalId?: string | undefined;
  readonly attributes: JsonObject;
}

export interface MemberReference {
  /** Of a user, or of a group where the connection takes groups as members. */
  readonly userId: string;
  /** The client says that it is a group; whether it is, its id tells. */
  readonly isGroup?: true;
  readonly display?: string | undefined;
}

/** Members chosen by what they are, not by name. */
export interface MemberSelection {
  /** Pure and quick: it is asked about every member that is in question. */
  readonly matches: (member: Pick<GroupMember, 'userId' | 'memberKind' | 'display'>) => boolean;
  /** Nobody else can match. Absent: anybody may. */
  readonly among?: readonly string[];
}

/** Edits of a group's members, applied in order. Adding a member and removing a stranger are no-ops. */
export type MemberEdit =
  | { readonly op: 'add'; readonly members: readonly MemberReference[] }
  | { readonly op: 'remove'; readonly userIds: readonly string[] }
  | { readonly op: 'removeSelected'; readonly selection: MemberSelection }
  | { readonly op: 'replace'; readonly members: readonly MemberReference[] }
  | { readonly op: 'clear' };
