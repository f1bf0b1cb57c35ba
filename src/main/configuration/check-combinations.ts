import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { isLoopback } from '../../http/listen.ts';
import { isMongoUrl } from '../database-engine.ts';
import type { Configuration } from './configuration.ts';

/** What is wrong or unsafe about settings that are each fine by themselves; one line each, with what to do about it. */
export function checkCombinations(configuration: Configuration): string[] {
  const { host, baseUrl, tls, trustedProxy, databaseUrl, queueUrl } = configuration;
  const problems: string[] = [];
  if (databaseUrl && isMongoUrl(databaseUrl) && !queueUrl) {
    problems.push(
      'DATABASE_URL names MongoDB, which cannot hold the queue, and QUEUE_URL is not set: set QUEUE_URL to a Redis, like redis://host:6379.',
    );
  }
  if (!isLoopback(host) && !tls && !trustedProxy) {
    problems.push(
      `HOST is ${host}, where others could read tokens and passwords off the network: set TLS_CERT and TLS_KEY, or TRUSTED_PROXY when a reverse proxy serves HTTPS, or leave HOST at 127.0.0.1.`,
    );
  }
  if (trustedProxy && !baseUrl) {
    problems.push('TRUSTED_PROXY is set without BASE_URL: set BASE_URL to the https:// address that the proxy serves.');
  }
  if (baseUrl?.startsWith('http:') && !isLoopback(new URL(baseUrl).hostname.replace(/^\[|\]$/g, ''))) {
    problems.push(
      `BASE_URL is ${baseUrl}, where tokens and passwords would travel unprotected: make it an https:// address.`,
    );
  }
  if (tls) problems.push(...checkTls(tls));
  for (const entry of trustedProxy ?? []) {
    if (isTrustable(entry)) continue;
    problems.push(
      `TRUSTED_PROXY holds "${entry}", which is neither an address, nor a network like 10.0.0.0/8, nor loopback.`,
    );
  }
  return problems;
}

/** The names Express knows for whole ranges. */
const RANGES = ['loopback', 'linklocal', 'uniquelocal'];

function isTrustable(entry: string): boolean {
  if (RANGES.includes(entry)) return true;
  const [address = '', bits, ...rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function checkTls({ cert, key }: { readonly cert: string; readonly key: string }): string[] {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(cert);
  } catch {
    return ['TLS_CERT does not hold a certificate in PEM form: give the chain, the server’s own certificate first.'];
  }
  try {
    if (certificate.checkPrivateKey(createPrivateKey(key))) return [];
  } catch {
    return ['TLS_KEY does not hold a private key in PEM form without a passphrase.'];
  }
  return ['TLS_KEY is not the private key of the certificate in TLS_CERT: give the two that belong together.'];
}
