import type { DirectoryGroupContent, MemberReference } from '../../application/provisioning/directory-content.ts';
import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { applyPatch, type PatchOptions } from '../patch/apply-patch.ts';
import type { PatchOperation } from '../patch/patch-operation.ts';
import type { Mentions } from '../resource/mentions-of.ts';
import { type CanonicalResource, readResource, requireExtensions } from '../resource/read-resource.ts';
import { assertSettled, keptOnReplace } from '../resource/settled-attributes.ts';
import { isObject } from '../resource/tidy-list.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { readMembers } from './read-members.ts';

export interface GroupBody {
  readonly content: DirectoryGroupContent;
  readonly members: readonly MemberReference[];
}

/** A POST or PUT body: its attributes and, apart from them, its members; a body without members has none. */
export function readGroup(type: ResourceType, body: Json | undefined): GroupBody {
  const content = toGroupContent(readResource(type, body, 'members'));
  return { content, members: readMembers(membersOf(type, body) ?? []) };
}

/** What a POST makes. @throws ScimError 400 */
export function newGroup(type: ResourceType, body: Json | undefined): GroupBody {
  const group = readGroup(type, body);
  requireExtensions(type, group.content.attributes);
  return group;
}

/** Beside the other attributes, or with them where a client nests them under the URN of their schema. */
function membersOf(type: ResourceType, body: Json | undefined, prefix = ''): Json | undefined {
  if (!isObject(body)) return undefined;
  for (const [name, value] of Object.entries(body)) {
    const target = type.find(prefix + name);
    if (target?.kind === 'attribute' && target.attribute.label === 'members') return value;
    const nested = target?.kind === 'core' ? membersOf(type, value, `${type.schema}:`) : undefined;
    if (nested !== undefined) return nested;
  }
  return undefined;
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
  type: ResourceType,
  current: DirectoryGroup,
  operations: readonly PatchOperation[],
  options: PatchOptions,
): DirectoryGroupContent {
  const { displayName, externalId, attributes } = current;
  const before = { displayName, ...(externalId !== undefined && { externalId }), ...attributes };
  const after = applyPatch(before, operations, options);
  assertSettled(type, attributes, after);
  return toGroupContent(after);
}

/** What a group's own attributes become by a PUT. */
export function replaceGroupContent(
  type: ResourceType,
  current: DirectoryGroup,
  content: DirectoryGroupContent,
  mentions: Mentions,
): DirectoryGroupContent {
  const attributes = keptOnReplace(type, current.attributes, content.attributes, mentions);
  requireExtensions(type, attributes);
  return { ...content, attributes };
}
