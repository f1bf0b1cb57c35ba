import type { Instant } from '../../domain/instant.ts';
import type { Connection, ConnectionToken } from '../../domain/provisioning/connection.ts';
import { createSecret, hashSecret } from '../accounts/secret.ts';
import type { Application } from '../application.ts';
import type { Draft } from '../ports/database.ts';

/** The part of a token that is not secret: it names the organization, whose documents lie together, and the token. */
export const connectionTokenPrefix = (token: Pick<ConnectionToken, 'tenant' | 'id'>): string =>
  `hf_${token.tenant}_${token.id}_`;

const CLAIM = /^hf_([A-Za-z0-9-]{1,64})_([A-Za-z0-9-]{1,64})(?:_|$)/;
const SHAPE = /^hf_([A-Za-z0-9-]{1,64})_([A-Za-z0-9-]{1,64})_([A-Za-z0-9_-]{43})$/;

export interface ParsedToken {
  readonly organizationId: string;
  readonly tokenId: string;
  readonly secret: string;
}

export function parseConnectionToken(token: string): ParsedToken | undefined {
  const [, organizationId, tokenId, secret] = SHAPE.exec(token) ?? [];
  return organizationId && tokenId && secret ? { organizationId, tokenId, secret } : undefined;
}

/** What a token names, whether or not it is right: cut off ones often name as much. */
export function claimOf(token: string): Pick<ParsedToken, 'organizationId' | 'tokenId'> | undefined {
  const [, organizationId, tokenId] = CLAIM.exec(token) ?? [];
  return organizationId && tokenId ? { organizationId, tokenId } : undefined;
}

/** The connection a token speaks for, or spoke for. */
export interface AuthenticatedConnection {
  readonly connection: Connection;
  readonly tokenId: string;
  /** The one directory user the token may speak for; without it, it speaks for the whole connection. */
  readonly directoryUserId?: string;
}

/** Why a token no longer speaks for its connection, and since when. */
export interface EndedToken {
  readonly ended: 'expired' | 'revoked';
  readonly at: Instant;
  /** Whose it was. */
  readonly holder?: AuthenticatedConnection;
  /** One that an OAuth client got, and gets anew as long as it works. */
  readonly isAccessToken?: true;
}

/** A token as it is handed out, once. */
export interface IssuedToken {
  readonly record: ConnectionToken;
  readonly token: string;
}

/** A new token of a connection, to be inserted in the caller's transaction. */
export function newConnectionToken(
  app: Pick<Application, 'clock' | 'newId'>,
  of: {
    readonly tenant: string;
    readonly connectionId: string;
    readonly directoryUserId?: string | undefined;
    readonly expiresAt?: string | undefined;
  },
): IssuedToken & { readonly draft: Draft<ConnectionToken> } {
  const secret = createSecret();
  const draft = {
    id: app.newId(),
    tenant: of.tenant,
    connectionId: of.connectionId,
    ...(of.directoryUserId && { directoryUserId: of.directoryUserId }),
    secretHash: hashSecret(secret),
    createdAt: app.clock.now(),
    ...(of.expiresAt && { expiresAt: of.expiresAt }),
  };
  return { draft, record: { ...draft, version: 1 }, token: `${connectionTokenPrefix(draft)}${secret}` };
}
