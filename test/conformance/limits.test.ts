import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConnectionRateLimits } from '../../src/application/connections/connection-rate-limits.ts';
import { type ScimService, startScimService } from './scim-service.ts';

const ERROR = ['urn:ietf:params:scim:api:messages:2.0:Error'];

describe('Limits of the SCIM surface', () => {
  let service: ScimService;
  let nowMs = 0;
  let processes = 1;

  beforeAll(async () => {
    const limits = new ConnectionRateLimits({
      byDefault: { requestsPerSecond: 2, burst: 4 },
      processes: () => processes,
      nowMs: () => nowMs,
    });
    service = await startScimService({ limits, bodyWithinMs: 300 });
  });

  afterAll(async () => {
    await service.close();
  });

  it('answer 429 with whole seconds in Retry-After and a SCIM error that says the limit (RFC 7644 §3.12)', async () => {
    const client = await service.connect();
    for (let index = 0; index < 4; index++) {
      expect((await client.send('GET', '/Users')).status).toBe(200);
    }
    const { status, headers, body } = await client.send('GET', '/Users');
    expect(status).toBe(429);
    expect(headers['retry-after']).toMatch(/^[1-9]\d*$/);
    expect(headers['content-type']).toMatch(/^application\/scim\+json/);
    expect(body).toEqual({
      schemas: ERROR,
      status: '429',
      detail: 'This connection may send 2 requests a second, and up to 4 at once: come back after 1 second',
    });
    nowMs += Number(headers['retry-after']) * 1000;
    expect((await client.send('GET', '/Users')).status).toBe(200);
  });

  it('are 2,000 operations for a PATCH: more is 413, and none of them is carried out', async () => {
    const client = await service.connect();
    const { id } = await client.create('/Groups', { displayName: 'Many' });
    const operations = (length: number) => ({
      Operations: Array.from({ length }, (_, index) => ({
        op: 'replace',
        path: 'displayName',
        value: `Many ${index}`,
      })),
    });
    const { status, body } = await client.send('PATCH', `/Groups/${id}`, operations(2_001));
    expect([status, body]).toEqual([
      413,
      {
        schemas: ERROR,
        status: '413',
        detail: 'The request holds 2001 operations: send at most 2000 at once, or list several values in one',
      },
    ]);
    expect((await client.send('GET', `/Groups/${id}`)).body.displayName).toBe('Many');
    expect((await client.send('PATCH', `/Groups/${id}`, operations(2_000))).status).toBe(204);
  });

  it('hold one connection back and no other', async () => {
    const [fast, other] = [await service.connect(), await service.connect()];
    for (let index = 0; index < 4; index++) await fast.send('GET', '/Schemas');
    expect((await fast.send('GET', '/Schemas')).status).toBe(429);
    expect((await other.send('GET', '/Schemas')).status).toBe(200);
  });

  it('leave what was refused undone, without a trace in the audit log', async () => {
    const client = await service.connect();
    for (let index = 0; index < 4; index++) await client.send('GET', '/Users');
    const refused = await client.send('POST', '/Users', { userName: 'too.fast@acme.example' });
    expect(refused.status).toBe(429);
    const { tenant } = client.organization;
    expect(await service.application.database.directoryUsers.count(tenant)).toBe(0);
    expect(await service.application.database.auditEvents.count(tenant)).toBe(0);
  });

  it('count a Bulk request by its operations: an idle connection may send any number, then waits', async () => {
    const client = await service.connect({ rateLimit: { requestsPerSecond: 10, burst: 20 } });
    const bulk = (count: number, first: number) => ({
      Operations: Array.from({ length: count }, (_, index) => ({
        method: 'POST',
        path: '/Users',
        bulkId: `${index}`,
        data: { userName: `bulk ${first + index}` },
      })),
    });
    const all = await client.send('POST', '/Bulk', bulk(100, 0));
    expect(all.body.Operations.map(({ status }: { status: string }) => status)).toEqual(Array(100).fill('201'));
    const refused = await client.send('GET', '/Users');
    // 80 of the 100 are owed, and one is for the request itself.
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '9']);
    nowMs += 8_000;
    expect((await client.send('GET', '/Users')).status).toBe(429);
    nowMs += 200;
    expect((await client.send('GET', '/Users')).body.totalResults).toBe(100);
    expect((await client.send('POST', '/Bulk', bulk(1, 100))).body.Operations[0].status).toBe('201');
  });

  it('are those of the connection where it has its own', async () => {
    const client = await service.connect({ rateLimit: { requestsPerSecond: 1, burst: 1 } });
    expect((await client.send('GET', '/Users')).status).toBe(200);
    const { body } = await client.send('GET', '/Users');
    expect(body.detail).toContain('1 request a second, and up to 1 at once');
  });

  it('are shared by the processes that serve', async () => {
    processes = 2;
    const client = await service.connect();
    const statuses = [];
    for (let index = 0; index < 4; index++) statuses.push((await client.send('GET', '/Users')).status);
    processes = 1;
    expect(statuses).toEqual([200, 200, 429, 429]);
  });

  it('answer 408 to a body that does not arrive, chunked or announced, and end the connection', async () => {
    for (const framing of ['Transfer-Encoding: chunked', 'Content-Length: 500']) {
      const client = await service.connect();
      const answer = await sendSlowly(service.url, client.token, framing);
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(answer).toMatch(/^connection: close\r$/im);
      expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ schemas: ERROR, status: '408' });
    }
  });
});

/** Sends the head and the beginning of a body, then nothing more; resolves with all that came back. */
async function sendSlowly(url: string, token: string, framing: string): Promise<string> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  const body = framing.startsWith('Transfer') ? '5\r\n{"use\r\n' : '{"use';
  socket.write(
    [
      `POST ${pathname}/Users HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      `Authorization: Bearer ${token}`,
      'Content-Type: application/scim+json',
      framing,
      '',
      body,
    ].join('\r\n'),
  );
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  await once(socket, 'close');
  return answer;
}
