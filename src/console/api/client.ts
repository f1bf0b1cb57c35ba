import createClient, { type Middleware } from 'openapi-fetch';
import { problemFrom, unreachable } from './problem.ts';
import type { paths } from './schema.ts';

const BASE = '/api/v1';

let csrfToken: string | undefined;

/** The session's token that every changing request must carry; set whenever a session is read or opened. */
export const rememberCsrfToken = (token: string | undefined): void => {
  csrfToken = token;
};

const CHANGING = new Set(['POST', 'PATCH', 'PUT', 'DELETE']);

const withCsrfToken: Middleware = {
  onRequest({ request }) {
    if (csrfToken && CHANGING.has(request.method)) request.headers.set('x-csrf-token', csrfToken);
    return request;
  },
};

/** Lists repeat a parameter (`state=held&state=failed`). */
export const client = createClient<paths>({
  baseUrl: BASE,
  credentials: 'same-origin',
  querySerializer: { array: { style: 'form', explode: true } },
});
client.use(withCsrfToken);

/** The data of an answer; throws a Problem when it was refused or never came. */
export async function answerOf<Data>(
  request: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await request.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw unreachable();
  });
  if (!response.ok) throw problemFrom(response, error);
  return data as Data;
}

type EventPath = '/organizations/{organization}/sync-jobs/events';

/** The address of an event stream, which EventSource fetches itself. */
export function eventsUrl(path: EventPath & keyof paths, parameters: { readonly organization: string }): string {
  return BASE + path.replace('{organization}', encodeURIComponent(parameters.organization));
}

/** Where the API reference is served. */
export const REFERENCE_URL = '/api/reference';
