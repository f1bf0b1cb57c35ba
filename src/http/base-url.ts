import type { Request } from 'express';
import { InvalidRequest } from './problem-error.ts';

const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * Where callers reach this service: as configured, else as this request did. Undefined when its `Host` is not a host name,
 * since it would end up in links.
 */
export function findBaseUrl(request: Request, configured: string | undefined): string | undefined {
  if (configured) return configured.replace(/\/$/, '');
  const host = request.host ?? '';
  return HOST.test(host) ? `${request.protocol}://${host}` : undefined;
}

/** The same. @throws InvalidRequest instead of undefined */
export function baseUrlOf(request: Request, configured: string | undefined): string {
  const found = findBaseUrl(request, configured);
  if (found === undefined) throw new InvalidRequest([{ path: 'headers.host', message: 'is not a host name' }]);
  return found;
}
