import { queryOptions } from '@tanstack/react-query';
import { answerOf, client } from './client.ts';

const RENEW_MS = 4_000;

/** Renewed while a screen shows it: processes give a sign of life every two seconds. */
export const operationStateQuery = queryOptions({
  queryKey: ['instance', 'operation'],
  queryFn: ({ signal }) => answerOf(client.GET('/instance/operation', { signal })),
  refetchInterval: RENEW_MS,
});
