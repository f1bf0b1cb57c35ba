import type { Role, ScopeKind } from '../access/role.ts';
import type { Instant } from '../instant.ts';
import { foldCase } from '../text/fold-case.ts';
import { type AccessAttribute, accessValues } from './access-values.ts';
import type { DirectoryGroup } from './directory-group.ts';
import type { DirectoryUser } from './directory-user.ts';

/** Every user of a connection who has a value in `roles` or `entitlements`. */
export interface AttributeMatch {
  readonly by: 'attribute';
  readonly connectionId: string;
  readonly attribute: AccessAttribute;
  readonly value: string;
}

/** A rule of an organization: directory group, or value of an attribute → role in a scope. */
export interface RoleMapping {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  /** The group by id; or, as a marked option, every group of that name (of one connection, when given). */
  readonly match:
    | { readonly by: 'group'; readonly groupId: string }
    | { readonly by: 'name'; readonly name: string; readonly connectionId?: string }
    | AttributeMatch;
  readonly scopeKind: Exclude<ScopeKind, 'instance'>;
  readonly scopeId: string;
  readonly role: Role;
  readonly createdAt: Instant;
  readonly createdBy?: string;
  /** The job of its last edit: the cause of the grants that follow from it. */
  readonly touchedByJob?: string;
  /** Deleted mappings stay as tombstones until their job has reconciled everybody they concerned. */
  readonly deletedAt?: Instant;
}

/** Whether a live mapping applies to a live group. Names compare by `foldCase`. */
export function mappingApplies(
  mapping: Pick<RoleMapping, 'match' | 'deletedAt'>,
  group: Pick<DirectoryGroup, 'id' | 'displayName' | 'connectionId' | 'deletedAt'>,
): boolean {
  if (mapping.deletedAt || group.deletedAt || mapping.match.by === 'attribute') return false;
  if (mapping.match.by === 'group') return mapping.match.groupId === group.id;
  if (mapping.match.connectionId && mapping.match.connectionId !== group.connectionId) return false;
  return foldCase(mapping.match.name) === foldCase(group.displayName);
}

/** Whether a live mapping applies to a user by itself, whatever groups it is in. Values compare by `foldCase`. */
export function mappingAppliesToUser(
  { match, deletedAt }: Pick<RoleMapping, 'match' | 'deletedAt'>,
  user: Pick<DirectoryUser, 'connectionId' | 'attributes'>,
): boolean {
  if (deletedAt || match.by !== 'attribute' || match.connectionId !== user.connectionId) return false;
  return accessValues(user.attributes, match.attribute).has(foldCase(match.value));
}
