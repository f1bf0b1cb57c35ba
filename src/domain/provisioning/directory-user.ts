import type { Instant } from '../instant.ts';
import { foldCase } from '../text/fold-case.ts';

/** JSON as it came over the wire and is stored. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** What the identity provider pushed about one person over one connection (SCIM's User). */
export interface DirectoryUser {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly connectionId: string;
  readonly userName: string;
  readonly externalId?: string;
  readonly active: boolean;
  /** When the person is to be deprovisioned; only while that is ahead and the person is active. See standingAt. */
  readonly terminatesAt?: Instant;
  /** Not active only because a termination date has come: the directory's last word was `active: true`. See standingAt. */
  readonly offByDate?: true;
  /** The account it is linked to; absent while unlinked. The link survives later e-mail changes. */
  readonly accountId?: string;
  /** The person's attributes in canonical SCIM form and case, without `id`, `schemas`, `meta`, `groups`, `password`. */
  readonly attributes: JsonObject;
  readonly createdAt: Instant;
  readonly lastModified: Instant;
  /** Set by DELETE: the record is gone for SCIM and stays as a tombstone that says the connection ended this person. */
  readonly deletedAt?: Instant;
  /** The job that reconciles the deletion, until it has: manual grants end with it. */
  readonly endedByJob?: string;
}

/**
 * The e-mail a directory user is linked by: the primary work e-mail, else work, else primary, else the first, else
 * `userName` when that is an e-mail; folded. Undefined: nothing to link by, the record stays unlinked.
 */
export function linkingEmail(userName: string, attributes: JsonObject): string | undefined {
  const emails = (Array.isArray(attributes.emails) ? (attributes.emails as Json[]) : []).filter(isEmail);
  const isWork = (email: EmailValue) => typeof email.type === 'string' && foldCase(email.type) === 'work';
  const chosen =
    emails.find((email) => isWork(email) && email.primary === true) ??
    emails.find(isWork) ??
    emails.find((email) => email.primary === true) ??
    emails[0];
  const address = chosen?.value ?? (looksLikeEmail(userName) ? userName : undefined);
  return address === undefined ? undefined : foldCase(address.trim());
}

interface EmailValue {
  readonly value: string;
  readonly type?: Json;
  readonly primary?: Json;
}

const isEmail = (entry: Json): entry is Json & EmailValue =>
  typeof entry === 'object' &&
  entry !== null &&
  !Array.isArray(entry) &&
  typeof (entry as JsonObject).value === 'string' &&
  looksLikeEmail((entry as JsonObject).value as string);

/** Deliberately loose: one @ with something on both sides. Whether mail arrives is not decided here. */
export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text.trim());

/**
 * Whether a record is about the same person as one seen before: the same record, or a new record with the same
 * `externalId`. Another `externalId` arriving with a known e-mail is another person.
 */
export const isSamePerson = (
  person: { readonly connectionId: string; readonly userId: string; readonly externalId?: string },
  user: Pick<DirectoryUser, 'connectionId' | 'externalId' | 'id'>,
): boolean =>
  person.connectionId === user.connectionId &&
  (person.userId === user.id || (person.externalId !== undefined && person.externalId === user.externalId));
