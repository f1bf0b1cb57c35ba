import { queryOptions } from '@tanstack/react-query';
import { answerOf, client } from './client.ts';
import { pagesOptions } from './pages.ts';
import { queryClient } from './query-client.ts';
import type { Organization } from './types.ts';

/** Everything read inside an organization has a key that begins like this, so that one call renews it all. */
export const inside = (organization: string, ...rest: readonly unknown[]) => ['inside', organization, ...rest] as const;

/** After a change in an organization: a change of one thing shows in many places. */
export const renewInside = (organization: string): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['inside', organization] });

export const organizationsQuery = (query?: string) =>
  queryOptions({
    queryKey: ['organizations', 'first', query ?? ''],
    queryFn: () =>
      answerOf(client.GET('/organizations', { params: { query: { limit: 50, ...(query ? { query } : {}) } } })),
  });

export const organizationPages = () =>
  pagesOptions(['organizations', 'pages'], (cursor, signal) =>
    answerOf(client.GET('/organizations', { params: { query: { limit: 50, ...cursor } }, signal })),
  );

export const organizationQuery = (organization: string) =>
  queryOptions({
    queryKey: inside(organization, 'organization'),
    queryFn: () => answerOf(client.GET('/organizations/{organization}', { params: { path: { organization } } })),
    staleTime: 60_000,
  });

export async function createOrganization(body: { name: string; slug: string }): Promise<Organization> {
  const created = await answerOf(client.POST('/organizations', { body: { ...body, leaverRule: 'any' } }));
  await queryClient.invalidateQueries({ queryKey: ['organizations'] });
  return created;
}

export async function changeOrganization(
  organization: string,
  body: { name?: string; leaverRule?: Organization['leaverRule'] },
): Promise<Organization> {
  const changed = await answerOf(
    client.PATCH('/organizations/{organization}', { params: { path: { organization } }, body }),
  );
  await Promise.all([renewInside(organization), queryClient.invalidateQueries({ queryKey: ['organizations'] })]);
  return changed;
}

export const overviewQuery = (organization: string) =>
  queryOptions({
    queryKey: inside(organization, 'overview'),
    queryFn: () =>
      answerOf(client.GET('/organizations/{organization}/overview', { params: { path: { organization } } })),
    refetchInterval: 60_000,
  });

export const teamsQuery = (organization: string) =>
  queryOptions({
    queryKey: inside(organization, 'teams'),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/teams', {
          params: { path: { organization }, query: { limit: 200 } },
        }),
      ),
  });

export const projectsQuery = (organization: string) =>
  queryOptions({
    queryKey: inside(organization, 'projects'),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/projects', {
          params: { path: { organization }, query: { limit: 200 } },
        }),
      ),
  });

export async function createTeam(organization: string, name: string) {
  const team = await answerOf(
    client.POST('/organizations/{organization}/teams', { params: { path: { organization } }, body: { name } }),
  );
  await queryClient.invalidateQueries({ queryKey: inside(organization, 'teams') });
  return team;
}

export async function createProject(organization: string, body: { teamId: string; name: string }) {
  const project = await answerOf(
    client.POST('/organizations/{organization}/projects', { params: { path: { organization } }, body }),
  );
  await queryClient.invalidateQueries({ queryKey: inside(organization, 'projects') });
  return project;
}
