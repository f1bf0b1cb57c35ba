import { ScimError } from '../errors/scim-error.ts';

/** Weak entity tags made of a record's version (RFC 7644 §3.14). */
export const entityTag = (version: number): string => `W/"${version}"`;

const TAG = /^(?:W\/)?"([^"]*)"$/;

/** Whether `If-None-Match` or `If-Match` names this version. */
export function namesVersion(header: string, version: number): boolean {
  if (header.trim() === '*') return true;
  return header.split(',').some((tag) => TAG.exec(tag.trim())?.[1] === String(version));
}

/**
 * The version a change may only be made to, from `If-Match`. `*` allows any. Undefined: whichever is current.
 * @throws ScimError 412 when no version can satisfy it
 */
export function expectedVersion(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const versions = ifMatch.split(',').map((tag) => Number(TAG.exec(tag.trim())?.[1] ?? Number.NaN));
  const [version] = versions;
  if (versions.length !== 1 || !Number.isSafeInteger(version)) {
    throw new ScimError(412, undefined, 'If-Match must name one version, as meta.version gives it, or *');
  }
  return version;
}
