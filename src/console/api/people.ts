import { queryOptions } from '@tanstack/react-query';
import type { PeopleSearch } from '../routing/searches.ts';
import { answerOf, client } from './client.ts';
import { inside, renewInside } from './organizations.ts';
import { pagesOptions } from './pages.ts';
import type { Role, Scope } from './types.ts';

export const peoplePages = (organization: string, search: PeopleSearch) =>
  pagesOptions(inside(organization, 'people', search), (cursor, signal) =>
    answerOf(
      client.GET('/organizations/{organization}/people', {
        params: {
          path: { organization },
          query: {
            limit: 50,
            ...cursor,
            ...(search.query ? { query: search.query } : {}),
            ...(search.state ? { state: search.state } : {}),
          },
        },
        signal,
      }),
    ),
  );

/** A few active people to pick from, by part of their e-mail or name. */
export const personChoicesQuery = (organization: string, query: string) =>
  queryOptions({
    queryKey: inside(organization, 'people', 'choices', query),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/people', {
          params: { path: { organization }, query: { limit: 25, state: 'active', ...(query ? { query } : {}) } },
        }),
      ),
  });

export const personQuery = (organization: string, person: string) =>
  queryOptions({
    queryKey: inside(organization, 'people', 'one', person),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/people/{person}', { params: { path: { organization, person } } }),
      ),
  });

export const explanationQuery = (organization: string, person: string) =>
  queryOptions({
    queryKey: inside(organization, 'people', 'why', person),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/people/{person}/why', {
          params: { path: { organization, person } },
        }),
      ),
  });

export async function suspendPerson(organization: string, person: string, reason: string): Promise<void> {
  const path = '/organizations/{organization}/people/{person}/suspend';
  await answerOf(client.POST(path, { params: { path: { organization, person } }, body: { reason } }));
  await renewInside(organization);
}

export async function restorePerson(organization: string, person: string, reason: string): Promise<void> {
  const path = '/organizations/{organization}/people/{person}/restore';
  await answerOf(client.POST(path, { params: { path: { organization, person } }, body: { reason } }));
  await renewInside(organization);
}

export interface GrantChoice {
  readonly accountId: string;
  readonly scopeKind: Exclude<Scope['kind'], 'instance'>;
  readonly scopeId: string;
  readonly role: Role;
  readonly reason?: string;
}

export async function createGrant(organization: string, body: GrantChoice): Promise<void> {
  await answerOf(client.POST('/organizations/{organization}/grants', { params: { path: { organization } }, body }));
  await renewInside(organization);
}

export async function deleteGrant(organization: string, grantId: string, reason?: string): Promise<void> {
  await answerOf(
    client.DELETE('/organizations/{organization}/grants/{grantId}', {
      params: { path: { organization, grantId }, query: reason ? { reason } : {} },
    }),
  );
  await renewInside(organization);
}
