import { hash } from 'node:crypto';
import type { VersionCondition } from '../../application/provisioning/directory-errors.ts';
import { ScimError } from '../errors/scim-error.ts';

/**
 * Weak entity tags made of a record's version (RFC 7644 §3.14). `shownBesides` is what the representation shows of other
 * records, such as the groups of a user: the record's version says nothing about it, but who asks with `If-None-Match`
 * must not be told that an old representation will do. For `If-Match` it does not count: a change of the record itself
 * overwrites nothing of it.
 */
export function entityTag(version: number, shownBesides: readonly string[] = []): string {
  if (shownBesides.length === 0) return `W/"${version}"`;
  const digest = hash('sha256', JSON.stringify([...shownBesides].sort()), 'base64url');
  return `W/"${version}.${digest.slice(0, DIGEST_CHARS)}"`;
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

interface Preconditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/**
 * Which versions a change may be made to: those `If-Match` lists, unless `If-None-Match` does (RFC 9110 §13.1). `*` stands
 * for every version of what is there. Undefined: whichever is current.
 * @throws ScimError 412 when no version can satisfy `If-Match`
 */
export function versionCondition({ ifMatch, ifNoneMatch }: Preconditions): VersionCondition | undefined {
  const wanted = listedVersions(ifMatch);
  const unwanted = listedVersions(ifNoneMatch);
  if (wanted !== 'any' && wanted?.size === 0) {
    throw new ScimError(412, undefined, 'If-Match must name versions, as meta.version gives them, or *');
  }
  if ((wanted === undefined || wanted === 'any') && unwanted === undefined) return undefined;
  return (version) =>
    (wanted === undefined || wanted === 'any' || wanted.has(version)) &&
    (unwanted === undefined || (unwanted !== 'any' && !unwanted.has(version)));
}

/** What is no tag of ours names no version. */
function listedVersions(header: string | undefined): ReadonlySet<number> | 'any' | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return 'any';
  const versions = header.split(',').map((tag) => Number(VERSION.exec(tag.trim())?.[1] ?? Number.NaN));
  return new Set(versions.filter(Number.isSafeInteger));
}
