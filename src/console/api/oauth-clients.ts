import { queryOptions } from '@tanstack/react-query';
import { answerOf, client } from './client.ts';
import { inside, renewInside } from './organizations.ts';

export const oauthClientsQuery = (organization: string, connectionId: string) =>
  queryOptions({
    queryKey: inside(organization, 'connections', connectionId, 'oauth-clients'),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/connections/{connectionId}/oauth-clients', {
          params: { path: { organization, connectionId }, query: { limit: 100 } },
        }),
      ),
  });

export interface OauthClientChoices {
  readonly name: string;
  readonly tokenLifetimeSeconds: number;
  readonly expiresAt?: string;
}

/** The new client with its secret, shown once. */
export async function createOauthClient(organization: string, connectionId: string, body: OauthClientChoices) {
  const created = await answerOf(
    client.POST('/organizations/{organization}/connections/{connectionId}/oauth-clients', {
      params: { path: { organization, connectionId } },
      body,
    }),
  );
  await renewInside(organization);
  return created;
}

const at = (organization: string, connectionId: string, oauthClientId: string) => ({
  params: { path: { organization, connectionId, oauthClientId } },
});

/** The client with a new secret, shown once; the others go on working for the overlap. */
export async function rotateOauthSecret(
  organization: string,
  connectionId: string,
  oauthClientId: string,
  overlapHours: number,
) {
  const rotated = await answerOf(
    client.POST('/organizations/{organization}/connections/{connectionId}/oauth-clients/{oauthClientId}/rotate', {
      ...at(organization, connectionId, oauthClientId),
      body: { overlapHours },
    }),
  );
  await renewInside(organization);
  return rotated;
}

export async function revokeOauthClient(
  organization: string,
  connectionId: string,
  oauthClientId: string,
): Promise<void> {
  const path = '/organizations/{organization}/connections/{connectionId}/oauth-clients/{oauthClientId}';
  await answerOf(client.DELETE(path, at(organization, connectionId, oauthClientId)));
  await renewInside(organization);
}
