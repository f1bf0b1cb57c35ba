import type { IncomingHttpHeaders } from 'node:http';
import { ScimError } from '../errors/scim-error.ts';

const ACCEPTABLE: ReadonlySet<string> = new Set(['application/scim+json', 'application/json', 'application/*', '*/*']);
/** Far more than any client lists. */
const MOST_RANGES = 64;

/**
 * For questions only: a change is carried out and answered as JSON whatever its `Accept`, as nobody should keep access
 * because of a header (RFC 9110 §12.5.1 leaves that to the server).
 * @throws ScimError 406 when `Accept` names types, none of them JSON
 */
export function assertAcceptable({ accept }: IncomingHttpHeaders): void {
  if (accept === undefined || accept.trim() === '') return;
  for (const range of accept.split(',', MOST_RANGES)) {
    const [type = '', ...parameters] = range.toLowerCase().split(';', 8);
    const isRefused = parameters.some((parameter) => /^\s*q\s*=\s*0(?:\.0{0,3})?\s*$/.test(parameter));
    if (ACCEPTABLE.has(type.trim()) && !isRefused) return;
  }
  throw new ScimError(406, undefined, 'Answers are application/scim+json: accept that, or application/json');
}

/** @throws ScimError 411 when nothing says whether there is a body (RFC 9110 §8.6: a client SHOULD, also of an empty one) */
export function assertLengthKnown(headers: IncomingHttpHeaders): void {
  if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return;
  throw new ScimError(411, undefined, 'Send the body with a Content-Length, or in chunks');
}
