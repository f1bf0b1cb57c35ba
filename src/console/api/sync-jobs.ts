import { queryOptions } from '@tanstack/react-query';
import { periodBounds } from '../routing/period.ts';
import type { JobSearch } from '../routing/searches.ts';
import { answerOf, client } from './client.ts';
import { inside, renewInside } from './organizations.ts';
import { pagesOptions } from './pages.ts';

export const syncJobsKey = (organization: string) => inside(organization, 'sync-jobs');

export const syncJobPages = (organization: string, search: JobSearch, limit = 50) =>
  pagesOptions([...syncJobsKey(organization), 'list', search, limit], (cursor, signal) =>
    answerOf(
      client.GET('/organizations/{organization}/sync-jobs', {
        params: {
          path: { organization },
          query: {
            limit,
            ...cursor,
            ...(search.state ? { state: search.state } : {}),
            ...(search.kind ? { kind: search.kind } : {}),
            ...(search.connection ? { connectionId: search.connection } : {}),
            ...(search.group ? { groupId: search.group } : {}),
            ...(search.mapping ? { mappingId: search.mapping } : {}),
            ...(search.person ? { personId: search.person } : {}),
            ...periodBounds(search),
          },
        },
        signal,
      }),
    ),
  );

export const syncJobQuery = (organization: string, jobId: string) =>
  queryOptions({
    queryKey: [...syncJobsKey(organization), 'one', jobId],
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/sync-jobs/{jobId}', { params: { path: { organization, jobId } } }),
      ),
  });

export const outcomePages = (organization: string, jobId: string) =>
  pagesOptions([...syncJobsKey(organization), 'outcomes', jobId], (cursor, signal) =>
    answerOf(
      client.GET('/organizations/{organization}/sync-jobs/{jobId}/outcomes', {
        params: { path: { organization, jobId }, query: { limit: 50, ...cursor } },
        signal,
      }),
    ),
  );

export async function retrySyncJob(organization: string, jobId: string): Promise<void> {
  const path = '/organizations/{organization}/sync-jobs/{jobId}/retry';
  await answerOf(client.POST(path, { params: { path: { organization, jobId } } }));
  await renewInside(organization);
}
