/** Errors of the directory use cases. They know no transport; each surface translates them once. */
export class DirectoryRecordNotFound extends Error {
  override readonly name = 'DirectoryRecordNotFound';
  readonly kind: 'user' | 'group';
  readonly id: string;
  constructor(kind: 'user' | 'group', id: string) {
    super(`There is no ${kind} ${id} on this connection`);
    this.kind = kind;
    this.id = id;
  }
}

/** Two records of one connection may not share this attribute's value. */
export class DirectoryUniqueness extends Error {
  override readonly name = 'DirectoryUniqueness';
  /** The SCIM attribute whose value is taken: `userName`, `emails`, `displayName` or `externalId`. */
  readonly attribute: string;
  constructor(attribute: string, message: string) {
    super(message);
    this.attribute = attribute;
  }
}

/** A group change names users or groups this connection does not have. */
export class UnknownMembers extends Error {
  override readonly name = 'UnknownMembers';
  readonly userIds: readonly string[];
  constructor(userIds: readonly string[]) {
    super(`No user of this connection has the id ${userIds.slice(0, 3).join(', ')}${userIds.length > 3 ? ', …' : ''}`);
    this.userIds = userIds;
  }
}

/** Groups as members of groups are not taken over this connection. */
export class NestedGroupsRefused extends Error {
  override readonly name = 'NestedGroupsRefused';
  constructor() {
    super(
      'members cannot be groups: nested groups are not accepted over this connection. An administrator can accept them in its settings',
    );
  }
}

/** Which versions of a record a change may be made to. */
export type VersionCondition = (version: number) => boolean;

/** The stored version is none the caller's change may be made to (If-Match, If-None-Match). */
export class VersionMismatch extends Error {
  override readonly name = 'VersionMismatch';
}
