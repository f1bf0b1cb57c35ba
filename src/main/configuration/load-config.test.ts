import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../project-root.ts';
import { WrongConfiguration } from './configuration.ts';
import { loadConfig } from './load-config.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function problemsOf(environment: Record<string, string>): string[] {
  try {
    loadConfig(environment, folder);
  } catch (error) {
    if (error instanceof WrongConfiguration) return error.message.split('\n');
    throw error;
  }
  return [];
}

function fileWith(content: unknown): string {
  mkdirSync(join(folder, 'etc'), { recursive: true });
  const path = join(folder, 'etc/holdfast.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('the configuration', () => {
  it('has defaults that need no setting at all', () => {
    expect(loadConfig({}, folder)).toEqual({
      host: '127.0.0.1',
      port: 3000,
      dataDirectory: join(projectRoot, '.holdfast'),
      logLevel: 'info',
      workerConcurrency: 4,
      workerMetricsHost: '127.0.0.1',
      chunkSize: 200,
      scimRateLimit: 50,
      scimRateBurst: 200,
      keptRequests: 500,
      keptRequestDays: 7,
      drainSeconds: 5,
      enqueue: 'on',
    });
  });

  it('takes the environment over the file, and the prefixed name over the short one', () => {
    const file = fileWith({ port: 4000, chunkSize: 50, logLevel: 'warn' });
    const configuration = loadConfig(
      { HOLDFAST_CONFIG: file, PORT: '5000', HOST: 'a-name-some-shells-set', HOLDFAST_HOST: '::1', LOG_LEVEL: '' },
      folder,
    );
    expect(configuration).toMatchObject({ host: '::1', port: 5000, chunkSize: 50, logLevel: 'warn' });
  });

  it('reads relative paths from where they are written', () => {
    expect(loadConfig({ DATA_DIRECTORY: 'data' }, folder).dataDirectory).toBe(join(folder, 'data'));
    const file = fileWith({ dataDirectory: '../data' });
    expect(loadConfig({ HOLDFAST_CONFIG: 'etc/holdfast.json' }, folder).dataDirectory).toBe(join(folder, 'data'));
    expect(loadConfig({ HOLDFAST_CONFIG: file }, '/').dataDirectory).toBe(join(folder, 'data'));
  });

  it('refuses names it does not know and says which was meant', () => {
    expect(problemsOf({ HOLDFAST_PROT: '1' })).toEqual([
      'HOLDFAST_PROT is not a setting of Holdfast: did you mean HOLDFAST_PORT?',
    ]);
    expect(problemsOf({ HOLDFAST_SOMETHING_ELSE: '1' })).toEqual([
      'HOLDFAST_SOMETHING_ELSE is not a setting of Holdfast: remove it.',
    ]);
    const file = fileWith({ databaseURL: 'postgres://db/holdfast' });
    expect(problemsOf({ HOLDFAST_CONFIG: file })).toEqual([
      `"databaseURL" in ${file} is not a setting of Holdfast: did you mean "databaseUrl"?`,
    ]);
  });

  it('refuses a file that cannot be used', () => {
    expect(problemsOf({ HOLDFAST_CONFIG: 'missing.json' })).toEqual([
      `The file ${join(folder, 'missing.json')}, which HOLDFAST_CONFIG names, cannot be read (ENOENT).`,
    ]);
    const file = fileWith('{ port: 1 }');
    expect(problemsOf({ HOLDFAST_CONFIG: file })).toEqual([
      `The file ${file}, which HOLDFAST_CONFIG names, is not JSON.`,
    ]);
    fileWith('[]');
    expect(problemsOf({ HOLDFAST_CONFIG: file })[0]).toMatch(/must hold one JSON object/);
  });

  it('names the setting as it was given, and lists every problem at once', () => {
    const file = fileWith({ chunkSize: 500 });
    const problems = problemsOf({ HOLDFAST_CONFIG: file, HOLDFAST_PORT: 'eighty', DATABASE_URL: 'mysql://db' });
    expect(problems).toHaveLength(3);
    expect(problems).toContain('HOLDFAST_PORT must be a whole number from 0 to 65535.');
    expect(problems.join('\n')).toMatch(/^"chunkSize" in .*holdfast\.json must be a whole number from 1 to 200\.$/m);
    expect(problems.join('\n')).toMatch(/^DATABASE_URL must look like postgres:/m);
  });

  it.each([
    ['mongodb://', 'must look like postgres://'],
    ['mongodb://db/holdfast?replicaSet=rs0', 'QUEUE_URL is not set: set QUEUE_URL to a Redis'],
    ['postgres://', 'must look like postgres://'],
    ['not a url', 'must look like postgres://'],
  ])('refuses the database %s', (url, reason) => {
    const problems = problemsOf({ DATABASE_URL: url });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(reason);
  });

  it.each(['mongodb://u:p@one:27017,two:27018/holdfast?replicaSet=rs0', 'mongodb+srv://u:p@cluster.example/holdfast'])(
    'takes the replica set %s beside a Redis',
    (databaseUrl) => {
      const configuration = loadConfig({ DATABASE_URL: databaseUrl, QUEUE_URL: 'redis://queue' }, folder);
      expect(configuration).toMatchObject({ databaseUrl, queueUrl: 'redis://queue' });
    },
  );

  it('refuses a queue that is not Redis', () => {
    expect(problemsOf({ QUEUE_URL: 'postgres://db:hunter2@db/queue' })).toEqual([
      expect.stringMatching(
        /^QUEUE_URL must look like redis:.*redis\+sentinel:.*redis\+cluster:.*; leave it out to keep/,
      ),
    ]);
    expect(problemsOf({ QUEUE_URL: 'redis+sentinel://:hunter2@one,two' })).toEqual([
      'QUEUE_URL lacks the name of the master after the Sentinels: redis+sentinel://host:26379/master-name; leave it out to keep the queue in PostgreSQL.',
    ]);
    expect(loadConfig({ QUEUE_URL: 'rediss://queue:6380' }, folder).queueUrl).toBe('rediss://queue:6380');
  });

  it('refuses to listen on the network without protection', () => {
    expect(problemsOf({ HOST: '0.0.0.0' })).toEqual([expect.stringContaining('set TLS_CERT and TLS_KEY')]);
    expect(problemsOf({ HOST: '0.0.0.0', TRUSTED_PROXY: '10.0.0.0/8' })).toEqual([
      expect.stringContaining('set BASE_URL to the https:// address'),
    ]);
    const proxied = { HOST: '0.0.0.0', TRUSTED_PROXY: '10.0.0.0/8, loopback', BASE_URL: 'https://id.example.com/' };
    expect(loadConfig(proxied, folder)).toMatchObject({
      trustedProxy: ['10.0.0.0/8', 'loopback'],
      baseUrl: 'https://id.example.com',
    });
    expect(problemsOf({ ...proxied, BASE_URL: 'http://id.example.com' })).toEqual([
      expect.stringContaining('make it an https:// address'),
    ]);
    expect(problemsOf({ ...proxied, TRUSTED_PROXY: '10.0.0.0/8,everybody' })).toEqual([
      expect.stringContaining('"everybody", which is neither an address'),
    ]);
    for (const host of ['localhost', '127.0.0.9', '::1']) expect(problemsOf({ HOST: host })).toEqual([]);
  });

  it('refuses half of a TLS pair, files it cannot read and files that are something else', () => {
    expect(problemsOf({ TLS_CERT: 'cert.pem' })).toEqual([
      'TLS_CERT is set without TLS_KEY: HTTPS needs both, so set TLS_KEY as well or remove TLS_CERT.',
    ]);
    expect(problemsOf({ TLS_CERT: 'cert.pem', TLS_KEY: 'key.pem' })).toEqual([
      expect.stringContaining(`TLS_CERT names ${join(folder, 'cert.pem')}, which cannot be read (ENOENT)`),
      expect.stringContaining('TLS_KEY names'),
    ]);
    const file = fileWith('no pem');
    expect(problemsOf({ TLS_CERT: file, TLS_KEY: file })).toEqual([
      expect.stringContaining('TLS_CERT does not hold a certificate'),
    ]);
  });
});
