import { createHash } from 'node:crypto';
import { ScimError } from '../errors/scim-error.ts';

/**
 * Weak entity tags made of a record's version (RFC 7644 §3.14). `shownBesides` is what the representation shows of other
 * records, such as the groups of a user: the record's version says nothing about it, but who asks with `If-None-Match`
 * must not be told that an old representation will do. For `If-Match` it does not count: a change of the record itself
 * overwrites nothing of it.
 */
export function entityTag(version: number, shownBesides: readonly string[] = []): string {
  if (shownBesides.length === 0) return `W/"${version}"`;
  const digest = createHash('sha256').update(JSON.stringify([...shownBesides].sort()));
  return `W/"${version}.${digest.digest('base64url').slice(0, DIGEST_CHARS)}"`;
}

/** 72 bits: nobody meets two of one record by chance. */
const DIGEST_CHARS = 12;

const TAG = /^(?:W\/)?"([^"]*)"$/;
const VERSION = /^(?:W\/)?"(\d+)(?:\.[\w-]+)?"$/;

/** Whether `If-None-Match` names this tag. */
export function namesTag(ifNoneMatch: string, tag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  const [, wanted] = TAG.exec(tag) ?? [];
  return ifNoneMatch.split(',').some((one) => TAG.exec(one.trim())?.[1] === wanted);
}

/**
 * The version a change may only be made to, from `If-Match`. `*` allows any. Undefined: whichever is current.
 * @throws ScimError 412 when no version can satisfy it
 */
export function expectedVersion(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const versions = ifMatch.split(',').map((tag) => Number(VERSION.exec(tag.trim())?.[1] ?? Number.NaN));
  const [version] = versions;
  if (versions.length !== 1 || !Number.isSafeInteger(version)) {
    throw new ScimError(412, undefined, 'If-Match must name one version, as meta.version gives it, or *');
  }
  return version;
}
