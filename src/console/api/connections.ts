import { queryOptions } from '@tanstack/react-query';
import { answerOf, client } from './client.ts';
import { inside, renewInside } from './organizations.ts';
import type { Connection, ConnectionType } from './types.ts';

export const connectionsQuery = (organization: string) =>
  queryOptions({
    queryKey: inside(organization, 'connections'),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/connections', {
          params: { path: { organization }, query: { limit: 200, includeDeleted: 'false' } },
        }),
      ),
  });

export const connectionQuery = (organization: string, connectionId: string) =>
  queryOptions({
    queryKey: inside(organization, 'connections', connectionId),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/connections/{connectionId}', {
          params: { path: { organization, connectionId } },
        }),
      ),
  });

export const connectionTokensQuery = (organization: string, connectionId: string) =>
  queryOptions({
    queryKey: inside(organization, 'connections', connectionId, 'tokens'),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/connections/{connectionId}/tokens', {
          params: { path: { organization, connectionId }, query: { limit: 100 } },
        }),
      ),
  });

export interface ConnectionChoices {
  readonly name: string;
  readonly onLastAdministrator: Connection['onLastAdministrator'];
  readonly whileHeld: Connection['whileHeld'];
}

export type ConnectionChange = Partial<ConnectionChoices> & {
  readonly rateLimit?: NonNullable<Connection['rateLimit']> | null;
  readonly keptRequests?: number | null;
};

export async function createConnection(organization: string, body: ConnectionChoices & { type: ConnectionType }) {
  const created = await answerOf(
    client.POST('/organizations/{organization}/connections', { params: { path: { organization } }, body }),
  );
  await renewInside(organization);
  return created;
}

const at = (organization: string, connectionId: string) => ({ params: { path: { organization, connectionId } } });

export async function changeConnection(
  organization: string,
  connectionId: string,
  body: ConnectionChange,
): Promise<void> {
  const path = '/organizations/{organization}/connections/{connectionId}';
  await answerOf(client.PATCH(path, { ...at(organization, connectionId), body }));
  await renewInside(organization);
}

export async function pauseConnection(organization: string, connectionId: string): Promise<void> {
  const path = '/organizations/{organization}/connections/{connectionId}/pause';
  await answerOf(client.POST(path, at(organization, connectionId)));
  await renewInside(organization);
}

export async function resumeConnection(organization: string, connectionId: string): Promise<void> {
  const path = '/organizations/{organization}/connections/{connectionId}/resume';
  await answerOf(client.POST(path, at(organization, connectionId)));
  await renewInside(organization);
}

export type Disposition = { people: 'keep' | 'suspend' } | { people: 'move'; toConnectionId: string };

/** The sync job that does to the connection's people what was chosen. */
export async function deleteConnection(organization: string, connectionId: string, disposition: Disposition) {
  const started = await answerOf(
    client.DELETE('/organizations/{organization}/connections/{connectionId}', {
      params: { path: { organization, connectionId }, query: disposition },
    }),
  );
  await renewInside(organization);
  return started;
}

export interface TokenChoices {
  readonly directoryUserId?: string;
  readonly expiresAt?: string;
}

/** A further token, shown once. */
export async function createToken(organization: string, connectionId: string, body: TokenChoices) {
  const path = '/organizations/{organization}/connections/{connectionId}/tokens';
  const created = await answerOf(client.POST(path, { ...at(organization, connectionId), body }));
  await renewInside(organization);
  return created;
}

/** The new token, shown once; the others go on working for the overlap. */
export async function rotateToken(organization: string, connectionId: string, overlapHours: number) {
  const created = await answerOf(
    client.POST('/organizations/{organization}/connections/{connectionId}/tokens/rotate', {
      ...at(organization, connectionId),
      body: { overlapHours },
    }),
  );
  await renewInside(organization);
  return created;
}

export async function revokeToken(organization: string, connectionId: string, tokenId: string): Promise<void> {
  await answerOf(
    client.DELETE('/organizations/{organization}/connections/{connectionId}/tokens/{tokenId}', {
      params: { path: { organization, connectionId, tokenId } },
    }),
  );
  await renewInside(organization);
}
