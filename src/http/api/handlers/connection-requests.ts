import type { z } from 'zod';
import { explainMistake } from '../../../application/connections/explain-mistake.ts';
import { unmaskRequests } from '../../../application/connections/unmask-requests.ts';
import { NotFound } from '../../../application/errors.ts';
import type { Reads } from '../../../application/ports/database.ts';
import { and, type Condition, eq, gte, lt } from '../../../application/ports/query.ts';
import type { Connection } from '../../../domain/provisioning/connection.ts';
import { findMistakes } from '../../../domain/provisioning/connection-mistakes.ts';
import type { LoggedRequest } from '../../../domain/provisioning/logged-request.ts';
import { connectionTypeFor, recognizeClient } from '../../../domain/provisioning/recognize-client.ts';
import type { Handlers } from '../handler.ts';
import type { connectionRequestOperations } from '../operations/connection-requests.ts';
import { readPage, shapePage } from '../read-page.ts';
import type { ConnectionRequest } from '../schemas/connection-request.ts';
import { scimBaseUrl, shapeConnection } from '../shapes/connection.ts';
import { inKeyOrder } from '../shapes/in-key-order.ts';

/** How far back a mistake is looked for. */
const LOOKED_AT = 200;

export const connectionRequestHandlers: Handlers<typeof connectionRequestOperations> = {
  async listConnectionRequests({ params, query }, { app, organization }) {
    await existing(app.database, organization.id, params.connectionId);
    const page = await readPage(
      app.database.loggedRequests,
      organization.id,
      { ...newestFirst, where: and(ofConnection(params.connectionId), ...withStatus(query.status)) },
      query,
    );
    return shapePage(page, shapeRequest);
  },

  async diagnoseConnection({ params }, { app, organization, baseUrl }) {
    const connection = await existing(app.database, organization.id, params.connectionId);
    const requests = await app.database.loggedRequests.find(organization.id, {
      ...newestFirst,
      where: ofConnection(connection.id),
      limit: LOOKED_AT,
    });
    const client = recognizeClient(requests);
    const circumstances = { connection, scimBaseUrl: scimBaseUrl(baseUrl) };
    return {
      requests: requests.length,
      answered: requests.filter(({ status }) => status < 400).length,
      client: client && {
        name: client.name,
        by: client.by,
        sign: client.sign,
        connectionType: connectionTypeFor(client),
      },
      userAgent: requests.find(({ userAgent }) => userAgent)?.userAgent,
      lastAt: requests[0]?.at,
      mistakes: findMistakes(connection, requests, app.clock.now()).map((mistake) => ({
        kind: mistake.kind,
        severity: mistake.severity,
        ...explainMistake(mistake, circumstances),
        count: mistake.count,
        lastAt: mistake.request.at,
        lastRequestId: mistake.request.id,
      })),
    };
  },

  async unmaskConnectionRequests({ params, body }, { app, request, organization, baseUrl, tokens }) {
    const connection = await unmaskRequests(app, request, organization.id, params.connectionId, body.minutes);
    tokens.forget(connection.id);
    return await shapeConnection(app, baseUrl, connection);
  },
};

/** Deleted ones too: their last requests are worth a look for as long as they are kept. @throws NotFound */
async function existing(reads: Pick<Reads, 'connections'>, tenant: string, id: string): Promise<Connection> {
  const connection = await reads.connections.get(tenant, id);
  if (!connection) throw new NotFound('connection', id);
  return connection;
}

const newestFirst = { sort: [{ field: 'at', direction: 'descending' }] } as const;

const ofConnection = (connectionId: string): Condition<LoggedRequest> => eq('connectionId', connectionId);

/** `404`, or `4xx`. */
function withStatus(status: string | undefined): Condition<LoggedRequest>[] {
  if (status === undefined) return [];
  if (!status.endsWith('xx')) return [eq('status', Number(status))];
  const from = Number(status.slice(0, 1)) * 100;
  return [gte('status', from), lt('status', from + 100)];
}

const shapeRequest = (request: LoggedRequest): z.input<typeof ConnectionRequest> => ({
  id: request.id,
  at: request.at,
  method: request.method,
  path: request.path,
  status: request.status,
  cause: request.cause,
  scimType: request.scimType,
  detail: request.detail,
  durationMs: request.ms,
  userAgent: request.userAgent,
  requestId: request.requestId,
  tokenId: request.tokenId,
  body: request.body === undefined ? undefined : inKeyOrder(request.body),
  unmasked: request.unmasked ?? false,
  skippedBefore: request.skippedBefore,
});
