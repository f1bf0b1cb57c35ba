import { queryOptions } from '@tanstack/react-query';
import { answerOf, client } from './client.ts';
import { pagesOptions } from './pages.ts';
import { queryClient } from './query-client.ts';

const renew = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['instance'] });
const at = (accountId: string) => ({ params: { path: { accountId } } });

export const accountPages = (query: string | undefined) =>
  pagesOptions(['instance', 'accounts', query ?? ''], (cursor, signal) =>
    answerOf(
      client.GET('/accounts', { params: { query: { limit: 50, ...cursor, ...(query ? { query } : {}) } }, signal }),
    ),
  );

export const accountChoicesQuery = (query: string) =>
  queryOptions({
    queryKey: ['instance', 'accounts', 'choices', query],
    queryFn: () => answerOf(client.GET('/accounts', { params: { query: { limit: 25, ...(query ? { query } : {}) } } })),
  });

export const accountQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['instance', 'accounts', 'one', accountId],
    queryFn: () => answerOf(client.GET('/accounts/{accountId}', at(accountId))),
  });

export async function createAccount(body: { email: string; displayName?: string }) {
  const account = await answerOf(client.POST('/accounts', { body }));
  await renew();
  return account;
}

export async function lockAccount(accountId: string): Promise<void> {
  await answerOf(client.POST('/accounts/{accountId}/lock', at(accountId)));
  await renew();
}

export async function unlockAccount(accountId: string): Promise<void> {
  await answerOf(client.POST('/accounts/{accountId}/unlock', at(accountId)));
  await renew();
}

export async function deleteAccount(accountId: string): Promise<void> {
  await answerOf(client.DELETE('/accounts/{accountId}', at(accountId)));
  await renew();
}

export const createSetPasswordLink = (accountId: string) =>
  answerOf(client.POST('/accounts/{accountId}/set-password-link', at(accountId)));

export const administratorsQuery = queryOptions({
  queryKey: ['instance', 'administrators'],
  queryFn: () => answerOf(client.GET('/instance/administrators', { params: { query: { limit: 200 } } })),
});

export async function createAdministrator(body: { accountId: string; reason?: string }): Promise<void> {
  await answerOf(client.POST('/instance/administrators', { body }));
  await renew();
}

export async function deleteAdministrator(grantId: string, reason?: string): Promise<void> {
  await answerOf(
    client.DELETE('/instance/administrators/{grantId}', {
      params: { path: { grantId }, query: reason ? { reason } : {} },
    }),
  );
  await renew();
}
