import { isDeepStrictEqual } from 'node:util';
import type { DirectoryUserContent } from '../../application/provisioning/directory-content.ts';
import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import { ScimError } from '../errors/scim-error.ts';

/** Addresses link people to accounts, the others can be mapped to roles. */
const DECIDED_BY_OTHERS: readonly string[] = ['emails', 'roles', 'entitlements'];

/** What decides who somebody is and what they may do; extensions hold what the organization says about them. */
const isDecidedByOthers = (name: string): boolean => DECIDED_BY_OTHERS.includes(name) || name.startsWith('urn:');

/**
 * The content, if people may give it themselves: everything but what their access rests on. They may leave, by `active`,
 * but not come back.
 * @throws ScimError 403 naming what must stay as it is
 */
export function assertOwnChange(current: DirectoryUser, content: DirectoryUserContent): DirectoryUserContent {
  if (!current.active || current.offByDate) throw deactivated();
  const names = new Set([...Object.keys(current.attributes), ...Object.keys(content.attributes)]);
  const changed = [
    ...(['userName', 'externalId'] as const).filter((name) => current[name] !== content[name]),
    ...[...names]
      .filter(isDecidedByOthers)
      .filter((name) => !isDeepStrictEqual(current.attributes[name], content.attributes[name])),
  ];
  if (changed.length === 0) return content;
  throw new ScimError(
    403,
    undefined,
    `Nobody may change this about themselves: ${changed.join(', ')}. Send it as it is, or leave it to the identity provider`,
  );
}

/** What the directory deactivated, its token cannot speak for. */
export const deactivated = () => new ScimError(403, undefined, 'The person this token is bound to is deactivated');
