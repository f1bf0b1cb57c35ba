import { QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.ts';

const MAX_RETRIES = 2;

const passing = (error: unknown): boolean => error instanceof Problem && (error.status === 0 || error.status === 503);

/** Called when an answer says that nobody is signed in any more. */
let onSignedOut: () => void = () => {};
export const whenSignedOut = (listener: () => void): void => {
  onSignedOut = listener;
};

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error, query) {
      if (error instanceof Problem && error.kind === 'not-signed-in' && query.queryKey[0] !== 'session') onSignedOut();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => passing(error) && failures < MAX_RETRIES,
      retryDelay: (attempt) => 500 * 2 ** attempt,
      // The service may be on this machine while the browser thinks it is offline.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
