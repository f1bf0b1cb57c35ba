import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { baseUrlOf, findBaseUrl } from './base-url.ts';

const request = (host: string, localAddress = '10.1.2.3', protocol = 'http') =>
  ({ host, protocol, socket: { localAddress, localPort: 3000 } }) as unknown as Request;

describe('the base URL', () => {
  it.each([
    ['localhost:3000', 'http://localhost:3000'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['[::1]:3000', 'http://[::1]:3000'],
    ['10.1.2.3', 'http://10.1.2.3'],
    ['10.1.2.3:3000', 'http://10.1.2.3:3000'],
  ])('is the Host where that names this machine: %s', (host, url) => {
    expect(findBaseUrl(request(host), undefined)).toBe(url);
  });

  it.each(['evil.example', 'evil.example:3000', '10.1.2.4:3000', 'localhost.evil.example', '127.0.0.1.evil.example'])(
    'is where the request arrived, whatever somebody wrote: %s',
    (host) => {
      expect(findBaseUrl(request(host), undefined)).toBe('http://10.1.2.3:3000');
      expect(findBaseUrl(request(host, '::ffff:10.1.2.3'), undefined)).toBe('http://10.1.2.3:3000');
      expect(findBaseUrl(request(host, 'fe80::1', 'https'), undefined)).toBe('https://[fe80::1]:3000');
    },
  );

  it('is what is configured, whatever the request says', () => {
    expect(findBaseUrl(request('evil.example'), 'https://holdfast.example/')).toBe('https://holdfast.example');
  });

  it('is none where the Host is no host name', () => {
    expect(findBaseUrl(request('evil.example/path?'), undefined)).toBeUndefined();
    expect(() => baseUrlOf(request('a b'), undefined)).toThrow();
  });
});
