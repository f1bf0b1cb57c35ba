import { queryOptions } from '@tanstack/react-query';
import { answerOf, client } from './client.ts';
import { inside, renewInside } from './organizations.ts';
import { pagesOptions } from './pages.ts';

/** How often what an identity provider sends is asked for anew, while somebody looks. */
export const WATCH_MS = 2_500;

const key = (organization: string, connectionId: string) =>
  inside(organization, 'connections', connectionId, 'requests');

const at = (organization: string, connectionId: string) => ({ path: { organization, connectionId } });

/** The latest requests of a connection, newest first; `status` is a class of them, like `4xx`. */
export const connectionRequestPages = (organization: string, connectionId: string, status?: string, limit = 50) =>
  pagesOptions([...key(organization, connectionId), 'list', status, limit], (cursor, signal) =>
    answerOf(
      client.GET('/organizations/{organization}/connections/{connectionId}/requests', {
        params: { ...at(organization, connectionId), query: { limit, ...cursor, ...(status ? { status } : {}) } },
        signal,
      }),
    ),
  );

export const diagnosisQuery = (organization: string, connectionId: string) =>
  queryOptions({
    queryKey: [...key(organization, connectionId), 'diagnosis'],
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/connections/{connectionId}/diagnosis', {
          params: at(organization, connectionId),
        }),
      ),
  });

/** Personal values are kept for so many minutes from now; 0 ends that. */
export async function unmaskRequests(organization: string, connectionId: string, minutes: number): Promise<void> {
  await answerOf(
    client.POST('/organizations/{organization}/connections/{connectionId}/unmask-requests', {
      params: at(organization, connectionId),
      body: { minutes },
    }),
  );
  await renewInside(organization);
}
