/** The API said no, or nothing. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

/** The REST API as a program uses it. */
export interface ApiClient {
  readonly baseUrl: string;
  get<T>(path: string): Promise<T>;
  /** Every page of a list. */
  list<T>(path: string): Promise<T[]>;
  post<T>(path: string, body?: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
  delete<T = undefined>(path: string): Promise<T>;
}

export interface FirstAdministrator {
  readonly email: string;
  readonly displayName: string;
  readonly password: string;
}

/** Creates the first instance administrator through the one-time link, and an API token to go on with. */
export async function becomeFirstAdministrator(link: string, administrator: FirstAdministrator): Promise<ApiClient> {
  const { origin, hash } = new URL(link);
  const [linkId = '', secret = ''] = hash.slice(1).split('.');
  const redeemed = await fetch(`${origin}/api/v1/one-time-links/${linkId}/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ purpose: 'create_first_administrator', secret, ...administrator }),
  });
  if (!redeemed.ok) throw await problem(redeemed);
  const cookie = redeemed.headers
    .getSetCookie()
    .map((one) => one.replace(/;.*/, ''))
    .join('; ');
  const { csrfToken } = (await redeemed.json()) as { csrfToken: string };
  const session = clientWith(origin, { cookie, 'x-csrf-token': csrfToken });
  const { token } = await session.post<{ token: string }>('/api-tokens', { name: 'Programs' });
  return apiClient(origin, token);
}

export const apiClient = (baseUrl: string, token: string): ApiClient =>
  clientWith(baseUrl, { authorization: `Bearer ${token}` });

function clientWith(baseUrl: string, credentials: Readonly<Record<string, string>>): ApiClient {
  async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: { ...credentials, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw await problem(answer);
    const text = await answer.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
  return {
    baseUrl,
    get: (path) => send('GET', path),
    async list<T>(path: string) {
      const items: T[] = [];
      let cursor: string | undefined;
      do {
        const { pathname, searchParams } = new URL(path, 'http://list');
        searchParams.set('limit', '200');
        if (cursor) searchParams.set('cursor', cursor);
        const page = await send<Page<T>>('GET', `${pathname}?${searchParams}`);
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return items;
    },
    post: (path, body = {}) => send('POST', path, body),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path) => send('DELETE', path),
  };
}

async function problem(answer: Response): Promise<ApiProblem> {
  const text = await answer.text();
  const detail = /"detail":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text.slice(0, 200);
  return new ApiProblem(answer.status, `${new URL(answer.url).pathname} was answered ${answer.status}: ${detail}`);
}
