import type { DirectoryGroupContent, MemberReference } from '../../application/provisioning/directory-content.ts';
import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { applyPatch, type PatchOptions } from '../patch/apply-patch.ts';
import type { PatchOperation } from '../patch/patch-operation.ts';
import { type CanonicalResource, readResource } from '../resource/read-resource.ts';
import { isObject } from '../resource/tidy-list.ts';
import { groupType } from '../schema/resource-types.ts';
import { readMembers } from './read-members.ts';

export interface GroupBody {
  readonly content: DirectoryGroupContent;
  readonly members: readonly MemberReference[];
}

/** A POST or PUT body: its attributes and, apart from them, its members; a body without members has none. */
export function readGroup(body: Json | undefined): GroupBody {
  const content = toGroupContent(readResource(groupType, body, 'members'));
  return { content, members: readMembers(membersOf(body) ?? []) };
}

function membersOf(body: Json | undefined): Json | undefined {
  if (!isObject(body)) return undefined;
  const key = Object.keys(body).find((name) => {
    const target = groupType.find(name);
    return target?.kind === 'attribute' && target.attribute.label === 'members';
  });
  return key === undefined ? undefined : body[key];
}

function toGroupContent(resource: CanonicalResource): DirectoryGroupContent {
  const { displayName, externalId, ...attributes } = resource;
  return {
    displayName: String(displayName),
    externalId: typeof externalId === 'string' && externalId !== '' ? externalId : undefined,
    attributes,
  };
}

/** What a group's own attributes become by a PATCH; its members are edited apart. */
export function patchGroup(
  current: DirectoryGroup,
  operations: readonly PatchOperation[],
  options: PatchOptions,
): DirectoryGroupContent {
  const { displayName, externalId, attributes } = current;
  const before = { displayName, ...(externalId !== undefined && { externalId }), ...attributes };
  return toGroupContent(applyPatch(before, operations, options));
}
