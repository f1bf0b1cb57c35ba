import http from 'node:http';

const IDLE_MS = 2_000;

/** A client that keeps up to `connections` connections open to one server. */
export function createClient(baseUrl, headers, connections) {
  const { hostname, port, pathname } = new URL(baseUrl);
  // Idle connections end here, well before the server ends them: it could do so while a request is on its way.
  const timeout = IDLE_MS;
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections, timeout });
  const prefix = pathname.replace(/\/$/, '');

  /** One request; resolves with its status once the whole answer has arrived, and with its body where that is wanted. */
  function send({ method, path, body, wantsBody = false }) {
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const sized = payload && { 'content-type': 'application/scim+json', 'content-length': payload.length };
    return new Promise((resolve, reject) => {
      const request = http.request(
        { agent, hostname, port, method, path: prefix + path, headers: { ...headers, ...sized } },
        (response) => {
          const chunks = [];
          response.on('data', wantsBody ? (chunk) => chunks.push(chunk) : () => {});
          response.on('end', () => {
            resolve({ status: response.statusCode, body: wantsBody ? Buffer.concat(chunks).toString() : undefined });
          });
          response.on('error', reject);
        },
      );
      request.on('error', reject);
      request.end(payload);
    });
  }

  /** Sends and insists on a 2xx answer, whose JSON it returns. */
  async function call(method, path, body) {
    const answer = await send({ method, path, body, wantsBody: true });
    if (answer.status >= 300) throw new Error(`${method} ${path} was answered ${answer.status}: ${answer.body}`);
    return answer.body ? JSON.parse(answer.body) : undefined;
  }

  return { send, call, close: () => agent.destroy() };
}

/**
 * `concurrency` clients that each send the next request when the last one is answered, until the time is over. `next`
 * makes the request of a client; undefined ends it early.
 */
export async function runClosedLoop({ client, concurrency, durationMs, next }) {
  const latencies = [];
  const failures = new Map();
  const startedAt = performance.now();
  const deadline = startedAt + durationMs;
  const worker = async (lane) => {
    while (performance.now() < deadline) {
      const request = next(lane);
      if (request === undefined) return;
      const sentAt = performance.now();
      const { status } = await client.send(request);
      latencies.push(performance.now() - sentAt);
      if (status >= 300) failures.set(status, (failures.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, lane) => worker(lane)));
  const seconds = (performance.now() - startedAt) / 1000;
  return { perSecond: latencies.length / seconds, count: latencies.length, latencies, failures };
}

/** Sends at a steady rate, however long the answers take. */
export async function runOpenLoop({ perSecond, durationMs, send }) {
  const startedAt = performance.now();
  const running = [];
  for (let number = 0; ; number++) {
    const dueAt = startedAt + (number * 1000) / perSecond;
    if (dueAt - startedAt >= durationMs) break;
    const wait = dueAt - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    running.push(send(number));
  }
  await Promise.all(running);
}
