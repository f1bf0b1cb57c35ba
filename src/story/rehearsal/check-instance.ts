import { randomUUID } from 'node:crypto';
import { valueAt } from '../player/match-answer.ts';
import { type Received, Transport } from '../player/transport.ts';
import { NoScimServer } from './no-scim-server.ts';

/** Why nothing can be rehearsed there. */
export type ObstacleKind =
  | 'wrong_address'
  | 'not_scim'
  | 'wrong_token'
  | 'expired_token'
  | 'revoked_token'
  | 'not_allowed'
  | 'paused'
  | 'read_only'
  | 'out_of_order';

/** The instance cannot be rehearsed on as it is. The message is what it said itself. */
export class CannotRehearse extends Error {
  override readonly name = 'CannotRehearse';
  readonly kind: ObstacleKind;
  /** Where SCIM is, when it was found nearby. */
  readonly suggestion: string | undefined;
  constructor(kind: ObstacleKind, message: string, suggestion?: string) {
    super(message);
    this.kind = kind;
    this.suggestion = suggestion;
  }
}

interface Place {
  readonly baseUrl: string;
  readonly token: string;
}

/**
 * Asks whether a rehearsal can begin, without creating anything: two reads, and a deletion of somebody nobody can know.
 * Returns what the server calls itself. @throws NoScimServer, CannotRehearse
 */
export async function checkInstance({ baseUrl, token }: Place): Promise<{ readonly server?: string }> {
  const nobody = randomUUID();
  const transport = new Transport(baseUrl, 1);
  const ask = (method: string, path: string): Promise<Received> =>
    transport
      .exchange(method, path, { authorization: `Bearer ${token}`, accept: 'application/scim+json' }, undefined)
      .catch((error: unknown) => {
        throw new NoScimServer(baseUrl, error);
      });
  try {
    const config = await ask('GET', '/ServiceProviderConfig');
    if (config.status === 401) throw refusal(config);
    const found = await ask('GET', `/Users?filter=${encodeURIComponent(`userName eq "${nobody}"`)}`);
    if (found.status !== 200 || typeof valueAt(bodyOf(found), 'totalResults') !== 'number') {
      throw await explain(found, baseUrl, token);
    }
    const deleted = await ask('DELETE', `/Users/${nobody}`);
    if ([401, 403, 405, 501, 503].includes(deleted.status)) throw refusal(deleted);
    const { server } = config.headers;
    return typeof server === 'string' ? { server } : {};
  } finally {
    transport.close();
  }
}

async function explain(received: Received, baseUrl: string, token: string): Promise<CannotRehearse> {
  if (received.status !== 404 && received.status !== 200) return refusal(received);
  const suggestion = await findNearby(baseUrl, token);
  const said = sentenceOf(received);
  return received.status === 404
    ? new CannotRehearse('wrong_address', said, suggestion)
    : new CannotRehearse('not_scim', said, suggestion);
}

/** Where people mean when they leave `/scim/v2` out, or leave too much in. */
async function findNearby(baseUrl: string, token: string): Promise<string | undefined> {
  const { origin, pathname } = new URL(baseUrl);
  const candidates = new Set([
    `${origin}${pathname.replace(/\/+$/, '')}/scim/v2`,
    `${origin}${pathname.replace(/\/(?:Users|Groups|ServiceProviderConfig)\/?$/i, '')}`,
    `${origin}/scim/v2`,
  ]);
  for (const candidate of candidates) {
    const transport = new Transport(candidate, 1);
    const received = await transport
      .exchange('GET', '/ServiceProviderConfig', { authorization: `Bearer ${token}` }, undefined)
      .catch(() => undefined)
      .finally(() => transport.close());
    const isScim = received && (received.status === 401 || typeof valueAt(bodyOf(received), 'patch') === 'object');
    if (isScim && received.headers['content-type']?.includes('json')) return candidate;
  }
  return undefined;
}

function refusal(received: Received): CannotRehearse {
  const said = sentenceOf(received);
  return new CannotRehearse(kindOf(received.status, said), said);
}

function kindOf(status: number, said: string): ObstacleKind {
  if (status === 401)
    return /expired/.test(said) ? 'expired_token' : /revoked/.test(said) ? 'revoked_token' : 'wrong_token';
  if (status === 503) return /paused/.test(said) ? 'paused' : /read-only/.test(said) ? 'read_only' : 'out_of_order';
  return status >= 500 && status !== 501 ? 'out_of_order' : 'not_allowed';
}

function sentenceOf(received: Received): string {
  const detail = valueAt(bodyOf(received), 'detail');
  const type = received.headers['content-type']?.split(';', 1)[0] ?? 'nothing';
  return typeof detail === 'string' && detail !== '' ? detail : `it answers ${received.status} with ${type}`;
}

function bodyOf({ text }: Received): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
