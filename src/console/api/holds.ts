import { queryOptions } from '@tanstack/react-query';
import { answerOf, client } from './client.ts';
import { inside, renewInside } from './organizations.ts';
import { pagesOptions } from './pages.ts';
import type { HoldState } from './types.ts';

export const holdPages = (organization: string, state: readonly HoldState[]) =>
  pagesOptions(inside(organization, 'holds', state), (cursor, signal) =>
    answerOf(
      client.GET('/organizations/{organization}/holds', {
        params: { path: { organization }, query: { limit: 50, state: [...state], ...cursor } },
        signal,
      }),
    ),
  );

export const allHoldPages = (state: readonly HoldState[]) =>
  pagesOptions(['instance', 'holds', state], (cursor, signal) =>
    answerOf(client.GET('/holds', { params: { query: { limit: 50, state: [...state], ...cursor } }, signal })),
  );

export const holdQuery = (organization: string, holdId: string) =>
  queryOptions({
    queryKey: inside(organization, 'holds', 'one', holdId),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/holds/{holdId}', { params: { path: { organization, holdId } } }),
      ),
  });

export async function completeHold(
  organization: string,
  holdId: string,
  body: { makeAdministrator: string; reason?: string },
): Promise<void> {
  const path = '/organizations/{organization}/holds/{holdId}/complete';
  await answerOf(client.POST(path, { params: { path: { organization, holdId } }, body }));
  await renewInside(organization);
}

export async function discardHold(
  organization: string,
  holdId: string,
  body: { reason: string; days: number },
): Promise<void> {
  const path = '/organizations/{organization}/holds/{holdId}/discard';
  await answerOf(client.POST(path, { params: { path: { organization, holdId } }, body }));
  await renewInside(organization);
}
