import type { Application } from '../application/application.ts';
import type { ConnectionRequest } from '../application/provisioning/connection-request.ts';
import type {
  CreatedDirectoryRecord,
  NewDirectoryRecord,
} from '../application/provisioning/create-directory-records.ts';
import type {
  DirectoryGroupContent,
  DirectoryUserContent,
  MemberEdit,
  MemberReference,
} from '../application/provisioning/directory-content.ts';
import type { VersionCondition } from '../application/provisioning/directory-errors.ts';
import type { RefusedRequest } from '../application/provisioning/record-refused-request.ts';
import type { DirectoryGroup } from '../domain/provisioning/directory-group.ts';
import type { DirectoryUser } from '../domain/provisioning/directory-user.ts';

/** The changes SCIM requests come to. Each records the change, its sync job and its audit event in one transaction. */
export interface DirectoryUseCases {
  createDirectoryUser(
    app: Application,
    request: ConnectionRequest,
    content: DirectoryUserContent,
  ): Promise<DirectoryUser>;
  /** `modify` is pure and may run several times, each time on the newest record. */
  changeDirectoryUser(
    app: Application,
    request: ConnectionRequest,
    userId: string,
    modify: (current: DirectoryUser) => DirectoryUserContent,
    isExpected?: VersionCondition,
  ): Promise<{ readonly user: DirectoryUser; readonly changed: boolean }>;
  deleteDirectoryUser(
    app: Application,
    request: ConnectionRequest,
    userId: string,
    isExpected?: VersionCondition,
  ): Promise<void>;
  createDirectoryGroup(
    app: Application,
    request: ConnectionRequest,
    content: DirectoryGroupContent,
    members: readonly MemberReference[],
  ): Promise<DirectoryGroup>;
  changeDirectoryGroup(
    app: Application,
    request: ConnectionRequest,
    groupId: string,
    change: GroupChange,
    isExpected?: VersionCondition,
  ): Promise<{ readonly group: DirectoryGroup; readonly changed: boolean }>;
  /** Creates records that refer to one another: all or none. */
  createDirectoryRecords(
    app: Application,
    records: readonly NewDirectoryRecord[],
  ): Promise<readonly CreatedDirectoryRecord[]>;
  deleteDirectoryGroup(
    app: Application,
    request: ConnectionRequest,
    groupId: string,
    isExpected?: VersionCondition,
  ): Promise<void>;
  /** Leaves the audit event of a write that was refused before, or by, a use case. */
  recordRefusedRequest(app: Application, request: ConnectionRequest, refusal: RefusedRequest): Promise<void>;
}

export interface GroupChange {
  readonly modify?: (current: DirectoryGroup) => DirectoryGroupContent;
  readonly members: readonly MemberEdit[];
}
