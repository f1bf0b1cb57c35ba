import { queryOptions } from '@tanstack/react-query';
import type { DirectorySearch } from '../routing/searches.ts';
import { answerOf, client } from './client.ts';
import { inside } from './organizations.ts';
import { pagesOptions } from './pages.ts';

export const directoryUserPages = (organization: string, search: DirectorySearch) =>
  pagesOptions(inside(organization, 'users', search), (cursor, signal) =>
    answerOf(
      client.GET('/organizations/{organization}/users', {
        params: {
          path: { organization },
          query: {
            limit: 50,
            ...cursor,
            ...(search.connection ? { connectionId: search.connection } : {}),
            ...(search.group ? { groupId: search.group } : {}),
            ...(search.query ? { query: search.query } : {}),
            ...(search.link ? { linked: search.link === 'linked' ? 'true' : 'false' } : {}),
            ...(search.active ? { active: search.active } : {}),
          },
        },
        signal,
      }),
    ),
  );

export const directoryGroupPages = (organization: string, search: DirectorySearch) =>
  pagesOptions(inside(organization, 'groups', search), (cursor, signal) =>
    answerOf(
      client.GET('/organizations/{organization}/groups', {
        params: {
          path: { organization },
          query: {
            limit: 50,
            ...cursor,
            ...(search.connection ? { connectionId: search.connection } : {}),
            ...(search.group ? { groupId: search.group } : {}),
            ...(search.query ? { query: search.query } : {}),
          },
        },
        signal,
      }),
    ),
  );

export const directoryGroupQuery = (organization: string, groupId: string) =>
  queryOptions({
    queryKey: inside(organization, 'groups', 'one', groupId),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/groups/{groupId}', { params: { path: { organization, groupId } } }),
      ),
  });

/** A few users of a connection to pick from, by part of their name. */
export const directoryUserChoicesQuery = (organization: string, connectionId: string, query: string) =>
  queryOptions({
    queryKey: inside(organization, 'users', 'choices', connectionId, query),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/users', {
          params: { path: { organization }, query: { limit: 25, connectionId, ...(query ? { query } : {}) } },
        }),
      ),
  });

/** A few groups to pick from, by part of their name. */
export const groupChoicesQuery = (organization: string, query: string) =>
  queryOptions({
    queryKey: inside(organization, 'groups', 'choices', query),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/groups', {
          params: { path: { organization }, query: { limit: 25, ...(query ? { query } : {}) } },
        }),
      ),
  });
