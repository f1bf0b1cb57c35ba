import { createRouter } from '@tanstack/react-router';
import { queryClient } from '../api/query-client.ts';
import { RouteError } from '../shell/route-error.tsx';
import { RouteLoading } from '../shell/route-loading.tsx';
import { RouteNotFound } from '../shell/route-not-found.tsx';
import { routeTree } from './routes.tsx';
import { parseSearch, stringifySearch } from './search-text.ts';

export const router = createRouter({
  routeTree,
  context: { queryClient },
  parseSearch,
  stringifySearch,
  // Only what a route validated counts: a mistyped or forged parameter reaches no screen.
  search: { strict: true },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultErrorComponent: RouteError,
  defaultPendingComponent: RouteLoading,
  defaultNotFoundComponent: RouteNotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
