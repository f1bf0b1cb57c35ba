import type { Connection } from './connection.ts';
import type { Json, JsonObject } from './directory-user.ts';
import type { LoggedRequest } from './logged-request.ts';

/** What people get wrong when they set a connection up, as its requests show it. */
export type ConnectionMistakeKind =
  | 'missing_scim_path'
  | 'wrong_base_url'
  | 'expired_token'
  | 'revoked_token'
  | 'expired_access_token'
  | 'revoked_access_token'
  | 'wrong_token'
  | 'missing_user_name'
  | 'entra_flag_missing'
  | 'too_fast'
  | 'paused'
  | 'wrong_content_type';

export interface ConnectionMistake {
  readonly kind: ConnectionMistakeKind;
  /** `problem`: requests are refused. `advice`: they work, and would work better. */
  readonly severity: 'problem' | 'advice';
  /** How many of the requests looked at show it, since it was last right. */
  readonly count: number;
  /** The latest that shows it. */
  readonly request: LoggedRequest;
}

interface Rule {
  readonly kind: ConnectionMistakeKind;
  readonly severity: ConnectionMistake['severity'];
  readonly shows: (request: LoggedRequest, connection: Connection) => boolean;
  /** A later request that shows that it was mended since. */
  readonly mends: (request: LoggedRequest) => boolean;
}

const isAnswered = ({ status }: LoggedRequest): boolean => status < 300;
const isAuthenticated = ({ status, cause }: LoggedRequest): boolean => status !== 401 && cause !== 'wrong_address';
const refusedFor =
  (cause: LoggedRequest['cause']) =>
  (request: LoggedRequest): boolean =>
    request.cause === cause;

const RULES: readonly Rule[] = [
  {
    kind: 'missing_scim_path',
    severity: 'problem',
    shows: refusedFor('wrong_address'),
    mends: isAnswered,
  },
  { kind: 'expired_token', severity: 'problem', shows: refusedFor('expired_token'), mends: isAuthenticated },
  { kind: 'revoked_token', severity: 'problem', shows: refusedFor('revoked_token'), mends: isAuthenticated },
  {
    kind: 'revoked_access_token',
    severity: 'problem',
    shows: refusedFor('revoked_access_token'),
    mends: isAuthenticated,
  },
  {
    kind: 'expired_access_token',
    severity: 'advice',
    shows: refusedFor('expired_access_token'),
    mends: isAuthenticated,
  },
  { kind: 'wrong_token', severity: 'problem', shows: refusedFor('wrong_token'), mends: isAuthenticated },
  { kind: 'wrong_base_url', severity: 'problem', shows: isBelowNoEndpoint, mends: isAnswered },
  {
    kind: 'missing_user_name',
    severity: 'problem',
    shows: (request) => isUserWrite(request) && request.status === 400 && !hasText(request.body, 'username'),
    mends: (request) => isUserWrite(request) && isAnswered(request),
  },
  {
    kind: 'wrong_content_type',
    severity: 'problem',
    shows: ({ status }) => status === 415,
    mends: (request) => request.body !== undefined && isAnswered(request),
  },
  { kind: 'paused', severity: 'problem', shows: refusedFor('paused'), mends: isAnswered },
  { kind: 'too_fast', severity: 'advice', shows: refusedFor('rate_limit'), mends: () => false },
  {
    kind: 'entra_flag_missing',
    severity: 'advice',
    shows: (request, { type }) => type === 'entra' && isPatch(request) && speaksLegacy(request.body),
    mends: (request) => isPatch(request) && request.body !== undefined && !speaksLegacy(request.body),
  },
];

/** How long ago a request that came too fast still matters. */
const TOO_FAST_MS = 15 * 60_000;

/**
 * What the latest requests of a connection (newest first) say that is not right yet. Each mistake is told once, problems
 * first; one that a later request shows to be mended is told no more.
 */
export function findMistakes(
  connection: Connection,
  requests: readonly LoggedRequest[],
  now: string,
): ConnectionMistake[] {
  const mistakes = RULES.flatMap(({ kind, severity, shows, mends }): ConnectionMistake[] => {
    if (kind === 'paused' && connection.pausedAt === undefined) return [];
    const mended = requests.findIndex(mends);
    const since = (mended < 0 ? requests : requests.slice(0, mended)).filter(
      (request) => kind !== 'too_fast' || Date.parse(now) - Date.parse(request.at) < TOO_FAST_MS,
    );
    const showing = since.filter((request) => shows(request, connection));
    const [latest] = showing;
    return latest ? [{ kind, severity, count: showing.length, request: latest }] : [];
  });
  return mistakes.sort((a, b) => Number(a.severity === 'advice') - Number(b.severity === 'advice'));
}

const ENDPOINTS: ReadonlySet<string> = new Set([
  'users',
  'groups',
  'schemas',
  'resourcetypes',
  'serviceproviderconfig',
  'me',
  'bulk',
  '.search',
]);
const ROOT = '/scim/v2';

/** The names in a path below the SCIM root, in lower case; undefined for a path elsewhere. */
function namesBelowRoot(path: string): readonly string[] | undefined {
  const [place = ''] = path.split('?', 1);
  if (!place.toLowerCase().startsWith(ROOT)) return undefined;
  return place
    .slice(ROOT.length)
    .split('/')
    .filter((name) => name !== '')
    .map((name) => name.toLowerCase());
}

/** `/scim/v2/scim/v2/Users`, `/scim/v2/Users/Users`: something stands in the base URL that ought not to. */
function isBelowNoEndpoint({ status, path }: LoggedRequest): boolean {
  const names = namesBelowRoot(path);
  if (status !== 404 || !names || names.length === 0) return false;
  const [first = '', second = ''] = names;
  return !ENDPOINTS.has(first) || (ENDPOINTS.has(second) && second !== '.search') || names.length > 2;
}

const isUserWrite = ({ method, path }: LoggedRequest): boolean =>
  (method === 'POST' || method === 'PUT') && namesBelowRoot(path)?.[0] === 'users' && !path.includes('.search');
const isPatch = ({ method }: LoggedRequest): boolean => method === 'PATCH';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function attributeOf(body: Json | undefined, lowerCaseName: string): Json | undefined {
  if (!isObject(body)) return undefined;
  const name = Object.keys(body).find((key) => key.toLowerCase() === lowerCaseName);
  return name === undefined ? undefined : body[name];
}

const hasText = (body: Json | undefined, lowerCaseName: string): boolean => {
  const value = attributeOf(body, lowerCaseName);
  return typeof value === 'string' && value !== '';
};

/** Entra without the flag: `Add`, `Replace`, `Remove`, and `"True"` for true. */
function speaksLegacy(body: Json | undefined): boolean {
  const operations = attributeOf(body, 'operations');
  if (!Array.isArray(operations)) return false;
  return (operations as readonly Json[]).some((operation) => {
    const op = attributeOf(operation, 'op');
    const value = attributeOf(operation, 'value');
    return (typeof op === 'string' && /^[A-Z][a-z]+$/.test(op)) || value === 'True' || value === 'False';
  });
}
