import type { MemberReference } from '../../application/provisioning/directory-content.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { invalidValue } from '../errors/scim-error.ts';
import { asList } from '../idp-dialects/list-forms.ts';
import { messageMember } from '../protocol/message-member.ts';
import { isObject } from '../resource/tidy-list.ts';

/**
 * The people and groups a `members` value lists, each once. `value` alone counts (Entra sends `$ref: null`, Keycloak a relative one);
 * where it is missing, the last segment of `$ref` stands in.
 * @throws ScimError 400 invalidValue for an entry that names nobody
 */
export function readMembers(value: Json): MemberReference[] {
  const seen = new Set<string>();
  const members: MemberReference[] = [];
  for (const entry of asList(value)) {
    const member = readMember(entry);
    const { size } = seen.add(member.userId);
    if (size > members.length) members.push(member);
  }
  return members;
}

function readMember(entry: Json): MemberReference {
  if (typeof entry === 'string' && entry !== '') return { userId: entry };
  if (!isObject(entry)) throw invalidValue('members must be a list of objects with a "value": the id of a user');
  const [type, display, $ref] = [memberOf(entry, 'type'), memberOf(entry, 'display'), memberOf(entry, '$ref')];
  const userId = memberOf(entry, 'value') ?? lastSegment($ref);
  if (typeof userId !== 'string' || userId === '') {
    throw invalidValue('Each of members needs a "value": the id of a user');
  }
  const isNamed = typeof display === 'string' && display !== '';
  if (saysGroup(type, $ref)) return { userId, isGroup: true, ...(isNamed && { display }) };
  return isNamed ? { userId, display } : { userId };
}

/** Names of attributes match in any case (RFC 7643 §2.1). */
const memberOf = messageMember;

/** By its `type`, else by a `$ref` to one. */
function saysGroup(type: Json | undefined, reference: Json | undefined): boolean {
  if (typeof type === 'string' && type !== '') return type.toLowerCase() === 'group';
  return typeof reference === 'string' && /(?:^|\/)Groups\/[^/]*$/i.test(reference);
}

const lastSegment = (reference: Json | undefined): string | undefined =>
  typeof reference === 'string' ? reference.slice(reference.lastIndexOf('/') + 1) : undefined;
