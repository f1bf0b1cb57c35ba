import { LastAdministrator } from '../../application/access/last-administrator.ts';
import { TooManyFailedAuthentications } from '../../application/connections/failed-authentications.ts';
import { InstallationReadOnly, READ_ONLY_RETRY_SECONDS } from '../../application/operation/installation-read-only.ts';
import { Contention, DatabaseUnavailable, UnstorableText } from '../../application/ports/storage-errors.ts';
import {
  DirectoryRecordNotFound,
  DirectoryUniqueness,
  NestedGroupsRefused,
  UnknownMembers,
  VersionMismatch,
} from '../../application/provisioning/directory-errors.ts';
import { FilterError } from '../filter/filter-error.ts';
import { ScimError } from './scim-error.ts';

/** Seconds after which a client should come back when the database could not serve it. */
const RETRY_AFTER_SECONDS = 5;

type Translation<E extends Error = Error> = readonly [
  type: abstract new (...args: never[]) => E,
  translate: (error: E) => ScimError,
];

const translation = <E extends Error>(
  type: abstract new (...args: never[]) => E,
  translate: (error: E) => ScimError,
): Translation => [type, translate as (error: Error) => ScimError];

const unavailable = (detail: string): ScimError =>
  new ScimError(503, undefined, detail, { 'retry-after': String(RETRY_AFTER_SECONDS) });

/** What each error of the inner layers is to a SCIM client: the only place that knows both. */
const translations: readonly Translation[] = [
  translation(
    FilterError,
    (error) => new ScimError(400, 'invalidFilter', `The filter cannot be used: ${error.message}`),
  ),
  translation(DirectoryRecordNotFound, (error) => new ScimError(404, undefined, error.message)),
  translation(DirectoryUniqueness, (error) => new ScimError(409, 'uniqueness', error.message)),
  translation(UnknownMembers, (error) => new ScimError(400, 'invalidValue', error.message)),
  translation(NestedGroupsRefused, (error) => new ScimError(400, 'invalidValue', error.message)),
  translation(
    VersionMismatch,
    () => new ScimError(412, undefined, 'The resource is at no version this request is for: read it again'),
  ),
  translation(LastAdministrator, (error) => new ScimError(409, undefined, error.message)),
  translation(UnstorableText, (error) => new ScimError(400, 'invalidValue', error.message)),
  translation(
    InstallationReadOnly,
    (error) => new ScimError(503, undefined, error.message, { 'retry-after': String(READ_ONLY_RETRY_SECONDS) }),
  ),
  translation(
    TooManyFailedAuthentications,
    (error) => new ScimError(429, undefined, error.message, { 'retry-after': String(error.retryAfterSeconds) }),
  ),
  translation(DatabaseUnavailable, () => unavailable('The service cannot reach its database right now')),
  translation(Contention, () => unavailable('The resource is being changed by too many requests at once')),
];

/** The refusal a client is told, or undefined for an error nobody foresaw (answered 500 and logged). */
export function translateError(error: unknown): ScimError | undefined {
  if (error instanceof ScimError) return error;
  for (const [type, translate] of translations) if (error instanceof type) return translate(error);
  return undefined;
}
