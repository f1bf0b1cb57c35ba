import type { z } from 'zod';
import { tokenState } from '../../../application/accounts/api-token.ts';
import { changeConnection } from '../../../application/connections/change-connection.ts';
import { connectionTokenPrefix, type IssuedToken } from '../../../application/connections/connection-token.ts';
import { createConnection } from '../../../application/connections/create-connection.ts';
import { createConnectionToken } from '../../../application/connections/create-connection-token.ts';
import { pauseConnection } from '../../../application/connections/pause-connection.ts';
import { requireConnection } from '../../../application/connections/require-connection.ts';
import { resumeConnection } from '../../../application/connections/resume-connection.ts';
import { revokeConnectionToken } from '../../../application/connections/revoke-connection-token.ts';
import { rotateConnectionToken } from '../../../application/connections/rotate-connection-token.ts';
import { InvalidInput, NotFound } from '../../../application/errors.ts';
import type { Reads } from '../../../application/ports/database.ts';
import { absent, eq } from '../../../application/ports/query.ts';
import { deleteConnection } from '../../../application/provisioning/delete-connection.ts';
import type { Connection, ConnectionDisposition, ConnectionToken } from '../../../domain/provisioning/connection.ts';
import type { DirectoryUser } from '../../../domain/provisioning/directory-user.ts';
import type { Handlers } from '../handler.ts';
import type { connectionOperations } from '../operations/connections.ts';
import { readPage, shapePage } from '../read-page.ts';
import type {
  ConnectionToken as ConnectionTokenSchema,
  CreatedConnectionToken,
  DeleteConnectionQuery,
} from '../schemas/connection.ts';
import { scimBaseUrl, shapeConnection, shapeConnections } from '../shapes/connection.ts';

export const connectionHandlers: Handlers<typeof connectionOperations> = {
  async listConnections({ query }, { app, organization, baseUrl }) {
    const where = query.includeDeleted === 'true' ? undefined : absent<Connection>('deletedAt');
    const page = await readPage(
      app.database.connections,
      organization.id,
      { ...(where && { where }), sort: [{ field: 'name' }] },
      query,
    );
    const items = await shapeConnections(app, baseUrl, organization.id, page.docs);
    const total = await app.database.connections.count(organization.id, where);
    return { ...shapePage(page, (connection) => connection), items, total };
  },

  async createConnection({ body }, { app, request, organization, baseUrl }) {
    const { connection, token } = await createConnection(app, request, organization.id, body);
    return {
      connection: await shapeConnection(app, baseUrl, connection),
      token: shapeIssuedToken(token, app.clock.now()),
      scimBaseUrl: scimBaseUrl(baseUrl),
    };
  },

  async getConnection({ params }, { app, organization, baseUrl }) {
    const connection = await app.database.connections.get(organization.id, params.connectionId);
    if (!connection) throw new NotFound('connection', params.connectionId);
    return await shapeConnection(app, baseUrl, connection);
  },

  async changeConnection({ params, body }, { app, request, organization, baseUrl, tokens }) {
    const connection = await changeConnection(app, request, organization.id, params.connectionId, body);
    tokens.forget(connection.id);
    return await shapeConnection(app, baseUrl, connection);
  },

  async pauseConnection({ params }, { app, request, organization, baseUrl, tokens }) {
    const connection = await pauseConnection(app, request, organization.id, params.connectionId);
    tokens.forget(connection.id);
    return await shapeConnection(app, baseUrl, connection);
  },

  async resumeConnection({ params }, { app, request, organization, baseUrl, tokens }) {
    const connection = await resumeConnection(app, request, organization.id, params.connectionId);
    tokens.forget(connection.id);
    return await shapeConnection(app, baseUrl, connection);
  },

  async deleteConnection({ params, query }, { app, request, organization, tokens }) {
    const { connectionId } = params;
    const { jobId } = await deleteConnection(app, request, organization.id, connectionId, disposition(query));
    tokens.forget(connectionId);
    return { jobId };
  },

  async listConnectionTokens({ params, query }, { app, organization }) {
    await requireConnection(app.database, organization.id, params.connectionId);
    const page = await readPage(
      app.database.connectionTokens,
      organization.id,
      { where: eq('connectionId', params.connectionId), sort: [{ field: 'id', direction: 'descending' }] },
      query,
    );
    const bound = await boundUsers(app.database, page.docs);
    return shapePage(page, (token) => shapeToken(token, app.clock.now(), bound));
  },

  async createConnectionToken({ params, body }, { app, request, organization }) {
    const issued = await createConnectionToken(app, request, organization.id, params.connectionId, body);
    return shapeIssuedToken(issued, app.clock.now(), await boundUsers(app.database, [issued.record]));
  },

  async rotateConnectionToken({ params, body }, { app, request, organization, tokens }) {
    const issued = await rotateConnectionToken(app, request, organization.id, params.connectionId, body);
    tokens.forget(params.connectionId);
    return shapeIssuedToken(issued, app.clock.now());
  },

  async revokeConnectionToken({ params }, { app, request, organization, tokens }) {
    await revokeConnectionToken(app, request, organization.id, params.connectionId, params.tokenId);
    tokens.forget(params.connectionId);
    return undefined;
  },
};

function disposition(query: z.output<typeof DeleteConnectionQuery>): ConnectionDisposition {
  if (query.people !== 'move') return { people: query.people };
  if (!query.toConnectionId) throw new InvalidInput('query.toConnectionId', 'Say which connection they move to');
  return { people: 'move', toConnectionId: query.toConnectionId };
}

type Bound = ReadonlyMap<string, Pick<DirectoryUser, 'userName' | 'deletedAt'>>;

/** The people tokens are bound to; of the deleted, too, until their data are erased. */
async function boundUsers(reads: Pick<Reads, 'directoryUsers'>, tokens: readonly ConnectionToken[]): Promise<Bound> {
  const bound = tokens.filter(({ directoryUserId }) => directoryUserId !== undefined);
  const [first] = bound;
  if (!first) return new Map();
  const ids = bound.map(({ directoryUserId = '' }) => directoryUserId);
  const users = await reads.directoryUsers.getMany(first.tenant, ids);
  return new Map(users.map((user) => [user.id, user]));
}

function shapeToken(
  token: ConnectionToken,
  now: string,
  bound: Bound = new Map(),
): z.input<typeof ConnectionTokenSchema> {
  const person = bound.get(token.directoryUserId ?? '');
  const state = tokenState(token, now);
  const hasNobody = token.directoryUserId !== undefined && (!person || person.deletedAt !== undefined);
  const isEnded = state === 'active' && hasNobody;
  return {
    id: token.id,
    prefix: connectionTokenPrefix(token),
    state: isEnded ? 'ended' : state,
    directoryUser: token.directoryUserId ? { id: token.directoryUserId, userName: person?.userName ?? '' } : undefined,
    createdAt: token.createdAt,
    expiresAt: token.expiresAt,
    revokedAt: token.revokedAt,
    endedReason: isEnded ? 'person_deleted' : undefined,
    lastUsedAt: token.lastUsedAt,
  };
}

const shapeIssuedToken = (issued: IssuedToken, now: string, bound?: Bound): z.input<typeof CreatedConnectionToken> => ({
  ...shapeToken(issued.record, now, bound),
  token: issued.token,
});
