import type { Instant } from '../../domain/instant.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import { endOfAccessToken } from '../../domain/provisioning/oauth-client.ts';
import { tokenState } from '../accounts/api-token.ts';
import { secretMatches } from '../accounts/secret.ts';
import type { Reads, Transaction } from '../ports/database.ts';
import { parseAccessToken } from './access-token.ts';
import { type EndedToken, type ParsedToken, parseConnectionToken } from './connection-token.ts';

/** A token whose whole secret is right, as it stood in the database; whether it still works is for `endOf` to say. */
export interface Bearer {
  readonly connection: Connection;
  /** The connection token; of an access token the OAuth client, which outlives it and is what people know. */
  readonly tokenId: string;
  /** When it speaks for one person only. */
  readonly directoryUserId: string | undefined;
  readonly lastUsedAt: Instant | undefined;
  endOf(now: Instant): EndedToken | undefined;
  noteUsed(tx: Transaction, at: Instant): void;
}

type Tables = Pick<Reads, 'connectionTokens' | 'accessTokens' | 'oauthClients' | 'connections'>;

/** Two look-ups one after the other, for tokens of either kind. */
export async function readBearer(reads: Tables, bearer: string): Promise<Bearer | undefined> {
  const token = parseConnectionToken(bearer);
  if (token) return await readConnectionToken(reads, token);
  const accessToken = parseAccessToken(bearer);
  return accessToken && (await readAccessToken(reads, accessToken));
}

async function readConnectionToken(reads: Tables, parsed: ParsedToken): Promise<Bearer | undefined> {
  const token = await reads.connectionTokens.get(parsed.organizationId, parsed.tokenId);
  if (!token || !secretMatches(parsed.secret, token.secretHash)) return undefined;
  const connection = await reads.connections.get(token.tenant, token.connectionId);
  if (!connection) return undefined;
  return {
    connection,
    tokenId: token.id,
    directoryUserId: token.directoryUserId,
    lastUsedAt: token.lastUsedAt,
    endOf(now) {
      const ended = tokenState(token, now);
      if (ended === 'active') return undefined;
      return { ended, at: (ended === 'revoked' ? token.revokedAt : token.expiresAt) ?? now };
    },
    noteUsed: (tx, lastUsedAt) => tx.connectionTokens.patch(token.tenant, token.id, { lastUsedAt }),
  };
}

async function readAccessToken(reads: Tables, parsed: ParsedToken): Promise<Bearer | undefined> {
  const token = await reads.accessTokens.get(parsed.organizationId, parsed.tokenId);
  if (!token || !secretMatches(parsed.secret, token.secretHash)) return undefined;
  const [client, connection] = await Promise.all([
    reads.oauthClients.get(token.tenant, token.clientId),
    reads.connections.get(token.tenant, token.connectionId),
  ]);
  if (!client || !connection) return undefined;
  return {
    connection,
    tokenId: client.id,
    directoryUserId: undefined,
    lastUsedAt: client.lastUsedAt,
    endOf(now) {
      const end = endOfAccessToken(token, client, now);
      return end && { ...end, isAccessToken: true };
    },
    noteUsed: (tx, lastUsedAt) => tx.oauthClients.patch(token.tenant, client.id, { lastUsedAt }),
  };
}
