import { LRUCache } from 'lru-cache';
import type { Connection, ConnectionToken } from '../../domain/provisioning/connection.ts';
import { tokenState } from '../accounts/api-token.ts';
import { hashSecret, secretMatches } from '../accounts/secret.ts';
import type { Application } from '../application.ts';
import { connectionTokenPrefix, type EndedToken, parseConnectionToken } from './connection-token.ts';

/** How old an answer from the cache may be: a token revoked in another process works this much longer at most. */
const STALE_MS = 5_000;
const CACHED_TOKENS = 2_000;
/** How exactly `lastUsedAt` is kept: a write per request would cost more than the request. */
const USED_MS = 60_000;

export interface AuthenticatedConnection {
  readonly connection: Connection;
  readonly tokenId: string;
  /** The one directory user the token may speak for; without it, it speaks for the whole connection. */
  readonly directoryUserId?: string;
}

interface Entry {
  readonly connection: Connection;
  readonly token: ConnectionToken;
  readonly readAtMs: number;
}

export interface ConnectionTokenAuthentication {
  /**
   * The connection a bearer token speaks for, which may be paused or deleted; or why it does not speak for one. Only who
   * holds the whole secret learns more than `unknown`. @throws DatabaseUnavailable
   */
  authenticateConnectionToken(bearer: string): Promise<AuthenticatedConnection | EndedToken | 'unknown'>;
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
  const usedAtMs = new LRUCache<string, number>({ max: CACHED_TOKENS });
  const nowMs = () => Date.parse(app.clock.now());
  /** A clock that was set back must not make an answer last longer. */
  const isFresh = ({ readAtMs }: Entry): boolean => nowMs() >= readAtMs && nowMs() - readAtMs < STALE_MS;

  async function read(bearer: string): Promise<Entry | undefined> {
    const parsed = parseConnectionToken(bearer);
    if (!parsed) return undefined;
    const readAtMs = nowMs();
    const token = await app.database.connectionTokens.get(parsed.organizationId, parsed.tokenId);
    if (!token || !secretMatches(parsed.secret, token.secretHash)) return undefined;
    const connection = await app.database.connections.get(token.tenant, token.connectionId);
    return connection && { connection, token, readAtMs };
  }

  async function find(bearer: string): Promise<Entry | undefined> {
    const key = hashSecret(bearer);
    const cached = entries.get(key);
    if (cached && isFresh(cached)) return cached;
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

  async function noteUsed(token: ConnectionToken): Promise<void> {
    const now = nowMs();
    const key = connectionTokenPrefix(token);
    const last = Math.max(usedAtMs.get(key) ?? 0, token.lastUsedAt ? Date.parse(token.lastUsedAt) : 0);
    if (now - last < USED_MS) return;
    usedAtMs.set(key, now);
    try {
      const lastUsedAt = new Date(now).toISOString();
      await app.database.optimistic(async (tx) => tx.connectionTokens.patch(token.tenant, token.id, { lastUsedAt }));
    } catch {
      usedAtMs.delete(key);
    }
  }

  return {
    async authenticateConnectionToken(bearer) {
      const entry = await find(bearer);
      if (!entry) return 'unknown';
      const { token, connection } = entry;
      const now = app.clock.now();
      const ended = tokenState(token, now);
      if (ended !== 'active') return { ended, at: (ended === 'revoked' ? token.revokedAt : token.expiresAt) ?? now };
      void noteUsed(token);
      const { directoryUserId } = token;
      return { connection, tokenId: token.id, ...(directoryUserId && { directoryUserId }) };
    },
    forget(connectionId) {
      reading.clear();
      for (const [key, entry] of entries.entries()) {
        if (entry.connection.id === connectionId) entries.delete(key);
      }
    },
  };
}
