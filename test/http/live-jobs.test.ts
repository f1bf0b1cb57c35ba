import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SyncJob } from '../../src/http/api/schemas/sync-job.ts';
import { type Listening, listen } from '../../src/http/listen.ts';
import { SyncJobFeed } from '../../src/http/live/sync-job-feed.ts';
import { openDatabase } from '../../src/main/open-database.ts';
import { createOrganizationFixture, type OrganizationFixture } from '../support/organization-fixture.ts';
import { type ApiFixture, openApiFixture, type SignedIn } from './api-fixture.ts';

let api: ApiFixture;
let admin: SignedIn;
let org: OrganizationFixture;
let server: Listening;

beforeAll(async () => {
  api = await openApiFixture();
  admin = await api.firstAdministrator();
  org = await createOrganizationFixture(api.app);
  server = await listen(api.http, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await api.close();
  await server.close(100);
});

interface Event {
  readonly event: string;
  readonly data: unknown;
}

/** Follows the stream of an organization: yields its events. */
async function* follow(organization: string, signal: AbortSignal): AsyncGenerator<Event> {
  const response = await fetch(`${server.url}/api/v1/organizations/${organization}/sync-jobs/events`, {
    headers: { cookie: admin.cookie },
    signal,
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, event] = /^event: (.*)$/m.exec(block) ?? [];
      const [, data] = /^data: (.*)$/m.exec(block) ?? [];
      if (event && data) yield { event, data: JSON.parse(data) };
    }
  }
}

async function next(events: AsyncGenerator<Event>): Promise<Event> {
  const { value, done } = await events.next();
  if (done) throw new Error('The stream ended');
  return value;
}

describe('the stream of sync jobs', () => {
  it('tells every listener of jobs as they are accepted and applied', async () => {
    const leaving = new AbortController();
    const streams = [follow(org.tenant, leaving.signal), follow(org.tenant, leaving.signal)];
    for (const stream of streams) expect(await next(stream)).toEqual({ event: 'ready', data: {} });
    await org.addUser('ada');
    const jobId = await org.latestJob();
    for (const stream of streams) {
      const { event, data } = await next(stream);
      expect(event).toBe('job');
      expect(data).toEqual(SyncJob.parse(data));
      expect(data).toMatchObject({ id: jobId, state: 'queued' });
    }
    await org.settle();
    for (const stream of streams) {
      expect((await next(stream)).data).toMatchObject({ id: jobId, state: 'applied' });
    }
    leaving.abort();
    for (const stream of streams) await stream.next().catch(() => {});
  });

  it('tells nothing of other organizations', async () => {
    const other = await createOrganizationFixture(api.app);
    const leaving = new AbortController();
    const stream = follow(other.tenant, leaving.signal);
    await next(stream);
    await org.addUser('bob');
    await other.addUser('zoe');
    expect((await next(stream)).data).toMatchObject({ id: await other.latestJob() });
    leaving.abort();
    await stream.next().catch(() => {});
  });

  it('needs a sign-in and an organization', async () => {
    const url = `${server.url}/api/v1/organizations/${org.tenant}/sync-jobs/events`;
    expect((await fetch(url)).status).toBe(401);
    const headers = { cookie: admin.cookie };
    expect((await fetch(url.replace(org.tenant, 'nowhere'), { headers })).status).toBe(404);
  });
});

describe('the feed', () => {
  const listener = () => {
    const told: string[] = [];
    const waiting: (() => void)[] = [];
    const tell = (what: string) => {
      told.push(what);
      for (const wake of waiting.splice(0)) wake();
    };
    return {
      told,
      onReady: () => tell('ready'),
      onJob: (job: { state: string }) => tell(job.state),
      onEnd: () => tell('end'),
      async until(count: number) {
        while (told.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
        return told;
      },
    };
  };

  it('asks the database once for all listeners, and not at all without any', async () => {
    let asked = 0;
    const { syncJobs } = api.database;
    const database = {
      ...api.database,
      syncJobs: {
        find: (...input: Parameters<typeof syncJobs.find>) => {
          asked += 1;
          return syncJobs.find(...input);
        },
      } as typeof syncJobs,
    };
    const feed = new SyncJobFeed({ database, reportError: () => {} }, 1_000_000);
    const [one, other] = [listener(), listener()];
    const leave = [feed.listen(org.tenant, one), feed.listen(org.tenant, other)];
    await Promise.all([one.until(1), other.until(1)]);
    expect(asked).toBe(2);
    for (const stop of leave) stop();
    feed.close();
    expect(one.told).toEqual(['ready']);
  });

  it('sees what another process does', async () => {
    const feed = new SyncJobFeed(api.app, 5);
    const one = listener();
    feed.listen(org.tenant, one);
    await one.until(1);
    const elsewhere = await openDatabase({ url: api.url });
    const there = await elsewhere.syncJobs.findOne(org.tenant, { op: 'eq', field: 'id', value: await org.latestJob() });
    await elsewhere.optimistic(async (tx) => {
      tx.syncJobs.patch(org.tenant, there?.id ?? '', { state: 'failed', error: 'x' });
    });
    expect(await one.until(2)).toEqual(['ready', 'failed']);
    await elsewhere.close();
    feed.close();
    expect(one.told.at(-1)).toBe('end');
  });

  it('goes on after the database was gone', async () => {
    let isGone = false;
    const errors: unknown[] = [];
    const { syncJobs } = api.database;
    const database = {
      ...api.database,
      syncJobs: new Proxy(syncJobs, {
        get(target, key) {
          if (isGone) return () => Promise.reject(new Error('gone'));
          const value = Reflect.get(target, key);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
    };
    const feed = new SyncJobFeed({ database, reportError: (error) => void errors.push(error) }, 5);
    const one = listener();
    feed.listen(org.tenant, one);
    await one.until(1);
    isGone = true;
    while (errors.length === 0) await new Promise(setImmediate);
    isGone = false;
    await org.addUser('cyd');
    expect(await one.until(2)).toEqual(['ready', 'queued']);
    feed.close();
  });

  it('ends its streams when the service stops, and takes no new ones', async () => {
    const feed = new SyncJobFeed(api.app, 5);
    const [one, late] = [listener(), listener()];
    feed.listen(org.tenant, one);
    feed.close();
    feed.listen(org.tenant, late);
    expect([one.told.at(-1), late.told]).toEqual(['end', ['end']]);
  });
});
