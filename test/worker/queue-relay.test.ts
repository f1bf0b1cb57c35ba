import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Draft } from '../../src/application/ports/database.ts';
import { type JobDefinition, type JobQueue, QueueUnavailable } from '../../src/application/ports/job-queue.ts';
import type { ApplySyncJobsPayload } from '../../src/application/provisioning/apply-sync-jobs.definition.ts';
import { DueJobRelay } from '../../src/application/provisioning/relay-due-jobs.ts';
import { addMs } from '../../src/domain/instant.ts';
import type { PriorityClass, SyncJob } from '../../src/domain/provisioning/sync-job.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

interface Relayed extends ApplySyncJobsPayload {
  readonly priority: PriorityClass;
}

/** A queue whose depth the test sets and whose deliveries it reads. */
class RecordingQueue {
  readonly relayed: Relayed[] = [];
  readonly waiting: Record<PriorityClass, number> = { removal: 0, change: 0, bulk: 0 };
  isGone = false;

  async enqueue<Payload>(definition: JobDefinition<Payload>, payload: Payload, priority: PriorityClass): Promise<void> {
    if (this.isGone) throw new QueueUnavailable('gone');
    this.relayed.push({ ...(definition.payload.parse(payload) as ApplySyncJobsPayload), priority });
  }

  async depth(): Promise<Record<PriorityClass, number>> {
    return this.waiting;
  }

  get ids(): string[] {
    return this.relayed.flatMap((batch) => [...batch.syncJobIds]);
  }
}

const never = new AbortController().signal;

describe('the relay of due jobs', () => {
  let opened: TestDatabase;
  let app: TestApplication;
  let queue: RecordingQueue;
  let relay: DueJobRelay;
  let nowMs: number;

  beforeAll(async () => {
    opened = await openTestDatabase();
    app = createTestApplication(opened.database, { clock: { now: () => new Date(nowMs).toISOString() } });
  });
  beforeEach(() => {
    nowMs = Date.parse('2030-01-01T00:00:00Z');
    queue = new RecordingQueue();
    relay = newRelay();
  });
  afterEach(async () => {
    await opened.database.transaction(async (tx) => {
      for (const tenant of ['acme', 'globex', 'initech']) await tx.syncJobs.deleteWhere(tenant, allJobs);
    });
  });
  afterAll(() => opened.close());

  const allJobs = { op: 'present', field: 'state' } as const;
  const newRelay = (): DueJobRelay => new DueJobRelay(app, queue as Partial<JobQueue> as JobQueue);
  const ago = (ms: number): string => addMs(app.clock.now(), -ms);

  function job(id: string, fields: Partial<Draft<SyncJob>> = {}): Draft<SyncJob> {
    return {
      id,
      tenant: 'acme',
      kind: 'user_changed',
      state: 'queued',
      priority: 'change',
      summary: 'Change ana@acme.example',
      requestId: 'request',
      subjects: { kind: 'accounts', accountIds: [] },
      createdAt: ago(10_000),
      dueAt: ago(10_000),
      attempts: 0,
      counts: {},
      ...fields,
    };
  }
  async function store(...jobs: readonly Draft<SyncJob>[]): Promise<void> {
    await opened.database.transaction(async (tx) => {
      tx.syncJobs.insertMany(jobs);
    });
  }
  const many = (count: number, tenant: string, dueAt = ago(10_000)): Draft<SyncJob>[] =>
    Array.from({ length: count }, (_, i) => job(`${tenant}-${String(i).padStart(5, '0')}`, { tenant, dueAt }));

  it('enqueues what is overdue or was left running, and nothing else', async () => {
    await store(
      job('overdue'),
      job('overdue removal', { priority: 'removal' }),
      job('overdue push', { priority: 'bulk', tenant: 'globex' }),
      job('abandoned', { state: 'running', leaseUntil: ago(1) }),
      job('young', { dueAt: ago(2_999) }),
      job('due later', { dueAt: ago(-60_000) }),
      job('being worked on', { state: 'running', leaseUntil: ago(-1_000) }),
      ...(['applied', 'held', 'failed', 'refused', 'superseded'] as const).map((state) => job(state, { state })),
    );
    expect(await relay.round(never)).toBe(4);
    expect(queue.relayed).toEqual([
      { tenant: 'acme', syncJobIds: ['overdue removal'], priority: 'removal' },
      { tenant: 'acme', syncJobIds: ['abandoned', 'overdue'], priority: 'change' },
      { tenant: 'globex', syncJobIds: ['overdue push'], priority: 'bulk' },
    ]);
  });

  it('leaves alone what it enqueued lately, for less long while the queue is empty', async () => {
    await store(job('lost'));
    const relayedAt = async (ms: number): Promise<number> => {
      nowMs += ms;
      return relay.round(never);
    };
    expect(await relayedAt(0)).toBe(1);
    expect(await relayedAt(1_000)).toBe(0);
    expect(await relayedAt(2_000)).toBe(1);
    queue.waiting.change = 3;
    expect(await relayedAt(14_000)).toBe(0);
    expect(await relayedAt(1_000)).toBe(1);
  });

  it('adds to a filling queue only what keeps the workers busy', async () => {
    await store(...many(600, 'acme'));
    queue.waiting.change = 35;
    expect(await relay.round(never)).toBe(5 * 50);
    queue.waiting.change = 40;
    expect(await relay.round(never)).toBe(0);
    queue.waiting.change = 0;
    nowMs += 1_000;
    expect(await relay.round(never)).toBe(350);
    expect(new Set(queue.ids).size).toBe(600);
  });

  it('enqueues a few of the long overdue even while the queue is full', async () => {
    await store(...many(300, 'acme', ago(120_000)), job('not so late', { dueAt: ago(59_000) }));
    queue.waiting.change = 5_000;
    expect(await relay.round(never)).toBe(4 * 50);
    expect(await relay.round(never)).toBe(100);
    expect(await relay.round(never)).toBe(0);
    expect(queue.ids).not.toContain('not so late');
  });

  it('lets organizations take turns', async () => {
    await store(...many(300, 'acme', ago(20_000)), ...many(60, 'globex'), job('only-one', { tenant: 'initech' }));
    await relay.round(never);
    expect(queue.relayed.slice(0, 6).map(({ tenant, syncJobIds }) => [tenant, syncJobIds.length])).toEqual([
      ['acme', 50],
      ['globex', 50],
      ['initech', 1],
      ['acme', 50],
      ['globex', 10],
      ['acme', 50],
    ]);
  });

  it('comes to everybody in turn behind a backlog larger than one round, and starts again', async () => {
    await store(...many(2_500, 'acme', ago(20_000)), job('behind', { tenant: 'globex' }));
    const counts: number[] = [];
    for (let i = 0; i < 4; i++) counts.push(await relay.round(never));
    expect(counts).toEqual([1_000, 1_000, 501, 0]);
    expect(queue.ids).toContain('behind');
    nowMs += 3_000;
    expect(await relay.round(never)).toBe(1_000);
  });

  it('goes on where it stopped when the queue was gone', async () => {
    await store(...many(120, 'acme'));
    queue.isGone = true;
    await expect(relay.round(never)).rejects.toThrow(QueueUnavailable);
    queue.isGone = false;
    expect(await relay.round(never)).toBe(120);
  });

  it('is repeated by a new holder, who knows nothing of the last one', async () => {
    await store(job('lost'));
    await relay.round(never);
    expect(await newRelay().round(never)).toBe(1);
  });
});
