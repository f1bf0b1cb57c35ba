import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits in base64url: 43 characters, safe in URLs, headers and cookies. */
export const createSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret. SHA-256 is enough, because a secret of 256 random bits cannot be guessed from its hash. */
export const hashSecret = (secret: string): string => hash('sha256', secret);

/** Compares in time that does not depend on where the difference is. */
export function secretMatches(secret: string, storedHash: string): boolean {
  const given = Buffer.from(hashSecret(secret), 'hex');
  const stored = Buffer.from(storedHash, 'hex');
  return given.length === stored.length && timingSafeEqual(given, stored);
}
