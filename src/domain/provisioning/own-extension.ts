import type { Instant } from '../instant.ts';
import type { DirectoryUser, JsonObject } from './directory-user.ts';

/** Holdfast's own extension of User (RFC 7643 §3.3). */
export const PROVISIONING_SCHEMA = 'urn:ietf:params:scim:schemas:extension:holdfast:2.0:User';

/**
 * What became of a person here: `pending` while the directory's word has not been carried out, `held` while the guard holds
 * a removal back, `unlinked` when there is no e-mail to link by, else the state of the membership.
 */
export type ProvisioningStatus = 'active' | 'pending' | 'suspended' | 'ended' | 'held' | 'unlinked';

/** The moment at which a person is to be deprovisioned, as the directory gave it. */
export function terminationDateOf(attributes: JsonObject): Instant | undefined {
  const extension = attributes[PROVISIONING_SCHEMA];
  if (typeof extension !== 'object' || extension === null) return undefined;
  const { terminationDate } = extension as JsonObject;
  return typeof terminationDate === 'string' ? terminationDate : undefined;
}

/** What comes of what a directory says of a person. */
export type Standing = Pick<DirectoryUser, 'active' | 'terminatesAt' | 'offByDate'>;

/**
 * Whether a person is active, and until when, where `active` is what the directory last said of that. Once the moment has
 * come, whoever says `active` besides does not bring the person back: the date has to be moved or cleared for that.
 */
export function standingAt(
  now: Instant,
  { active, attributes }: Pick<DirectoryUser, 'active' | 'attributes'>,
): Standing {
  const terminatesAt = terminationDateOf(attributes);
  if (!active || terminatesAt === undefined) return { active };
  return terminatesAt <= now ? { active: false, offByDate: true } : { active, terminatesAt };
}

/** What the directory last said of whether a person is active, whatever came of it. */
export const saidActive = ({ active, offByDate }: Pick<DirectoryUser, 'active' | 'offByDate'>): boolean =>
  active || offByDate === true;
