import { foldCase } from '../text/fold-case.ts';
import type { Json, JsonObject } from './directory-user.ts';

/**
 * One address of a directory user, as a row of its own, so that a user is found by any of their addresses without
 * looking at everybody. Written in the transaction that writes the user.
 */
export interface DirectoryEmail {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly connectionId: string;
  readonly userId: string;
  /** See emailKey. Absent: the user has fewer addresses than it once had. */
  readonly address?: string;
}

/** No mail system takes longer addresses (RFC 5321 §4.5.3.1), and engines limit what an index can hold. */
const LONGEST_KEY_BYTES = 320;

/** An address as it is looked up: folded, otherwise as it came. Undefined for what has no row because of its length. */
export function emailKey(value: string): string | undefined {
  const key = foldCase(value);
  return key === '' || Buffer.byteLength(key) > LONGEST_KEY_BYTES ? undefined : key;
}

/** What a user with these attributes is found by: every `emails.value`, whatever it looks like, each once. */
export function emailKeys({ emails }: JsonObject): readonly string[] {
  const values = (Array.isArray(emails) ? (emails as readonly Json[]) : []).map(addressOf);
  return [...new Set(values.flatMap((value) => (value === undefined ? [] : (emailKey(value) ?? []))))].sort();
}

function addressOf(entry: Json): string | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined;
  const { value } = entry as JsonObject;
  return typeof value === 'string' ? value : undefined;
}
