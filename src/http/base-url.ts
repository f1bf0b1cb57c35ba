import type { Request } from 'express';
import { InvalidRequest } from './problem-error.ts';

const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * Where callers reach this service, for links and locations: as configured, else where this request arrived. Its `Host`
 * counts only where it names this machine itself, as anybody may write anything there. Undefined when it is no host name.
 */
export function findBaseUrl(request: Request, configured: string | undefined): string | undefined {
  if (configured) return configured.replace(/\/$/, '');
  const host = request.host ?? '';
  if (!HOST.test(host)) return undefined;
  const { localAddress = '', localPort } = request.socket;
  const address = plainAddress(localAddress);
  if (LOOPBACK.test(host) || host.replace(PORT, '') === address) return `${request.protocol}://${host}`;
  return `${request.protocol}://${address}${localPort === undefined ? '' : `:${localPort}`}`;
}

const PORT = /:\d{1,5}$/;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/** As it stands in a URL: without the prefix of IPv4 within IPv6, and IPv6 in brackets. */
function plainAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d)/i, '');
  return plain.includes(':') ? `[${plain}]` : plain;
}

/** The same. @throws InvalidRequest instead of undefined */
export function baseUrlOf(request: Request, configured: string | undefined): string {
  const found = findBaseUrl(request, configured);
  if (found === undefined) throw new InvalidRequest([{ path: 'headers.host', message: 'is not a host name' }]);
  return found;
}
