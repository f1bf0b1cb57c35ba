import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eq } from '../../src/application/ports/query.ts';
import { applySyncJobs } from '../../src/application/provisioning/apply-sync-jobs.ts';
import { retrySyncJob } from '../../src/application/provisioning/retry-sync-job.ts';
import type { DirectoryUser } from '../../src/domain/provisioning/directory-user.ts';
import type { SyncJob } from '../../src/domain/provisioning/sync-job.ts';
import { expectConverged } from '../support/expect-converged.ts';
import { accountOf, createOrganizationFixture, type OrganizationFixture } from '../support/organization-fixture.ts';
import { runHoldfast } from '../support/run-holdfast.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';
import { type Curse, cursePeople } from './cursed-people.ts';
import { createPushTarget } from './push-target.ts';
import { ScimSession } from './scim-session.ts';
import { startSeparateProcesses } from './separate-processes.ts';

const MOST_ATTEMPTS = 5;

jest.setTimeout(180_000);

describe('a job that always fails', () => {
  let opened: TestDatabase;
  let app: TestApplication;
  let now: number;
  let curse: Curse;
  let organization: OrganizationFixture;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    opened = await openTestDatabase();
    now = Date.now();
    app = createTestApplication(opened.database, { clock: { now: () => new Date(now).toISOString() } });
    curse = await cursePeople(opened.url, 'cursed');
    organization = await createOrganizationFixture(app);
  });
  afterEach(() => opened.close());

  const addUser = (name: string): Promise<DirectoryUser> => organization.addUser(name, { externalId: name });
  const jobOf = async (user: DirectoryUser): Promise<SyncJob> => {
    const job = await app.database.syncJobs.findOne(organization.tenant, eq('userId', user.id));
    if (!job) throw new Error(`${user.userName} has no job`);
    return job;
  };
  const apply = async (...users: readonly DirectoryUser[]): Promise<void> => {
    const ids = [];
    for (const user of users) ids.push((await jobOf(user)).id);
    await applySyncJobs(app, organization.tenant, ids, signal);
  };
  /** Lets time pass until the job is due and applies it, until it rests. Returns how long each wait was. */
  const failUntilItRests = async (user: DirectoryUser): Promise<number[]> => {
    const waits: number[] = [];
    for (let job = await jobOf(user); job.state === 'queued'; job = await jobOf(user)) {
      waits.push(Math.max(0, Date.parse(job.dueAt) - now));
      now = Math.max(now, Date.parse(job.dueAt));
      await apply(user);
    }
    return waits;
  };

  it('holds up nobody in its batch: the others are decided, it alone is due again later', async () => {
    const users = [];
    for (const name of ['ana', 'cursed', 'bo']) users.push(await addUser(name));
    const [ana, cursed, bo] = users as [DirectoryUser, DirectoryUser, DirectoryUser];
    await apply(ana, cursed, bo);
    expect((await jobOf(ana)).state).toBe('applied');
    expect((await jobOf(bo)).state).toBe('applied');
    expect(await jobOf(cursed)).toMatchObject({
      state: 'queued',
      attempts: 1,
      error: expect.stringMatching(/^An unexpected error stopped it; .* It will be tried again by itself\.$/),
    });
    expect((await jobOf(cursed)).dueAt > app.clock.now()).toBe(true);
  });

  it('ends as failed after five attempts, ever further apart, with a plain sentence', async () => {
    const cursed = await addUser('cursed');
    expect(await failUntilItRests(cursed)).toEqual([0, 1_000, 2_000, 4_000, 8_000]);
    const job = await jobOf(cursed);
    expect(job).toMatchObject({
      state: 'failed',
      attempts: MOST_ATTEMPTS,
      error: expect.stringMatching(/^An unexpected error stopped it; .* Remove the cause, then retry it\.$/),
      finishedAt: app.clock.now(),
    });
    expect(app.errors.map(String)).toEqual(Array(MOST_ATTEMPTS).fill(expect.stringContaining(curse.words)));
    const events = await app.database.auditEvents.find(organization.tenant, { where: eq('action', 'sync_job.failed') });
    expect(events).toEqual([expect.objectContaining({ jobId: job.id, requestId: job.requestId })]);
    expect(JSON.stringify([job, events])).not.toContain(curse.words);
    // Delivered again, it stays as it is.
    await apply(cursed);
    expect(await jobOf(cursed)).toEqual(job);
  });

  it('is retried by hand: with the reason gone it is applied, with the reason there it fails again', async () => {
    const cursed = await addUser('cursed');
    await expect(retry(cursed)).rejects.toMatchObject({ name: 'NotAllowedNow' });
    await failUntilItRests(cursed);

    await retry(cursed);
    expect(await jobOf(cursed)).toMatchObject({ state: 'queued', attempts: 0 });
    await failUntilItRests(cursed);
    expect(await jobOf(cursed)).toMatchObject({ state: 'failed', attempts: MOST_ATTEMPTS });

    await curse.lift();
    await retry(cursed);
    await apply(cursed);
    const job = await jobOf(cursed);
    expect(job.state).toBe('applied');
    expect(job.error).toBeUndefined();
    const membership = await app.database.memberships.get(organization.tenant, accountOf(cursed));
    expect(membership?.state).toBe('active');
    await expectConverged(app, organization.tenant);
  });

  const retry = async (user: DirectoryUser): Promise<void> =>
    retrySyncJob(app, organization.person, organization.tenant, (await jobOf(user)).id);

  it('of many people fails as one job and goes on where it stood', async () => {
    const people = [];
    for (const name of ['p1', 'p2', 'cursed', 'p3', 'p4', 'p5']) people.push(await addUser(name));
    const cursed = people[2] as DirectoryUser;
    // The push about all of them finds most of them members already; only the cursed one has none yet.
    for (const user of people) if (user !== cursed) await apply(user);
    await failUntilItRests(cursed);
    const group = await organization.addGroup('Platform', people);
    const team = await organization.addTeam('Platform');
    const mapping = await organization.map({ by: 'group', groupId: group }, 'member', { kind: 'team', id: team });
    const chunked = { ...app, chunkSize: 2 };
    const mappingJob = async () => {
      const job = await app.database.syncJobs.findOne(organization.tenant, eq('mappingId', mapping));
      if (!job) throw new Error('The mapping has no job');
      return job;
    };
    const applyMapping = async () => {
      for (let job = await mappingJob(); !job.finishedAt; job = await mappingJob()) {
        now = Math.max(now, job.state === 'queued' ? Date.parse(job.dueAt) : now);
        await applySyncJobs(chunked, organization.tenant, [job.id], signal);
      }
    };
    await applyMapping();
    expect(await mappingJob()).toMatchObject({ state: 'failed', progress: { done: 2 } });

    await curse.lift();
    await retrySyncJob(app, organization.person, organization.tenant, (await mappingJob()).id);
    await applyMapping();
    expect(await mappingJob()).toMatchObject({ state: 'applied' });
    for (const user of people) expect(await organization.rolesOf(accountOf(user))).toEqual(['team:member']);
  });
});

describe('a job that fails in a worker process', () => {
  it('is tried again by itself while everybody else goes on', async () => {
    const processes = await startSeparateProcesses();
    try {
      const curse = await cursePeople(processes.databaseUrl, 'cursed');
      const { tenant, token } = await createPushTarget(processes.app);
      const session = new ScimSession(processes.scimBaseUrl, token);
      const create = async (name: string): Promise<string> => {
        const body = { userName: `${name}@acme.example`, externalId: name };
        return (await session.write({ target: name, method: 'POST', path: '/Users', body })).body.id ?? '';
      };
      const stateOf = async (userId: string) =>
        await processes.app.database.syncJobs.findOne(tenant, eq('userId', userId));

      const cursed = await create('cursed');
      const others = await Promise.all(Array.from({ length: 20 }, (_, index) => create(`person${index}`)));
      await until('the second attempt', async () => ((await stateOf(cursed))?.attempts ?? 0) >= 2);
      for (const userId of others) {
        await until('the others to be applied', async () => (await stateOf(userId))?.state === 'applied');
      }
      const failing = await stateOf(cursed);
      expect(failing?.state).toBe('queued');
      // The CLI prints what the API answers, which is all the console has: none of it knows the driver's text.
      const environment = processes.settings;
      const shown = ['jobs', 'show', failing?.id ?? '', '--organization', tenant];
      const [people, scripts] = await Promise.all([
        runHoldfast(shown, { environment }),
        runHoldfast([...shown, '--json'], { environment }),
      ]);
      expect(people.stdout).toContain('An unexpected error stopped it');
      expect(scripts.json<SyncJob>().error).toContain('An unexpected error stopped it');
      expect(`${people.stdout}${people.stderr}${scripts.stdout}`).not.toContain(curse.words);
      await curse.lift();
      await until('the cursed one to be applied', async () => (await stateOf(cursed))?.state === 'applied');
      await expectConverged(processes.app, tenant);
      const logged = processes.errors();
      expect(logged.length).toBeGreaterThanOrEqual(2);
      for (const line of logged) {
        expect(line).toContain(curse.words);
        expect(JSON.parse(line)).toMatchObject({ jobId: failing?.id });
      }
    } finally {
      await processes.close();
    }
  });
});
