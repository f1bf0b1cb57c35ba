import type { SeededRandom } from '../../support/seeded-random.ts';
import { body, type HostileBody, type Known } from './hostile-body.ts';
import { bulkBody } from './hostile-bulk.ts';
import { attribute, brokenFilter, filter, mutateText } from './hostile-text.ts';

export interface FuzzRequest {
  readonly method: string;
  /** Below the SCIM root. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

const METHODS = [
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'LINK', 'M-SEARCH', 'PURGE'],
] as unknown as readonly [string, ...string[]];
const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/** One hostile request of a client that holds a token. */
export function fuzzRequest(random: SeededRandom, known: Known): FuzzRequest {
  const { method, path } = random.below(5) > 0 ? usual(random, known) : odd(random, known);
  const hasBody = WITH_BODY.has(method) || random.below(40) === 0;
  const isBulk = path === '/Bulk' && random.below(4) > 0;
  const sent = hasBody ? (isBulk ? bulkBody(random, known) : body(random, known)) : undefined;
  return {
    method,
    path: path + query(random),
    headers: { ...headers(random), ...(sent && headersOf(random, sent)) },
    ...(sent && { body: sent.bytes }),
  };
}

interface Target {
  readonly method: string;
  readonly path: string;
}

/** A method where it belongs, so that what else is wrong with the request is looked at. */
function usual(random: SeededRandom, { userId, groupId }: Known): Target {
  return random.pick<Target>([
    { method: 'GET', path: '/Users' },
    { method: 'GET', path: '/Groups' },
    { method: 'GET', path: `/Users/${userId}` },
    { method: 'GET', path: `/Groups/${groupId}` },
    { method: 'POST', path: '/Users' },
    { method: 'POST', path: '/Groups' },
    { method: 'PUT', path: `/Users/${userId}` },
    { method: 'PUT', path: `/Groups/${groupId}` },
    { method: 'PATCH', path: `/Users/${userId}` },
    { method: 'PATCH', path: `/Users/${userId}` },
    { method: 'PATCH', path: `/Groups/${groupId}` },
    { method: 'PATCH', path: `/Groups/${groupId}` },
    { method: 'POST', path: '/Bulk' },
    { method: 'POST', path: random.pick(['/.search', '/Users/.search', '/Groups/.search']) },
    { method: 'GET', path: random.pick(['/Schemas', '/ResourceTypes', '/ServiceProviderConfig', '/Me']) },
  ]);
}

function odd(random: SeededRandom, { userId, groupId }: Known): Target {
  const method = random.pick(METHODS);
  const place = random.pick(['/Users', '/Groups', '/users', '/Me', '/Bulk', '/Nothing', '', '/', '//Users'] as const);
  // What the other requests are about is not deleted.
  const own = method === 'DELETE' ? 'no-such-id' : place === '/Groups' ? groupId : userId;
  const strange = [
    '%',
    '%00',
    '%ff',
    '..',
    '../Users',
    'a'.repeat(3_000),
    'x"%20or%20id%20eq%20"1',
    `${own}/extra`,
  ] as const;
  const id = random.pick(['', own, encode(mutateText(random, own)), random.pick(strange)]);
  return { method, path: id === '' ? place : `${place}/${id}` };
}

function query(random: SeededRandom): string {
  const count = random.below(4);
  if (count === 0) return '';
  const parameters = Array.from({ length: count }, () => {
    switch (random.below(7)) {
      case 0:
      case 1:
        return `filter=${encode(filter(random))}`;
      case 2:
        return `filter=${encode(brokenFilter(random))}`;
      case 3:
        return `${random.pick(['attributes', 'excludedAttributes', 'sortBy'] as const)}=${encode(attribute(random))}`;
      case 4:
        return `${random.pick(['startIndex', 'count'] as const)}=${random.pick(['0', '-1', '1', '1e9', '99999999999999999999', 'NaN', '', '2.5', '%'] as const)}`;
      case 5:
        return `${random.pick(['cursor', 'sortOrder', '__proto__', 'access_token'] as const)}=${encode(mutateText(random, 'descending'))}`;
      default:
        return mutateText(random, 'filter=a&filter=b').replaceAll(/[^\x21-\x7e]/g, '');
    }
  });
  return `?${parameters.join('&')}`.slice(0, 15_000);
}

const headers = (random: SeededRandom): Record<string, string> => ({
  ...(random.below(10) === 0 && {
    'if-match': random.pick(['*', 'W/"1"', '"1"', 'W/"x"', '', 'W/"1", W/"2"', `W/"${'9'.repeat(40)}"`]),
  }),
  ...(random.below(10) === 0 && { 'if-none-match': random.pick(['*', 'W/"1"', '"', 'W/"1.abc"']) }),
  ...(random.below(10) === 0 && { accept: random.pick(['text/html', 'application/xml', '*/*', '', 'a/b;q=x']) }),
  ...(random.below(20) === 0 && { host: random.pick(['evil.example', '', 'a b', '[::1', 'x'.repeat(500)]) }),
  ...(random.below(20) === 0 && { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher' }),
  ...(random.below(30) === 0 && { 'x-http-method-override': 'DELETE' }),
  ...(random.below(40) === 0 && { range: random.pick(['bytes=0-', 'bytes=9-1', 'items=0-99999999999999999999']) }),
  ...(random.below(40) === 0 && { 'if-modified-since': random.pick(['Thu, 01 Jan 1970 00:00:00 GMT', 'never']) }),
  ...(random.below(60) === 0 && { expect: random.pick(['100-continue', 'wonders']) }),
  ...(random.below(60) === 0 && { upgrade: 'h2c', connection: 'Upgrade, HTTP2-Settings' }),
  ...(random.below(60) === 0 && { te: 'trailers, deflate;q=0.5' }),
  ...(random.below(100) === 0 && {
    authorization: random.pick(['', 'Bearer', 'Basic YTpi', 'Bearer a b', `Bearer ${'x'.repeat(3_000)}`, 'bearer ~']),
  }),
  ...(random.below(60) === 0 && {
    forwarded: 'for=unknown;host=evil.example;proto=gopher',
    'x-forwarded-for': '::1, 999.999.999.999',
  }),
  ...(random.below(30) === 0 && { 'x-request-id': 'x'.repeat(random.below(4_000)) }),
});

function headersOf(random: SeededRandom, { encoding }: HostileBody): Record<string, string> {
  const usual = ['application/scim+json', 'application/json', 'application/json; charset=utf-8'] as const;
  const odd = ['text/plain', 'application/xml', 'application/json; charset=utf-16', '', ';;;'] as const;
  const type = random.below(12) > 0 ? random.pick(usual) : random.pick(odd);
  return {
    ...(random.below(10) > 0 && { 'content-type': type }),
    ...(encoding !== undefined && { 'content-encoding': encoding }),
    ...(random.below(15) === 0 && { 'transfer-encoding': 'chunked' }),
  };
}

/** What encodeURIComponent cannot take goes as it would from a client that is wrong about Unicode. */
const encode = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replaceAll('%EF%BF%BD', '%ED%A0%80');
