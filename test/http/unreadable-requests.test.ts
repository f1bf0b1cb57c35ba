import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { answerUnreadable } from '../../src/http/answer-unreadable.ts';
import { type Listening, listen } from '../../src/http/listen.ts';
import { describeUnreadable } from '../../src/main/describe-unreadable.ts';

const LONG = 'a'.repeat(20_000);
const SCIM = /^application\/scim\+json/;
const PROBLEM = /^application\/problem\+json/;

describe('Requests that cannot be read', () => {
  let server: Listening;

  beforeAll(async () => {
    const app = express();
    app.post('/scim/v2/begun', (request, response) => {
      response.write('begun');
      request.resume();
    });
    app.post('/scim/v2/refused', (request, response) => {
      response.json({});
      request.resume();
    });
    const anything = express.Router().use((request, response) => {
      request.resume().on('end', () => response.json({ path: request.path }));
    });
    // Below a router, as the routes of SCIM are: it shortens the address of the request.
    app.use('/scim/v2', anything).use(anything);
    server = await listen(app, { host: '127.0.0.1', port: 0, describeUnreadable });
  });
  afterAll(() => server.close(100));

  it.each<[string, string, number, RegExp]>([
    ['a long address', `GET /scim/v2/Users?filter=${LONG} HTTP/1.1\r\nHost: a\r\n\r\n`, 431, SCIM],
    ['a long address of the API', `GET /api/v1/me?${LONG} HTTP/1.1\r\nHost: a\r\n\r\n`, 431, PROBLEM],
    ['long headers', `GET /scim/v2/Users HTTP/1.1\r\nHost: a\r\nX: ${LONG}\r\n\r\n`, 431, SCIM],
    ['a header without a name', 'GET /scim/v2/Users HTTP/1.1\r\n: a\r\n\r\n', 400, SCIM],
    ['a length that is none', 'POST /scim/v2/Users HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n', 400, SCIM],
    [
      'two lengths',
      'POST /scim/v2/Users HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      SCIM,
    ],
    [
      'a length and chunks',
      'POST /scim/v2/Users HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      SCIM,
    ],
    [
      'a chunk without a size',
      'POST /scim/v2/Users HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      400,
      SCIM,
    ],
    ['another version', 'GET /scim/v2/Users HTTP/9.1\r\nHost: a\r\n\r\n', 400, SCIM],
    ['letters no address has', 'GET /scim/v2/Us\u00e9rs HTTP/1.1\r\nHost: a\r\n\r\n', 400, SCIM],
    ['a method that is none', 'FROB /scim/v2/Users HTTP/1.1\r\nHost: a\r\n\r\n', 400, SCIM],
    [
      'an expectation',
      'GET /scim/v2/Users HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\nConnection: close\r\n\r\n',
      417,
      SCIM,
    ],
    ['something else altogether', 'hello\r\n\r\n', 400, PROBLEM],
    ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001', 400, PROBLEM],
  ])('are answered: %s', async (_what, bytes, status, contentType) => {
    const answer = parse(await exchange(Buffer.from(bytes, 'latin1')));
    expect(answer).toMatchObject({ status, contentType: expect.stringMatching(contentType) });
    expect(answer.body.detail).toMatch(/^[A-Z][^\n]+$/);
    if (contentType === SCIM) {
      expect(answer.body).toMatchObject({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: String(status),
      });
    } else expect(answer.body).toMatchObject({ status, type: 'urn:holdfast:problem:unreadable-request' });
  });

  it('get no body where HEAD asks for none', async () => {
    const text = await exchange(Buffer.from(`HEAD /scim/v2/Users?filter=${LONG} HTTP/1.1\r\nHost: a\r\n\r\n`));
    expect(text).toMatch(/^HTTP\/1\.1 431 /);
    expect(text).toMatch(/\r\n\r\n$/);
  });

  it('are not left behind a request that asks for another protocol: its answer ends the connection', async () => {
    const head =
      'POST /scim/v2/Users HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nContent-Length: 1\r\n\r\na';
    const text = await exchange(Buffer.from(head));
    expect(text).toMatch(/^HTTP\/1\.1 200 .*connection: close/is);
  });

  it('are not answered again when they are the rest of a body that was refused', async () => {
    const head = 'POST /scim/v2/refused HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n';
    const text = await exchange(Buffer.from(head), 'answered', Buffer.from('zz\r\n'));
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200']);
  });

  it('are taken for SCIM when only the tail of a long address arrived last', async () => {
    const pieces = [`GET /scim/v2/Users?filter=${'a'.repeat(10_000)}`, 'b'.repeat(10_000)];
    const answer = parse(await exchange(...pieces.map((piece) => Buffer.from(piece))));
    expect(answer).toMatchObject({ status: 431, body: { status: '431' } });
  });

  it('are answered like the request before on their connection where nothing else tells what they are about', async () => {
    const first = 'GET /scim/v2/Users HTTP/1.1\r\nHost: a\r\n\r\n';
    const both = await exchange(Buffer.from(first), 'answered', Buffer.from('garbage\r\n\r\n'));
    expect(both.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
    expect(both).toContain('application/scim+json');
  });

  it('end an answer that has begun, instead of being written into it', async () => {
    const head = 'POST /scim/v2/begun HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n';
    const text = await exchange(Buffer.from(head), 'answered', Buffer.from('zz\r\n'));
    expect(text).toContain('begun');
    expect(text).not.toContain('cannot be read');
  });

  it('are 408 when their head, or their body, does not arrive in time', async () => {
    const impatient = createServer(
      { headersTimeout: 50, requestTimeout: 50, connectionsCheckingInterval: 10 },
      (request) => request.resume(),
    );
    answerUnreadable(impatient, describeUnreadable);
    await once(impatient.listen(0, '127.0.0.1'), 'listening');
    const { port } = impatient.address() as AddressInfo;
    const body = 'POST /scim/v2/Users HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{';
    const late = parse(await exchangeWith(port, Buffer.from(body)));
    expect(late).toMatchObject({ status: 408, contentType: expect.stringMatching(SCIM), body: { status: '408' } });
    const silent = parse(await exchangeWith(port, Buffer.from('GET /scim/v2/Users HTTP/1.1\r\nHost')));
    expect(silent).toMatchObject({ status: 408, contentType: expect.stringMatching(PROBLEM) });
    await new Promise((resolve) => impatient.close(resolve));
  });

  const exchange = (...pieces: readonly (Buffer | 'answered')[]) => exchangeWith(server.port, ...pieces);

  /** Sends one piece after the other, at `answered` once something came back; resolves with all that did. */
  async function exchangeWith(port: number, ...pieces: readonly (Buffer | 'answered')[]): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => {});
    const closed = once(socket, 'close');
    for (const piece of pieces) {
      if (piece === 'answered') {
        if (text === '') await once(socket, 'data');
      } else {
        await new Promise((resolve) => socket.write(piece, resolve));
        // Turns of this process, in which the server reads what was written.
        for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      }
    }
    await closed;
    return text;
  }
});

function parse(text: string) {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
    contentType: /^content-type: (.+)$/im.exec(head)?.[1] ?? '',
    body: JSON.parse(body) as Record<string, unknown>,
  };
}
