import { Agent, createServer, get, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const LOOK_MS = 200;
/** Shorter than the servers keep idle connections. */
const IDLE_MS = 4_000;

/**
 * A reverse proxy for trying things out: round robin over those whose `/readyz` says 200. A request that was not begun
 * goes to the next; one that broke off is broken off for the client too, as nobody knows what became of it.
 */
export async function startBalancer({ port, backends }) {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 50, timeout: IDLE_MS });
  const ready = new Set();
  let turn = 0;

  const look = async (backend) => {
    if (await isReady(backend)) ready.add(backend);
    else ready.delete(backend);
  };
  const stopping = new AbortController();
  const watch = async (backend) => {
    while (!stopping.signal.aborted) {
      await look(backend);
      await delay(LOOK_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  };

  const pass = async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const candidates = backends.filter((backend) => ready.has(backend));
    for (let tries = 0; tries < candidates.length; tries++) {
      const backend = candidates[turn++ % candidates.length];
      const outcome = await forward(agent, backend, incoming, body, outgoing);
      if (outcome === 'answered') return;
      ready.delete(backend);
      if (outcome === 'broken') return outgoing.destroy();
    }
    outgoing.writeHead(503, { 'retry-after': '1' }).end();
  };
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  await Promise.all(backends.map(look));
  backends.forEach(watch);
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      stopping.abort();
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}

/** 'answered', 'refused' (not begun) or 'broken'. */
const forward = (agent, port, { method, url, headers, socket }, body, outgoing) =>
  new Promise((resolve) => {
    const passed = { ...headers, 'x-forwarded-for': socket.remoteAddress, 'x-forwarded-proto': 'http' };
    const onward = request({ agent, host: '127.0.0.1', port, method, path: url, headers: passed });
    onward.on('response', (answer) => {
      const { connection: _connection, 'keep-alive': _keepAlive, ...others } = answer.headers;
      outgoing.writeHead(answer.statusCode, others);
      answer.on('error', () => resolve('broken'));
      answer.on('aborted', () => resolve('broken'));
      answer.pipe(outgoing).on('finish', () => resolve('answered'));
    });
    onward.on('error', ({ code }) => resolve(code === 'ECONNREFUSED' ? 'refused' : 'broken'));
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) onward.destroy();
      resolve('answered');
    });
    onward.end(body);
  });

const isReady = (port) =>
  new Promise((resolve) => {
    const asked = get({ host: '127.0.0.1', port, path: '/readyz', agent: false, timeout: 3_000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(false));
  });
