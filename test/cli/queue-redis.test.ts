import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { ensureInstance } from '../../src/application/accounts/ensure-instance.ts';
import { DidNotStart, type HoldfastProcess } from '../../src/main/spawn-holdfast.ts';
import { createPushTarget } from '../faults/push-target.ts';
import { ScimSession } from '../faults/scim-session.ts';
import { CleanUp } from '../support/clean-up.ts';
import { freePort, hasRedisServer, startRedisServer } from '../support/redis-server.ts';
import { runHoldfast } from '../support/run-holdfast.ts';
import { errorsOf, startShipped } from '../support/shipped-process.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

jest.setTimeout(90_000);

const PASSWORD = 'hunter2 rabbits';
const authority = fileURLToPath(new URL('../http/fixtures/localhost.cert.pem', import.meta.url));
const key = fileURLToPath(new URL('../http/fixtures/localhost.key.pem', import.meta.url));

const describeWithRedis = hasRedisServer() ? describe : describe.skip;
if (!hasRedisServer()) {
  console.error('SKIPPED: redis-server is not installed (Debian: apt-get install redis-server)');
}

interface Found {
  readonly check: string;
  readonly state: string;
  readonly detail: string;
  readonly fix?: string;
}

describeWithRedis('the Redis of QUEUE_URL', () => {
  const cleanUp = new CleanUp();
  afterEach(() => cleanUp.run());

  const installation = async (): Promise<{ app: TestApplication; url: string }> => {
    const opened = await openTestDatabase();
    cleanUp.add(() => opened.close());
    const app = createTestApplication(opened.database);
    await ensureInstance(app);
    return { app, url: opened.url };
  };
  const start = async (how: Parameters<typeof startRedisServer>[0] = {}) => {
    const server = await startRedisServer(how);
    cleanUp.add(() => server.stop());
    return server;
  };
  const queueOf = async (environment: Record<string, string>): Promise<Found[]> => {
    const { json } = await runHoldfast(['doctor', '--json'], { environment });
    return json<Found[]>().filter(({ check }) => check === 'Queue');
  };

  it('that refuses the password keeps a process from starting, with a sentence and without the password', async () => {
    const { url } = await installation();
    const { port } = await start({ settings: { requirepass: 'another' }, client: { password: 'another' } });
    const environment = { DATABASE_URL: url, QUEUE_URL: `redis://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}` };
    for (const command of ['serve', 'worker', 'start'] as const) {
      const failure = await startShipped(command, { ...environment, PORT: '0', LOG_LEVEL: 'trace' }).then(
        () => new Error(`${command} started`),
        (error: Error) => error,
      );
      expect(failure).toBeInstanceOf(DidNotStart);
      expect(failure).toMatchObject({
        exitCode: 1,
        message: expect.stringMatching(/^holdfast: Redis at .* refuses .*QUEUE_URL/m),
      });
      expect(failure.message).not.toMatch(/hunter2/);
    }
    const [queue] = await queueOf(environment);
    expect(queue).toMatchObject({ state: 'failed', fix: expect.stringMatching(/QUEUE_URL/) });
    expect(JSON.stringify(queue)).not.toMatch(/hunter2/);
  });

  it('that evicts or is away is warned about, once, and the doctor says what to do', async () => {
    const { url } = await installation();
    const evicting = await start({ settings: { 'maxmemory-policy': 'allkeys-lru' } });
    const away = `redis://127.0.0.1:${await freePort()}`;
    for (const [queueUrl, warning] of [
      [evicting.url, /allkeys-lru/],
      [away, /Nothing listens/],
    ] as const) {
      const service = await startShipped('serve', { DATABASE_URL: url, QUEUE_URL: queueUrl, PORT: '0' });
      cleanUp.add(() => service.stop());
      const warnings = () =>
        service
          .output()
          .split('\n')
          .filter((line) => line.startsWith('{') && warning.test(line));
      await until('the warning', async () => warnings().length > 0);
      expect(warnings()).toHaveLength(1);
      expect(JSON.parse(warnings()[0] ?? '')).toMatchObject({ level: 40, msg: expect.stringMatching(/QUEUE_URL/) });
      expect(errorsOf(service)).toEqual([]);
    }
    expect(await queueOf({ DATABASE_URL: url, QUEUE_URL: evicting.url })).toMatchObject([
      { state: 'warning', detail: expect.stringMatching(/allkeys-lru/), fix: expect.stringMatching(/noeviction/) },
    ]);
    expect(await queueOf({ DATABASE_URL: url, QUEUE_URL: away })).toMatchObject([{ state: 'failed' }]);
  });

  it('carries jobs over TLS, its authority named in NODE_EXTRA_CA_CERTS', async () => {
    const { app, url } = await installation();
    const port = await freePort();
    await start({
      port,
      settings: {
        port: '0',
        'tls-port': String(port),
        'tls-cert-file': authority,
        'tls-key-file': key,
        'tls-ca-cert-file': authority,
        'tls-auth-clients': 'no',
        requirepass: PASSWORD,
      },
      client: { password: PASSWORD, tls: { rejectUnauthorized: false } },
    });
    const environment = {
      DATABASE_URL: url,
      QUEUE_URL: `rediss://:${encodeURIComponent(PASSWORD)}@localhost:${port}`,
      NODE_EXTRA_CA_CERTS: authority,
    };
    expect(await queueOf(environment)).toMatchObject([{ state: 'ok' }]);
    const httpPort = await freePort();
    const processes: HoldfastProcess[] = [];
    for (const command of ['serve', 'worker'] as const) {
      const process = await startShipped(command, { ...environment, PORT: String(httpPort) });
      cleanUp.add(() => process.stop());
      processes.push(process);
    }
    const target = await createPushTarget(app);
    const session = new ScimSession(`http://127.0.0.1:${httpPort}/scim/v2`, target.token);
    const user = { userName: 'tls@acme.example', emails: [{ value: 'tls@acme.example' }] };
    await session.write({ target: 'tls', kind: 'user_created', method: 'POST', path: '/Users', body: user });
    await until('the job to be applied', async () =>
      (await app.database.syncJobs.find(target.tenant)).some(({ state }) => state === 'applied'),
    );
    // The relay would have seen to the job as well, had the queue been in trouble.
    expect(processes.map((process) => process.output()).join('\n')).not.toMatch(/queue/i);
  });
});
