import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { inspectRedis, judge } from '../../src/infrastructure/bullmq/inspect-redis.ts';
import { CleanUp } from '../support/clean-up.ts';
import { startRedisCluster } from '../support/redis-cluster.ts';
import { startRedisWithSentinel } from '../support/redis-sentinels.ts';
import { freePort, hasRedisServer, startRedisServer } from '../support/redis-server.ts';

jest.setTimeout(60_000);

const SECRET = 'hunter2%20rabbits';
const fixture = (name: string): string => fileURLToPath(new URL(`../http/fixtures/${name}`, import.meta.url));
const ca = readFileSync(fixture('localhost.cert.pem'));
const TLS = {
  port: '0',
  'tls-cert-file': fixture('localhost.cert.pem'),
  'tls-key-file': fixture('localhost.key.pem'),
  'tls-ca-cert-file': fixture('localhost.cert.pem'),
};

const describeWithRedis = hasRedisServer() ? describe : describe.skip;
if (!hasRedisServer()) {
  console.error('SKIPPED: redis-server is not installed (Debian: apt-get install redis-server)');
}

describe('what INFO says about a server', () => {
  const info = (fields: object): string =>
    Object.entries({ redis_version: '7.2.0', redis_mode: 'standalone', role: 'master', ...fields })
      .map(([name, value]) => `${name}:${value}\r\n`)
      .join('');

  it.each([
    [{ redis_version: '4.0.14' }, ['refused'], /version 4\.0\.14.*QUEUE_URL: at least 5\.0\.0/],
    [{ redis_version: '6.0.20' }, ['risky'], /version 6\.0\.20.*QUEUE_URL: at least 6\.2\.0/],
    [{ redis_version: '6.2.0' }, [], /^$/],
    [{ redis_version: '7.0.15', maxmemory_policy: 'noeviction' }, [], /^$/],
    [{ redis_version: '7.2.4', valkey_version: '8.1.0', maxmemory_policy: 'volatile-ttl' }, ['risky'], /volatile-ttl/],
  ])('%j', (fields, kinds, text) => {
    const troubles = judge({ kind: 'single' }, [info(fields)]);
    expect(troubles.map(({ kind }) => kind)).toEqual(kinds);
    expect(troubles.map(({ detail, fix }) => `${detail}. ${fix}`).join(' ')).toMatch(text);
  });
});

describeWithRedis('looking at the Redis of QUEUE_URL', () => {
  const cleanUp = new CleanUp();
  afterEach(() => cleanUp.run());

  const start = async (how: Parameters<typeof startRedisServer>[0] = {}) => {
    const server = await startRedisServer(how);
    cleanUp.add(() => server.stop());
    return server;
  };

  /** The only trouble there is, as one text. */
  const troubleWith = async (url: string): Promise<string> => {
    const { troubles } = await inspectRedis(url);
    expect(troubles).toHaveLength(1);
    const text = troubles.map(({ kind, detail, fix }) => `${kind}: ${detail}. ${fix}`).join();
    expect(text).toMatch(/QUEUE_URL/);
    expect(text).not.toMatch(/hunter2/);
    return text;
  };

  it('finds nothing wrong with one that keeps what it is given', async () => {
    const { url } = await start();
    const { server, troubles } = await inspectRedis(url);
    expect(troubles).toEqual([]);
    expect(server).toMatch(/^(Redis|Valkey) \d+\.\d+/);
  });

  it('warns of one that evicts, also where CONFIG is forbidden', async () => {
    const { port } = await start({ settings: { 'maxmemory-policy': 'allkeys-lru' } });
    const admin = new Redis(port);
    await admin.call('ACL', 'SETUSER', 'queue', 'on', '>hunter2 rabbits', '~*', '&*', '+@all', '-config');
    admin.disconnect();
    const text = await troubleWith(`redis://queue:${SECRET}@127.0.0.1:${port}`);
    expect(text).toMatch(/^risky: .*allkeys-lru.*Set maxmemory-policy noeviction/);
  });

  it('tells a missing and a wrong password apart, and never repeats one', async () => {
    const client = { password: 'right' };
    const { port } = await start({ settings: { requirepass: 'right' }, client });
    expect(await troubleWith(`redis://127.0.0.1:${port}`)).toMatch(/^refused: .* wants a password/);
    expect(await troubleWith(`redis://:${SECRET}@127.0.0.1:${port}`)).toMatch(
      /^refused: .*refuses the user or password/,
    );
    expect(await troubleWith(`redis://who:${SECRET}@127.0.0.1:${port}`)).toMatch(/^refused: .*refuses the user/);
    expect((await inspectRedis(`redis://:right@127.0.0.1:${port}`)).troubles).toEqual([]);
  });

  it('tells who does not answer from who does not exist', async () => {
    expect(await troubleWith(`redis://u:${SECRET}@127.0.0.1:${await freePort()}`)).toMatch(/^away: Nothing listens/);
    expect(await troubleWith(`redis://u:${SECRET}@nowhere.invalid`)).toMatch(/^away: The name of .* is not known/);
    const frozen = await start();
    frozen.freeze();
    expect(await troubleWith(frozen.url)).toMatch(/^away: .* does not answer/);
    frozen.thaw();
  });

  it('speaks TLS, judges the certificate, and says which of the two schemes is right', async () => {
    const plain = await start();
    const tlsPort = await freePort();
    await start({
      port: tlsPort,
      settings: { ...TLS, 'tls-port': String(tlsPort), 'tls-auth-clients': 'no' },
      client: { tls: { ca } },
    });
    expect(await troubleWith(`rediss://127.0.0.1:${tlsPort}`)).toMatch(
      /^refused: The TLS certificate .*NODE_EXTRA_CA_CERTS/,
    );
    expect(await troubleWith(`rediss://127.0.0.1:${plain.port}`)).toMatch(
      /^away: .*does not speak TLS, write redis:\/\//,
    );
    expect(await troubleWith(`redis://127.0.0.1:${tlsPort}`)).toMatch(/^away: .* speaks TLS only, write rediss:\/\//);
  });

  it('says when one server, a cluster, a Sentinel or a replica was named as another', async () => {
    const cluster = await startRedisCluster();
    cleanUp.add(() => cluster.close());
    const sentinels = await startRedisWithSentinel();
    cleanUp.add(() => sentinels.close());
    const single = await start();
    const node = cluster.url.replace(/.*,/, '');

    expect((await inspectRedis(cluster.url)).server).toMatch(/, 3 masters$/);
    expect((await inspectRedis(cluster.url)).troubles).toEqual([]);
    expect((await inspectRedis(sentinels.url)).troubles).toEqual([]);
    expect(await troubleWith(`redis://${node}`)).toMatch(/^refused: .*one node of a cluster.*redis\+cluster:/);
    expect(await troubleWith(`redis+cluster://127.0.0.1:${single.port}`)).toMatch(/^refused: .*no cluster.*redis:/);
    expect(await troubleWith(`redis://127.0.0.1:${sentinels.sentinelPort}`)).toMatch(
      /^refused: .*Sentinel.*redis\+sentinel:/,
    );
    expect(await troubleWith(`redis+sentinel://127.0.0.1:${single.port}/x`)).toMatch(/^refused: .*is no Sentinel/);
    expect(await troubleWith(sentinels.url.replace(/[^/]*$/, 'other'))).toMatch(/^refused: .*knows no master "other"/);
    expect(await troubleWith(sentinels.url.replace(/\/\/.*@/, `//:${SECRET}@`))).toMatch(
      /^refused: .*refuses the user/,
    );
    const replica = sentinels.url.replace(/^redis\+sentinel(:.*@).*$/, `redis$1127.0.0.1:${sentinels.replica.port}`);
    expect(await troubleWith(replica)).toMatch(/^refused: .*a replica/);
  });
});
