import { LastAdministrator } from '../application/access/last-administrator.ts';
import { LinkNotUsable, TooManyAttempts, WrongCredentials } from '../application/accounts/sign-in-errors.ts';
import { AlreadyExists, Forbidden, InvalidInput, NotAllowedNow, NotFound } from '../application/errors.ts';
import { InstallationReadOnly, READ_ONLY_RETRY_SECONDS } from '../application/operation/installation-read-only.ts';
import { QueueUnavailable } from '../application/ports/job-queue.ts';
import {
  Contention,
  DatabaseUnavailable,
  UniqueViolation,
  UnstorableText,
} from '../application/ports/storage-errors.ts';
import type { Problem } from './api/schemas/problem.ts';
import { CrossSiteRequest, InvalidRequest, NoSuchRoute, NotSignedIn, WrongContentType } from './problem-error.ts';

interface Translation {
  readonly status: number;
  /** Last part of the problem's `type`. */
  readonly type: string;
  readonly title: string;
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors?: Problem['errors'];
}

/** A row of the table: what an error of this class is to a caller. */
function row<E extends Error>(
  errorClass: abstract new (...args: never[]) => E,
  translation: Translation | ((error: E) => Translation),
) {
  return (error: unknown): Translation | undefined => {
    if (!(error instanceof errorClass)) return undefined;
    return { detail: error.message, ...(typeof translation === 'function' ? translation(error) : translation) };
  };
}

const inBody = (field: string): string => (/^(body|query|params|headers)\b/.test(field) ? field : `body.${field}`);

/** How every error is told. Details are the errors' own messages, which never carry internals. */
const TABLE = [
  row(InvalidRequest, (error) => ({
    status: 400,
    type: 'invalid-request',
    title: 'The request is not right',
    errors: [...error.errors],
  })),
  row(InvalidInput, (error) => ({
    status: 400,
    type: 'invalid-input',
    title: 'A value is not allowed',
    errors: [{ path: inBody(error.field), message: error.message }],
  })),
  row(UnstorableText, { status: 400, type: 'unstorable-text', title: 'A text cannot be stored' }),
  row(NotSignedIn, {
    status: 401,
    type: 'not-signed-in',
    title: 'Not signed in',
    headers: { 'www-authenticate': 'Bearer realm="holdfast"' },
  }),
  row(WrongCredentials, { status: 401, type: 'wrong-credentials', title: 'Sign-in refused' }),
  row(CrossSiteRequest, { status: 403, type: 'cross-site-request', title: 'The request may not be your own' }),
  row(Forbidden, { status: 403, type: 'forbidden', title: 'Not allowed' }),
  row(NotFound, { status: 404, type: 'not-found', title: 'Not found' }),
  row(NoSuchRoute, (error) =>
    error.allowedMethods.length > 0
      ? {
          status: 405,
          type: 'method-not-allowed',
          title: 'Method not allowed',
          headers: { allow: error.allowedMethods.join(', ') },
        }
      : { status: 404, type: 'not-found', title: 'Not found' },
  ),
  row(AlreadyExists, (error) => ({
    status: 409,
    type: 'already-exists',
    title: 'It exists already',
    errors: [{ path: inBody(error.field), message: error.message }],
  })),
  row(UniqueViolation, {
    status: 409,
    type: 'already-exists',
    title: 'It exists already',
    detail: 'It exists already',
  }),
  row(NotAllowedNow, { status: 409, type: 'not-allowed-now', title: 'Not possible as things are' }),
  row(LastAdministrator, { status: 409, type: 'last-administrator', title: 'The last administrator stays' }),
  row(LinkNotUsable, { status: 410, type: 'link-not-usable', title: 'The link does not work' }),
  row(WrongContentType, { status: 415, type: 'wrong-content-type', title: 'Unsupported content type' }),
  row(TooManyAttempts, (error) => ({
    status: 429,
    type: 'too-many-attempts',
    title: 'Too many attempts',
    headers: { 'retry-after': String(error.retryAfterSeconds) },
  })),
  row(Contention, {
    status: 503,
    type: 'busy',
    title: 'Too busy just now',
    detail: 'Others are changing the same things; try again',
    headers: { 'retry-after': '1' },
  }),
  row(InstallationReadOnly, {
    status: 503,
    type: 'read-only',
    title: 'Holdfast is read-only just now',
    headers: { 'retry-after': String(READ_ONLY_RETRY_SECONDS) },
  }),
  row(DatabaseUnavailable, {
    status: 503,
    type: 'database-unavailable',
    title: 'The database cannot be reached',
    detail: 'The database cannot be reached; try again shortly',
    headers: { 'retry-after': '5' },
  }),
  row(QueueUnavailable, {
    status: 503,
    type: 'queue-unavailable',
    title: 'The queue cannot be reached',
    detail: 'The queue cannot be reached; try again shortly',
    headers: { 'retry-after': '5' },
  }),
  transportError,
];

const TRANSPORT: Readonly<Record<number, Pick<Translation, 'type' | 'title' | 'detail'>>> = {
  400: { type: 'invalid-request', title: 'The request is not right', detail: 'The request could not be read' },
  413: { type: 'too-large', title: 'The body is too large', detail: 'The body is too large' },
  415: {
    type: 'wrong-content-type',
    title: 'Unsupported content type',
    detail: 'Send UTF-8 JSON, not or gzip encoded',
  },
};

/** Errors of the body parser and the router carry a status; only those of a caller's making are told. */
function transportError(error: unknown): Translation | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  const known = TRANSPORT[error.status];
  if (!known) return undefined;
  const notJson = 'type' in error && error.type === 'entity.parse.failed';
  return { status: error.status, ...known, ...(notJson && { detail: 'The body is not valid JSON' }) };
}

export interface TranslatedProblem {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  /** Nobody foresaw it: the log should have it, the caller learns nothing of it. */
  readonly isUnexpected: boolean;
}

/** The one translation of errors into problem details (RFC 9457). */
export function translateProblem(error: unknown, requestId: string): TranslatedProblem {
  for (const translate of TABLE) {
    const found = translate(error);
    if (found) return { problem: problem(found, requestId), headers: found.headers ?? {}, isUnexpected: false };
  }
  const unexpected: Translation = {
    status: 500,
    type: 'unexpected',
    title: 'Something went wrong',
    detail: `The log tells more under request ${requestId}`,
  };
  return { problem: problem(unexpected, requestId), headers: {}, isUnexpected: true };
}

/** The problem of a request that no handler saw, as it could not be read. */
export const unreadableProblem = (status: number, detail: string, requestId: string): Problem =>
  problem({ status, type: 'unreadable-request', title: 'The request could not be read', detail }, requestId);

const problem = (translation: Translation, requestId: string): Problem => ({
  type: `urn:holdfast:problem:${translation.type}`,
  title: translation.title,
  status: translation.status,
  detail: translation.detail ?? translation.title,
  instance: requestId,
  ...(translation.errors && { errors: translation.errors }),
});
