import type { Request } from 'express';
import { InvalidRequest } from './problem-error.ts';

const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * Where callers reach this service: as configured, else as this request did. A `Host` that is not a host name is refused,
 * since it would end up in links. @throws InvalidRequest
 */
export function baseUrlOf(request: Request, configured: string | undefined): string {
  if (configured) return configured.replace(/\/$/, '');
  const host = request.host ?? '';
  if (!HOST.test(host)) throw new InvalidRequest([{ path: 'headers.host', message: 'is not a host name' }]);
  return `${request.protocol}://${host}`;
}
