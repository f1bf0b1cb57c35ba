type Json = Record<string, unknown>;

/** A signed-in person's view of the REST API, as a program has it; for what a test needs but is not about. */
export interface ApiSession {
  get<T = Json>(path: string): Promise<T>;
  post<T = Json>(path: string, body?: unknown): Promise<T>;
  delete(path: string): Promise<void>;
}

export interface Administrator {
  readonly email: string;
  readonly displayName: string;
  readonly password: string;
}

export const ROOT: Administrator = {
  email: 'root@holdfast.example',
  displayName: 'Robin Root',
  password: 'tidal pools at noon breathe',
};

/** Creates the first administrator through the one-time link, over HTTP. */
export async function createFirstAdministrator(link: string, administrator = ROOT): Promise<ApiSession> {
  const url = new URL(link);
  const [linkId = '', secret = ''] = url.hash.slice(1).split('.');
  const answer = await fetch(`${url.origin}/api/v1/one-time-links/${linkId}/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ purpose: 'create_first_administrator', secret, ...administrator }),
  });
  return sessionFrom(url.origin, answer);
}

export async function signIn(baseUrl: string, { email, password }: Administrator): Promise<ApiSession> {
  const answer = await fetch(`${baseUrl}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  return sessionFrom(baseUrl, answer);
}

async function sessionFrom(baseUrl: string, answer: Response): Promise<ApiSession> {
  if (!answer.ok) throw new Error(`Signing in was answered ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie().map((each) => each.replace(/;.*/, ''))[0] ?? '';
  const { csrfToken } = (await answer.json()) as { csrfToken: string };

  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: {
        cookie,
        'x-csrf-token': csrfToken,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  return {
    get: <T>(path: string) => send('GET', path) as Promise<T>,
    post: <T>(path: string, body?: unknown) => send('POST', path, body) as Promise<T>,
    delete: async (path) => {
      await send('DELETE', path);
    },
  };
}
