import { queryOptions } from '@tanstack/react-query';
import { answerOf, client, rememberCsrfToken } from './client.ts';
import { queryClient } from './query-client.ts';
import type { Session } from './types.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => remembered(await answerOf(client.GET('/session'))),
  staleTime: 5 * 60_000,
  retry: false,
});

function remembered(session: Session): Session {
  rememberCsrfToken(session.csrfToken);
  return session;
}

function open(session: Session): Session {
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, remembered(session));
  return session;
}

export const signIn = async (body: { email: string; password: string }): Promise<Session> =>
  open(await answerOf(client.POST('/sign-in', { body })));

export async function signOut(): Promise<void> {
  await answerOf(client.POST('/sign-out'));
  forgetSession();
}

/** Nothing one person saw stays for the next. */
export function forgetSession(): void {
  rememberCsrfToken(undefined);
  queryClient.clear();
}

export const changePassword = async (body: { currentPassword: string; newPassword: string }): Promise<Session> => {
  const session = remembered(await answerOf(client.POST('/password', { body })));
  queryClient.setQueryData(sessionQuery.queryKey, session);
  return session;
};

export interface LinkKey {
  readonly linkId: string;
  readonly secret: string;
}

/** `/welcome#<id>.<secret>`: the part behind # never travels to a server by itself. */
export function linkKeyFrom(hash: string): LinkKey | undefined {
  const text = hash.replace(/^#/, '');
  const point = text.indexOf('.');
  return point > 0 && point < text.length - 1
    ? { linkId: text.slice(0, point), secret: text.slice(point + 1) }
    : undefined;
}

export const linkQuery = ({ linkId, secret }: LinkKey) =>
  queryOptions({
    queryKey: ['one-time-link', linkId],
    queryFn: () =>
      answerOf(client.POST('/one-time-links/{linkId}/inspect', { params: { path: { linkId } }, body: { secret } })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const createFirstAdministrator = async (
  { linkId, secret }: LinkKey,
  input: { email: string; displayName: string; password: string },
): Promise<Session> =>
  open(
    await answerOf(
      client.POST('/one-time-links/{linkId}/redeem', {
        params: { path: { linkId } },
        body: { purpose: 'create_first_administrator', secret, ...input },
      }),
    ),
  );

export const setPassword = async ({ linkId, secret }: LinkKey, password: string): Promise<Session> =>
  open(
    await answerOf(
      client.POST('/one-time-links/{linkId}/redeem', {
        params: { path: { linkId } },
        body: { purpose: 'set_password', secret, password },
      }),
    ),
  );
