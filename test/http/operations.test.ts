import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Router } from 'express';
import { pino } from 'pino';
import supertest from 'supertest';
import { createHttpApp } from '../../src/http/create-http-app.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { openDatabase } from '../../src/main/open-database.ts';
import { createOrganizationFixture } from '../support/organization-fixture.ts';
import { createTestApplication } from '../support/test-application.ts';
import { storesInMongo } from '../support/test-engine.ts';
import { type ApiFixture, openApiFixture, type SignedIn } from './api-fixture.ts';

let api: ApiFixture;
let admin: SignedIn;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), '.holdfast-console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Console</title>');
  await writeFile(join(folder, 'assets', 'index-abc123.js'), 'export {};');
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, 'rapidoc-min.js'), '');
  api = await openApiFixture({ consoleDirectory: folder });
  admin = await api.firstAdministrator();
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const get = (path: string) => supertest(api.http).get(path);

describe('health', () => {
  it('/healthz answers', async () => {
    const response = await get('/healthz');
    expect([response.status, response.body]).toEqual([200, { status: 'ok' }]);
  });

  it('/readyz tells of database, schema and queue', async () => {
    const checks = { database: 'ok', migrated: 'ok', queue: 'ok' };
    expect((await get('/readyz')).body).toEqual({ status: 'ready', checks });
  });

  it('a queue that is gone is told but leaves the service ready, since SCIM goes on accepting', async () => {
    api.setQueue(false);
    const response = await get('/readyz');
    expect([response.status, response.body.checks.queue]).toEqual([200, 'failed']);
    api.setQueue(true);
  });
});

describe('without a database', () => {
  const without = async () => {
    const engine = storesInMongo ? 'mongodb' : 'postgres';
    const database = await openDatabase({ url: `${engine}://nobody@127.0.0.1:1/nothing` });
    const app = createTestApplication(database);
    const queue = { ping: async () => {}, depth: async () => ({ removal: 0, change: 0, bulk: 0 }) };
    const stopping = new AbortController();
    const http = createHttpApp({
      app,
      logger: pino({ level: 'silent' }),
      queue,
      metrics: createMetrics(app, queue),
      tokens: { forget: () => {} },
      scim: Router(),
      misplacedScim: Router(),
      settings: { consoleDirectory: folder },
      stopping: stopping.signal,
    });
    return { app, http, database, stopping };
  };

  it('it is alive but not ready, and answers 503 with Retry-After', async () => {
    const { app, http, database } = await without();
    expect((await supertest(http).get('/healthz')).status).toBe(200);
    expect((await supertest(http).get('/readyz')).status).toBe(503);
    const answers = await Promise.all([
      supertest(http).get('/api/v1/session').set('cookie', admin.cookie),
      supertest(http)
        .get('/api/v1/organizations')
        .set('authorization', `Bearer hfa_x_${'x'.repeat(43)}`),
      supertest(http).post('/api/v1/sign-in').send({ email: 'root@holdfast.example', password: 'x' }),
    ]);
    for (const answer of answers) {
      expect([answer.status, answer.type, answer.headers['retry-after']]).toEqual([
        503,
        'application/problem+json',
        '5',
      ]);
      expect(answer.text).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|nobody/);
    }
    expect(app.errors).toEqual([]);
    expect((await supertest(http).get('/metrics')).status).toBe(200);
    const { text } = await supertest(http).get('/metrics');
    expect(/^holdfast_metrics_failures_total \d+$/m.exec(text)?.[0]).toMatch(/ [1-9]/);
    expect(text).not.toMatch(/^holdfast_(sync_jobs|open_holds|oldest_open_hold_seconds)[ {]/m);
    await database.close();
  });

  it('it is not ready once it stops', async () => {
    const { http, stopping, database } = await without();
    stopping.abort();
    expect((await supertest(http).get('/readyz')).body.status).toBe('not ready');
    await database.close();
  });
});

describe('/metrics', () => {
  it('measures requests by route template, never by address', async () => {
    await api.fail('getOrganization', { params: { organization: 'secret-name' } }, admin, 404);
    await get('/made/up/address');
    await get('/api/v1/made-up');
    const { text, headers } = await get('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(text).toContain('route="/api/v1/organizations/:organization",status="404"');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect(text).not.toMatch(/secret-name|made-up|made\/up/);
  });

  it('tells of jobs by state, open holds and their age, and the depth of the queue', async () => {
    const org = await createOrganizationFixture(api.app);
    const ada = await org.addUser('ada');
    const group = await org.addGroup('Admins', [ada]);
    await org.map({ by: 'group', groupId: group }, 'admin');
    await org.settle();
    await org.setMembers(group, []);
    await org.settle();
    await org.addUser('bob');
    api.pass(90_000);
    const { text } = await get('/metrics');
    expect(text).toContain('holdfast_sync_jobs{state="queued"} 1');
    expect(text).toContain('holdfast_sync_jobs{state="held"} 1');
    expect(text).toContain('holdfast_open_holds 1');
    const [, age] = /^holdfast_oldest_open_hold_seconds (\S+)/m.exec(text) ?? [];
    expect(Number(age)).toBeGreaterThanOrEqual(90);
    expect(text).toContain('holdfast_queue_depth{priority="bulk"} 3');
    expect(text).toMatch(/^holdfast_queue_lag_seconds\{priority="change"\} [89]\d\.\d+$/m);
    expect(text).toContain('holdfast_queue_lag_seconds{priority="removal"} 0');
  });
});

describe('the console', () => {
  it('is the answer to every address of a screen', async () => {
    for (const path of ['/', '/organizations/acme/sync-jobs', '/welcome']) {
      const response = await get(path).set('accept', 'text/html');
      expect([response.status, response.headers['cache-control']]).toEqual([200, 'no-cache']);
      expect(response.text).toContain('<title>Console</title>');
    }
  });

  it('has files that are kept for ever when their name carries a hash', async () => {
    const asset = await get('/assets/index-abc123.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await get('/favicon.svg')).headers['cache-control']).toBe('public, max-age=3600');
    expect((await get('/assets/gone.js').set('accept', 'text/html')).status).toBe(404);
  });

  it('lets nobody out of its folder', async () => {
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json', '/%00']) {
      expect((await get(path).set('accept', '*/*')).text).not.toContain('"holdfast"');
    }
  });

  it('says what to do when it was not built', async () => {
    const bare = await openApiFixture({ consoleDirectory: join(folder, 'nothing') });
    const response = await supertest(bare.http).get('/').set('accept', 'text/html');
    expect([response.status, response.text]).toEqual([503, expect.stringContaining('npm run build')]);
    await bare.close();
  });
});

describe('every answer', () => {
  it.each(['/', '/api/v1/session', '/healthz', '/api/reference'])(
    'of %s carries the security headers',
    async (path) => {
      const { headers } = await get(path);
      expect(headers['content-security-policy']).toMatch(/default-src 'none';script-src 'self';/);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('has a request id of its own, whatever the caller sends', async () => {
    const { headers } = await get('/healthz').set('x-request-id', 'forged');
    expect(headers['x-request-id']).not.toBe('forged');
  });
});

describe('the API reference', () => {
  it('is a page that fetches nothing from elsewhere', async () => {
    const page = await get('/api/reference');
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/https?:\/\//);
    const [, script = ''] = /<script type="module" src="(.*?)">/.exec(page.text) ?? [];
    const bundle = await get(script);
    expect([bundle.status, bundle.headers['content-type']]).toEqual([200, expect.stringMatching(/javascript/)]);
  });
});
