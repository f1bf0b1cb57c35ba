import type { LimitExceeded } from '../../application/connections/connection-rate-limits.ts';
import { ScimError } from '../errors/scim-error.ts';

/** 429 (RFC 6585 §4). Identity providers read `Retry-After` as a whole number of seconds and come back then. */
export const tooManyRequests = ({ limit, retryAfterSeconds }: LimitExceeded): ScimError =>
  new ScimError(
    429,
    undefined,
    `This connection may send ${counted(limit.requestsPerSecond, 'request')} a second, and up to ${limit.burst} at once: come back after ${counted(retryAfterSeconds, 'second')}`,
    { 'retry-after': String(retryAfterSeconds) },
  );

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
