import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import express from 'express';
import { streamEvents } from './stream-events.ts';

let server: Server | undefined;
afterEach(() => {
  jest.useRealTimers();
  server?.closeAllConnections();
  server?.close();
});

/** Serves one stream; `answers` are what the checks say, one after the other. */
async function serve(answers: (boolean | 'unknown')[]) {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'setTimeout'] });
  const app = express();
  let stopped = () => {};
  const hasStopped = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  app.get('/', (request, response) =>
    streamEvents(request, response, {
      start: (send) => {
        send('hello', { n: 1 });
        return stopped;
      },
      isStillAllowed: async () => {
        const answer = answers.shift();
        if (answer === 'unknown') throw new Error('the database is gone');
        return answer ?? true;
      },
    }),
  );
  server = createServer(app);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const leaving = new AbortController();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const response = await fetch(url, { signal: leaving.signal });
  return { response, hasStopped, leave: () => leaving.abort() };
}

describe('a stream of events', () => {
  it('ends when the caller may no longer see it, and not for a check that failed', async () => {
    const { response, hasStopped } = await serve([true, 'unknown', false]);
    for (let checks = 0; checks < 3; checks += 1) await jest.advanceTimersByTimeAsync(5_000);
    expect(await response.text()).toMatch(/^retry: 2000\n\nevent: hello\ndata: {"n":1}\n\n/);
    await hasStopped;
  });

  it('shows that it is alive', async () => {
    const { response, leave } = await serve([]);
    await jest.advanceTimersByTimeAsync(15_000);
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes(': still here')) {
      const { value } = (await reader?.read()) ?? {};
      text += new TextDecoder().decode(value);
    }
    leave();
  });

  it('stops when the caller goes away', async () => {
    const { hasStopped, leave } = await serve([]);
    leave();
    await hasStopped;
  });
});
