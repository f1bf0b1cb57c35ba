import { readFileSync } from 'node:fs';
import { Agent, get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import { listen } from '../../src/http/listen.ts';
import { CannotListen, PortTaken, UnprotectedAddress } from '../../src/http/listen-errors.ts';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const tls = { cert: fixture('localhost.cert.pem'), key: fixture('localhost.key.pem') };

const hello = () => {
  const app = express();
  app.get('/', (request, response) => void response.send(request.protocol));
  return app;
};

const read = (url: string, options: { agent?: Agent; ca?: string } = {}) =>
  new Promise<string>((resolve, reject) => {
    const get = url.startsWith('https') ? httpsGet : httpGet;
    get(url, options as object, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });

describe('listening', () => {
  it.each(['0.0.0.0', '::', '192.0.2.1', 'holdfast.example'])('refuses %s without TLS or a proxy', async (host) => {
    await expect(listen(hello(), { host, port: 0 })).rejects.toThrow(UnprotectedAddress);
    await expect(listen(hello(), { host, port: 0 })).rejects.toThrow(/TLS_CERT/);
  });

  it.each([{ trustedProxy: '10.0.0.0/8' }, { tls }])('accepts every address with %j', async (protection) => {
    const server = await listen(hello(), { host: '0.0.0.0', port: 0, ...protection });
    await server.close();
  });

  it('serves HTTPS with a certificate', async () => {
    const server = await listen(hello(), { host: '127.0.0.1', port: 0, tls });
    expect(server.url).toBe(`https://127.0.0.1:${server.port}`);
    expect(await read(server.url, { ca: tls.cert })).toBe('https');
    await server.close();
  });

  it('says so when certificate or key are not usable', async () => {
    const broken = { cert: tls.cert, key: 'nonsense' };
    await expect(listen(hello(), { host: '127.0.0.1', port: 0, tls: broken })).rejects.toThrow(CannotListen);
  });

  it('says so when the port is taken', async () => {
    const server = await listen(hello(), { host: '127.0.0.1', port: 0 });
    const again = listen(hello(), { host: '127.0.0.1', port: server.port });
    await expect(again).rejects.toThrow(PortTaken);
    await expect(again).rejects.toThrow(`Port ${server.port} on 127.0.0.1 is taken`);
    await server.close();
  });

  it('says so when the address is not this machine’s', async () => {
    const elsewhere = { host: '192.0.2.1', port: 0, tls };
    await expect(listen(hello(), elsewhere)).rejects.toThrow(CannotListen);
  });
});

describe('draining', () => {
  it('serves on, and ends each connection with its next answer', async () => {
    const server = await listen(hello(), { host: '127.0.0.1', port: 0 });
    const agent = new Agent({ keepAlive: true });
    const connectionHeader = () =>
      new Promise<string | undefined>((resolve, reject) => {
        httpGet(server.url, { agent }, (response) => {
          response.resume().on('end', () => resolve(response.headers.connection));
        }).on('error', reject);
      });
    expect(await connectionHeader()).toBe('keep-alive');
    server.drain();
    expect([await connectionHeader(), await connectionHeader()]).toEqual(['close', 'close']);
    await server.close();
    agent.destroy();
  });
});

describe('closing', () => {
  it('lets running requests finish and takes no new ones', async () => {
    const app = express();
    let answer = () => {};
    const arrived = new Promise<void>((resolve) => {
      app.get('/slow', (_request, response) => {
        answer = () => void response.send('done');
        resolve();
      });
    });
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    const agent = new Agent({ keepAlive: true });
    const running = read(`${server.url}/slow`, { agent });
    await arrived;
    const closed = server.close();
    await expect(read(server.url)).rejects.toThrow(/ECONNREFUSED/);
    answer();
    expect(await running).toBe('done');
    await closed;
    agent.destroy();
  });

  it('does not wait for ever for a request that never ends', async () => {
    const app = express();
    const arrived = new Promise<void>((resolve) => app.get('/never', () => resolve()));
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    const running = read(`${server.url}/never`).catch((error: Error) => error.message);
    await arrived;
    await server.close(10);
    expect(await running).toMatch(/hang up|ECONNRESET/);
  });
});
