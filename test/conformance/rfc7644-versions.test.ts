import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

describe.each([
  ['/Users', { userName: 'bjensen' }, 'nickName'],
  ['/Groups', { displayName: 'Tour Guides' }, 'externalId'],
] as const)('RFC 7644 §3.14: versions of %s', (endpoint, resource, attribute) => {
  let service: ScimService;
  let client: ScimClient;
  let path: string;
  let version: string;
  beforeAll(async () => {
    service = await startScimService();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    client = await service.connect();
    const created = await client.send('POST', endpoint, resource);
    path = `${endpoint}/${created.body.id}`;
    version = created.headers.etag ?? '';
    expect(version).toMatch(/^W\/".+"$/);
    expect(created.body.meta.version).toBe(version);
  });

  const get = (ifNoneMatch: string) => client.send('GET', path, undefined, { 'if-none-match': ifNoneMatch });
  const put = (value: string, headers: Record<string, string> = {}) =>
    client.send('PUT', path, { ...resource, [attribute]: value }, headers);
  const patch = (value: string, headers: Record<string, string> = {}) =>
    client.send('PATCH', path, { Operations: [{ op: 'replace', path: attribute, value }] }, headers);

  it('example: 304 without a body while the resource is the version that If-None-Match names', async () => {
    expect(await get(version)).toMatchObject({ status: 304, text: '', headers: { etag: version } });
    expect((await get(`"other", ${version}`)).status).toBe(304);
    expect((await get(version.replace('W/', ''))).status).toBe(304);
    expect((await get('*')).status).toBe(304);
    expect((await get('W/"other"')).status).toBe(200);
    await patch('x');
    const changed = await get(version);
    expect(changed.status).toBe(200);
    expect(changed.headers.etag).toBe(changed.body.meta.version);
    expect(changed.headers.etag).not.toBe(version);
  });

  it('example: changes are made to the version that If-Match names, and refused with 412 to another', async () => {
    for (const change of [put, patch]) {
      const current = (await client.send('GET', path)).headers.etag ?? '';
      const done = await change(`by ${change.name}`, { 'if-match': current });
      expect(done.status).toBeLessThan(300);
      expect(done.headers.etag).not.toBe(current);
      const refused = await change('late', { 'if-match': current });
      expect(refused).toMatchObject({ status: 412, body: { status: '412', detail: expect.any(String) } });
      expect((await client.send('GET', path)).body[attribute]).toBe(`by ${change.name}`);
    }
    expect((await client.send('DELETE', path, undefined, { 'if-match': version })).status).toBe(412);
    const current = (await client.send('GET', path)).headers.etag ?? '';
    expect((await client.send('DELETE', path, undefined, { 'if-match': current })).status).toBe(204);
  });

  it('If-Match: * means any version, of a resource that is there', async () => {
    expect((await put('x', { 'if-match': '*' })).status).toBe(200);
    expect((await patch('y', { 'if-match': '*' })).status).toBeLessThan(300);
    expect((await client.send('DELETE', path, undefined, { 'if-match': '*' })).status).toBe(204);
    expect((await client.send('DELETE', path, undefined, { 'if-match': '*' })).status).toBe(404);
    expect((await put('z', { 'if-match': '*' })).status).toBe(404);
  });

  it('If-Match may list several versions', async () => {
    expect((await put('x', { 'if-match': `"99", ${version}` })).status).toBe(200);
    expect((await put('y', { 'if-match': `"99", ${version}` })).status).toBe(412);
  });

  it('If-None-Match: * refuses a change of what is there (RFC 9110 §13.1.2)', async () => {
    for (const wanted of ['*', version]) {
      expect((await put('x', { 'if-none-match': wanted })).status).toBe(412);
      expect((await patch('x', { 'if-none-match': wanted })).status).toBe(412);
      expect((await client.send('DELETE', path, undefined, { 'if-none-match': wanted })).status).toBe(412);
    }
    expect((await put('x', { 'if-none-match': 'W/"other"' })).status).toBe(200);
    expect((await client.send('GET', path)).body[attribute]).toBe('x');
  });

  it('what changes nothing leaves the version alone', async () => {
    await put('x');
    const { etag } = (await client.send('GET', path)).headers;
    expect((await put('x')).headers.etag).toBe(etag);
    expect((await patch('x')).headers.etag).toBe(etag);
  });

  it('concurrent changes without If-Match are all made, with it only one', async () => {
    const many = await Promise.all(Array.from({ length: 6 }, (_, index) => patch(`value ${index}`)));
    expect(many.every(({ status }) => status < 300)).toBe(true);
    const { etag = '' } = (await client.send('GET', path)).headers;
    const raced = await Promise.all(
      Array.from({ length: 6 }, (_, index) => patch(`raced ${index}`, { 'if-match': etag })),
    );
    expect(raced.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(raced.filter(({ status }) => status === 412)).toHaveLength(5);
  });
});
