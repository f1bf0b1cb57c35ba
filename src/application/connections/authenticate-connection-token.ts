import { LRUCache } from 'lru-cache';
import { hashSecret } from '../accounts/secret.ts';
import type { Application } from '../application.ts';
import type { AuthenticatedConnection, EndedToken } from './connection-token.ts';
import { FailedAuthentications } from './failed-authentications.ts';
import { type Bearer, readBearer } from './read-bearer.ts';

/** How old an answer from the cache may be: a token revoked in another process works this much longer at most. */
const STALE_MS = 5_000;
const CACHED_TOKENS = 2_000;
/** How exactly `lastUsedAt` is kept: a write per request would cost more than the request. */
const USED_MS = 60_000;

interface Entry {
  readonly bearer: Bearer;
  readonly readAtMs: number;
}

export interface ConnectionTokenAuthentication {
  /**
   * The connection a bearer token speaks for, which may be paused or deleted; or why it does not speak for one. Only who
   * holds the whole secret learns more than `unknown`. `from` is the address the token came
   * from, which is held to a rate of failures. @throws DatabaseUnavailable, TooManyFailedAuthentications
   */
  authenticateConnectionToken(
    bearer: string,
    from?: () => string,
  ): Promise<AuthenticatedConnection | EndedToken | 'unknown'>;
  /** Reads a connection anew at its next request: called by this process after it changed something about it. */
  forget(connectionId: string): void;
}

/**
 * Authenticates bearer tokens of identity providers. Good ones are remembered for a few seconds, by hash, in bounded
 * memory; expiry is judged anew every time.
 */
export function createConnectionTokenAuthentication(
  app: Pick<Application, 'database' | 'clock'>,
): ConnectionTokenAuthentication {
  const entries = new LRUCache<string, Entry>({ max: CACHED_TOKENS });
  const reading = new Map<string, Promise<Entry | undefined>>();
  const failures = new FailedAuthentications();
  const usedAtMs = new LRUCache<string, number>({ max: CACHED_TOKENS });
  const nowMs = () => Date.parse(app.clock.now());
  /** A clock that was set back must not make an answer last longer. */
  const isFresh = ({ readAtMs }: Entry): boolean => {
    const age = nowMs() - readAtMs;
    return age >= 0 && age < STALE_MS;
  };

  async function read(token: string): Promise<Entry | undefined> {
    const readAtMs = nowMs();
    const bearer = await readBearer(app.database, token);
    return bearer && { bearer, readAtMs };
  }

  async function find(bearer: string, from: (() => string) | undefined): Promise<Entry | undefined> {
    const key = hashSecret(bearer);
    const cached = entries.get(key);
    if (cached && isFresh(cached)) return cached;
    if (cached || !from || reading.has(key)) return await readOnce(key, bearer);
    const address = from();
    failures.begin(address);
    let isForgiven = true;
    try {
      const found = await readOnce(key, bearer);
      isForgiven = found !== undefined;
      return found;
    } finally {
      if (isForgiven) failures.forgive(address);
    }
  }

  async function readOnce(key: string, bearer: string): Promise<Entry | undefined> {
    const inFlight = reading.get(key);
    if (inFlight) return await inFlight;
    const entry = read(bearer);
    reading.set(key, entry);
    try {
      const found = await entry;
      if (found && reading.get(key) === entry) entries.set(key, found);
      else if (!found) entries.delete(key);
      return found;
    } finally {
      if (reading.get(key) === entry) reading.delete(key);
    }
  }

  async function noteUsed(bearer: Bearer): Promise<void> {
    const { tokenId, lastUsedAt } = bearer;
    const now = nowMs();
    const last = Math.max(usedAtMs.get(tokenId) ?? 0, lastUsedAt ? Date.parse(lastUsedAt) : 0);
    if (now - last < USED_MS) return;
    usedAtMs.set(tokenId, now);
    try {
      await app.database.optimistic(async (tx) => bearer.noteUsed(tx, new Date(now).toISOString()));
    } catch {
      usedAtMs.delete(tokenId);
    }
  }

  return {
    async authenticateConnectionToken(token, from) {
      const entry = await find(token, from);
      if (!entry) return 'unknown';
      const { bearer } = entry;
      const { connection, tokenId, directoryUserId } = bearer;
      const holder = { connection, tokenId, ...(directoryUserId && { directoryUserId }) };
      const ended = bearer.endOf(app.clock.now());
      if (ended) return { ...ended, holder };
      void noteUsed(bearer);
      return holder;
    },
    forget(connectionId) {
      reading.clear();
      for (const [key, entry] of entries.entries()) {
        if (entry.bearer.connection.id === connectionId) entries.delete(key);
      }
    },
  };
}
