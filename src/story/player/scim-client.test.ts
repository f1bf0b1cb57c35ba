import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { ScimClient } from './scim-client.ts';

it('comes back after the time it was told when it was too fast', async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    if (asked === 1) response.writeHead(429, { 'retry-after': '1' }).end('{}');
    else response.writeHead(200, { 'content-type': 'application/scim+json' }).end('{"totalResults":0}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const provider = {
    name: 'okta',
    title: 'Okta',
    headers: {},
    contentType: 'application/scim+json',
    space: '%20',
  } as const;
  const client = new ScimClient(provider, `http://127.0.0.1:${port}/scim/v2`, 'token');
  const answer = await client.send({ step: 'asks', method: 'GET', path: '/Users', expect: { status: [200] } }, {});
  expect(answer).toMatchObject({ status: 200, body: { totalResults: 0 } });
  expect(asked).toBe(2);
  client.close();
  server.close();
});
