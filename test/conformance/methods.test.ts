import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Methods, routes } from '../../src/scim/routes.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'LINK'] as const;
const WITH_BODY: readonly string[] = ['POST', 'PUT', 'PATCH'];

interface Place {
  readonly path: string;
  readonly methods: Methods;
}

/** Every address there is, taken from the routes themselves, so that none can be forgotten here. */
const places: readonly Place[] = [...routes].flatMap(([name, { collection, item, search }]) => [
  ...(name === '.search' ? [] : [{ path: `/${name}`, methods: collection }]),
  ...(item ? [{ path: `/${name}/no-such-id`, methods: item }] : []),
  ...(search ? [{ path: name === '.search' ? '/.search' : `/${name}/.search`, methods: search }] : []),
]);
const knows = ({ methods }: Place, method: string) => Object.hasOwn(methods, method === 'HEAD' ? 'GET' : method);

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

describe('Every route with every method', () => {
  let service: ScimService;
  let client: ScimClient;
  beforeAll(async () => {
    service = await startScimService();
    client = await service.connect();
  });
  afterAll(() => service.close());

  it('is a list of all there is', () => {
    expect(places.map(({ path }) => path).sort()).toEqual(
      [
        ...['/', '/.search', '/bulk', '/groups', '/groups/.search', '/groups/no-such-id', '/me', '/resourcetypes'],
        ...['/resourcetypes/no-such-id', '/schemas', '/schemas/no-such-id', '/serviceproviderconfig', '/users'],
        ...['/users/.search', '/users/no-such-id'],
      ].sort(),
    );
  });

  const all = places.flatMap((place) => METHODS.map((method) => ({ place, method, path: place.path })));
  const unknown = all.filter(({ place, method }) => !knows(place, method));
  const known = all.filter(({ place, method }) => knows(place, method));
  const bodies = known.filter(({ method }) => WITH_BODY.includes(method));
  const questions = known.filter(({ method, path }) => ['GET', 'HEAD'].includes(method) || path.endsWith('.search'));

  it.each(unknown)('405 with Allow: $method $path', async ({ place, method, path }) => {
    const { status, headers, text } = await send(method, path, { body: '{}' });
    const allowed = METHODS.filter((one) => knows(place, one));
    expect([status, headers.allow?.split(', ').sort()]).toEqual([405, [...allowed].sort()]);
    expectScimError(status, text, method);
  });

  it.each(bodies)(
    '411 without a length, 413, 415 of type, charset and encoding, 400 of what is no JSON: $method $path',
    async ({ method, path }) => {
      // What may be asked only by whom a token is bound to is refused before its body is looked at.
      const isOwn = path === '/me';
      const json = { 'content-type': 'application/scim+json' };
      const answers: readonly (readonly [number, Sent])[] = [
        [411, {}],
        [415, { body: '<a/>', headers: { 'content-type': 'application/xml' } }],
        [415, { body: '{}', headers: { 'content-type': 'application/json; charset=utf-16' } }],
        [415, { body: '{}', headers: { ...json, 'content-encoding': 'gzip' } }],
        [400, { body: '{"a":', headers: json }],
        [400, { body: '', headers: { ...json, 'content-length': '0' } }],
        [413, { headers: { ...json, 'content-length': '99999999', connection: 'close' } }],
      ];
      for (const [expected, sent] of answers) {
        const { status, text } = await send(method, path, sent);
        expect([sent, status]).toEqual([sent, isOwn && sent.body === '' ? 501 : expected]);
        expectScimError(status, text, method);
      }
    },
  );

  it.each(questions)(
    '406 to who takes no JSON, an answer to who takes anything: $method $path',
    async ({ method, path }) => {
      const body = method === 'POST' ? '{}' : undefined;
      for (const accept of ['text/html', 'application/xml, text/*', 'application/json;q=0', 'a/b;q=x']) {
        const { status, text } = await send(method, path, { headers: { accept }, ...(body && { body }) });
        expect([accept, status]).toEqual([accept, 406]);
        expectScimError(status, text, method);
      }
      for (const accept of ['', '*/*', 'text/html, application/*;q=0.1', 'Application/SCIM+JSON; q=1, a/b']) {
        const { status, headers } = await send(method, path, { headers: { accept }, ...(body && { body }) });
        expect([200, 404, 501]).toContain(status);
        expect(headers['content-type']).toBe('application/scim+json; charset=utf-8');
      }
    },
  );

  it('does what it is told whatever kind of answer a change accepts', async () => {
    const { id } = await client.create('/Users', { userName: 'leaver' });
    const headers = { accept: 'text/html' };
    const body = JSON.stringify({ Operations: [{ op: 'replace', path: 'active', value: false }] });
    expect((await send('PATCH', `/Users/${id}`, { headers, body })).status).toBe(200);
    expect((await send('DELETE', `/Users/${id}`, { headers })).status).toBe(204);
  });

  it('answers HEAD as it would GET, without the body', async () => {
    const { id } = await client.create('/Users', { userName: 'headed' });
    for (const path of [`/Users/${id}`, '/Users', '/Groups', '/Schemas']) {
      const [whole, head] = [await send('GET', path, {}), await send('HEAD', path, {})];
      expect([head.status, head.text]).toEqual([200, '']);
      expect([head.headers.etag, head.headers['content-type']]).toEqual([
        whole.headers.etag,
        whole.headers['content-type'],
      ]);
    }
  });

  it('501 from /Me to tokens of nobody', async () => {
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'POST']) {
      expect((await send(method, '/Me', method === 'GET' ? {} : { body: '{}' })).status).toBe(501);
    }
  });

  /** Sends exactly these headers; a body has its length unless they say otherwise. */
  function send(method: string, path: string, { headers = {}, body }: Sent) {
    return new Promise<{ status: number; headers: Record<string, string | undefined>; text: string }>(
      (resolve, reject) => {
        const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
        const outgoing = request(
          service.url + path,
          { method, headers: { authorization: `Bearer ${client.token}`, ...length, ...headers } },
          (incoming) => {
            let text = '';
            incoming.setEncoding('utf8').on('data', (chunk: string) => {
              text += chunk;
            });
            incoming.on('error', () => {});
            incoming.on('end', () =>
              resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers as Record<string, string>, text }),
            );
          },
        );
        outgoing.on('error', reject);
        // Node would announce an empty body or a chunked one by itself.
        if (body === undefined && headers['content-length'] === undefined) outgoing.removeHeader('transfer-encoding');
        outgoing.flushHeaders();
        if (headers['content-length'] !== '99999999') outgoing.end(body);
      },
    );
  }

  function expectScimError(status: number, text: string, method: string): void {
    if (method === 'HEAD') {
      expect(text).toBe('');
      return;
    }
    expect(JSON.parse(text)).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      detail: expect.stringMatching(/^[A-Z]/),
    });
  }
});
