import { hash, verify } from '@node-rs/argon2';
import { InvalidInput } from '../errors.ts';

/** OWASP's minimum for argon2id (the library's default algorithm): 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const SHORTEST = 12;
/** Hashing takes time in proportion to the length. */
const LONGEST = 200;

/** @throws InvalidInput */
export function assertPassword(password: string, field = 'password'): void {
  if (password.length < SHORTEST || password.length > LONGEST) {
    throw new InvalidInput(field, `A password has ${SHORTEST} to ${LONGEST} characters`);
  }
}

/** argon2id in PHC form. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), COST);

let standIn: Promise<string> | undefined;

/**
 * Whether the password is the one that was hashed. Without a hash (no such account, or no password set) it does the same
 * work and says no, so that the time taken does not tell who has an account.
 */
export async function passwordMatches(password: string, passwordHash: string | undefined): Promise<boolean> {
  standIn ??= hashPassword('nobody has this password');
  const matches = await verify(passwordHash ?? (await standIn), password.normalize('NFC'));
  return matches && passwordHash !== undefined;
}
