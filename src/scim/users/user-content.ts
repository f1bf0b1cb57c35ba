import type { DirectoryUserContent } from '../../application/provisioning/directory-content.ts';
import type { Instant } from '../../domain/instant.ts';
import type { DirectoryUser, Json } from '../../domain/provisioning/directory-user.ts';
import { PROVISIONING_SCHEMA, standingAt } from '../../domain/provisioning/own-extension.ts';
import { applyPatch, type PatchOptions } from '../patch/apply-patch.ts';
import type { PatchOperation } from '../patch/patch-operation.ts';
import { type Mentions, mentionsOf } from '../resource/mentions-of.ts';
import {
  type CanonicalResource,
  mentionsExtension,
  readResource,
  requireExtensions,
} from '../resource/read-resource.ts';
import { assertSettled, keptOnReplace } from '../resource/settled-attributes.ts';
import type { ResourceType } from '../schema/resource-type.ts';

/** What a POST makes. @throws ScimError 400 */
export function newUserContent(type: ResourceType, body: Json | undefined, now: Instant): DirectoryUserContent {
  const content = toUserContent(readResource(type, body));
  assertComplete(type, content, now);
  return content;
}

/** What comes of it counts, not what `active` says: a termination date that has come switches somebody off, too. */
function assertComplete(type: ResourceType, content: DirectoryUserContent, now: Instant): void {
  if (standingAt(now, content).active) requireExtensions(type, content.attributes);
}

/** Attributes as the use cases take them. Whoever says nothing about `active` leaves it as it is: true for a new user. */
function toUserContent(resource: CanonicalResource, currentlyActive = true): DirectoryUserContent {
  const { userName, externalId, active, ...attributes } = resource;
  return {
    userName: String(userName),
    externalId: typeof externalId === 'string' && externalId !== '' ? externalId : undefined,
    active: typeof active === 'boolean' ? active : currentlyActive,
    attributes,
  };
}

/** What a user becomes by a PATCH. */
export function patchUser(
  type: ResourceType,
  current: DirectoryUser,
  operations: readonly PatchOperation[],
  options: PatchOptions,
  now: Instant,
): DirectoryUserContent {
  const { userName, externalId, active, attributes } = current;
  const before = { userName, active, ...(externalId !== undefined && { externalId }), ...attributes };
  const after = applyPatch(before, operations, options);
  const content = toUserContent(after, active);
  assertSettled(type, attributes, after, !standingAt(now, content).active);
  return content;
}

/** A PUT body, and what it says nothing of. */
export interface UserReplacement {
  readonly resource: CanonicalResource;
  readonly knowsOwnExtension: boolean;
  readonly mentions: Mentions;
}

/** @throws ScimError 400 */
export const readReplacement = (type: ResourceType, body: Json | undefined): UserReplacement => ({
  resource: readResource(type, body),
  knowsOwnExtension: mentionsExtension(type, body, PROVISIONING_SCHEMA),
  mentions: mentionsOf(type, body),
});

/**
 * What a user becomes by a PUT. A client that says nothing of Holdfast's extension does not know of it, and leaves it as it
 * is (RFC 7644 §3.5.1): nobody's leaving is called off by a provider that repeats what it knows.
 */
export function replaceUserContent(
  type: ResourceType,
  current: DirectoryUser,
  { resource, knowsOwnExtension, mentions }: UserReplacement,
  now: Instant,
): DirectoryUserContent {
  const own = knowsOwnExtension ? undefined : current.attributes[PROVISIONING_SCHEMA];
  const given = own === undefined ? resource : { ...resource, [PROVISIONING_SCHEMA]: own };
  const content = toUserContent(given, current.active);
  const replaced = { ...content, attributes: keptOnReplace(type, current.attributes, content.attributes, mentions) };
  assertComplete(type, replaced, now);
  return replaced;
}
