import { answerOf, client } from './client.ts';
import { pagesOptions } from './pages.ts';
import { queryClient } from './query-client.ts';

const KEY = ['api-tokens'];

export const apiTokenPages = () =>
  pagesOptions(KEY, (cursor, signal) =>
    answerOf(client.GET('/api-tokens', { params: { query: { limit: 50, ...cursor } }, signal })),
  );

/** The token with its secret, which is never shown again. */
export async function createApiToken(body: { name: string; expiresAt?: string }) {
  const created = await answerOf(client.POST('/api-tokens', { body }));
  await queryClient.invalidateQueries({ queryKey: KEY });
  return created;
}

export async function revokeApiToken(tokenId: string): Promise<void> {
  await answerOf(client.DELETE('/api-tokens/{tokenId}', { params: { path: { tokenId } } }));
  await queryClient.invalidateQueries({ queryKey: KEY });
}
