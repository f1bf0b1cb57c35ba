import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Checkpoints } from '../../src/application/ports/checkpoints.ts';
import { DatabaseUnavailable } from '../../src/application/ports/storage-errors.ts';
import { until } from '../support/until.ts';
import { directory, type ScimClient, type ScimService, startScimService } from './scim-service.ts';

interface Done {
  readonly status: string;
}

/** What a Bulk request is while it is being carried out. */
describe('RFC 7644 §3.7: a Bulk request under way', () => {
  let service: ScimService | undefined;
  afterEach(() => service?.close());

  const users = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      method: 'POST',
      path: '/Users',
      bulkId: `u${index}`,
      data: { userName: `u${index}` },
    }));

  /** Lets `count` changes commit and the others wait until it is opened. */
  function gate(count: number) {
    let passed = 0;
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const checkpoints: Checkpoints = {
      reached: async () => {
        passed += 1;
        if (passed > count) await opened;
      },
    };
    return { checkpoints, open: () => open(), arrived: () => passed };
  }

  async function send(client: ScimClient, url: string, Operations: readonly object[]) {
    const outgoing = httpRequest(`${url}/Bulk`, {
      method: 'POST',
      headers: { authorization: `Bearer ${client.token}`, 'content-type': 'application/scim+json' },
    });
    outgoing.on('error', () => {});
    outgoing.end(JSON.stringify({ Operations }));
    return outgoing;
  }

  it('is answered while it is carried out', async () => {
    const { checkpoints, open } = gate(20);
    service = await startScimService({ application: { checkpoints } });
    const client = await service.connect();
    const [response] = (await once(await send(client, service.url, users(21)), 'response')) as [IncomingMessage];
    response.setEncoding('utf8');
    let text = '';
    for await (const piece of response) {
      text += piece;
      if (text.includes('"u19"')) open();
    }
    const { Operations } = JSON.parse(text);
    expect(Operations.map(({ status }: Done) => status)).toEqual(users(21).map(() => '201'));
  });

  it('ends when the client goes away: what was done stays done, and is recorded', async () => {
    const sockets: Socket[] = [];
    const { checkpoints, open, arrived } = gate(10);
    service = await startScimService({
      application: { checkpoints },
      baseUrl: (incoming) => {
        sockets.push(incoming.socket);
        return `http://${incoming.headers.host}/scim/v2`;
      },
    });
    const client = await service.connect();
    const outgoing = await send(client, service.url, users(200));
    await until('operations under way', async () => arrived() > 10);
    const [socket] = sockets;
    if (!socket) throw new Error('Nothing arrived');
    const closed = once(socket, 'close');
    outgoing.destroy();
    await closed;
    open();
    const { database } = service.application;
    const { tenant } = client.organization;
    const ended = await until('the audit event of the end', async () => {
      const events = await database.auditEvents.find(tenant);
      return events.find(({ action }) => action === 'directory_request.refused');
    });
    const done = await database.directoryUsers.count(tenant);
    expect(done).toBeLessThan(200);
    expect(ended.details?.reason).toBe(`Ended after ${done} of 200 operations: the client went away`);
    expect(await database.syncJobs.count(tenant)).toBe(done);
    expect(service.application.errors).toEqual([]);
  });

  it('is 503 as a whole when nothing could be written, and says operation by operation what could not', async () => {
    const unavailable = () => Promise.reject(new DatabaseUnavailable('connect ECONNREFUSED 10.0.0.7'));
    let left = 0;
    const attempts: string[] = [];
    service = await startScimService({
      directory: {
        ...directory,
        createDirectoryUser: (app, request, content) => {
          attempts.push(content.userName);
          return left-- > 0 ? directory.createDirectoryUser(app, request, content) : unavailable();
        },
      },
    });
    const client = await service.connect();
    const none = await client.send('POST', '/Bulk', { Operations: users(100) });
    expect(none).toMatchObject({ status: 503, headers: { 'retry-after': '5' }, body: { status: '503' } });
    expect(attempts.length).toBeLessThan(100);
    left = 2;
    const some = await client.send('POST', '/Bulk', { failOnErrors: 5, Operations: users(4) });
    expect(some.body.Operations.map(({ status }: Done) => status)).toEqual(['201', '201', '503', '503']);
    expect(some.text).not.toContain('ECONN');
    expect(service.application.errors).toEqual([]);
  });

  it('answers 500 for one operation nobody foresaw to fail, and does the others', async () => {
    service = await startScimService({
      directory: {
        ...directory,
        createDirectoryUser: (app, request, content) =>
          content.userName === 'u1'
            ? Promise.reject(new TypeError('secret internals'))
            : directory.createDirectoryUser(app, request, content),
      },
    });
    const client = await service.connect();
    const answer = await client.send('POST', '/Bulk', { Operations: users(3) });
    expect(answer.body.Operations.map(({ status }: Done) => status)).toEqual(['201', '500', '201']);
    expect(answer.text).not.toContain('internals');
    expect(service.application.errors).toHaveLength(1);
  });
});
