import { describe, expect, it } from '@jest/globals';
import type { PriorityClass } from '../../domain/provisioning/sync-job.ts';
import { type JobDefinition, type JobQueue, QueueUnavailable } from '../ports/job-queue.ts';
import type { Log } from '../ports/log.ts';
import { SyncJobAnnouncer } from './announce-sync-jobs.ts';
import type { ApplySyncJobsPayload } from './apply-sync-jobs.definition.ts';

interface Batch extends ApplySyncJobsPayload {
  readonly priority: PriorityClass;
  store(): void;
  refuse(): void;
}

/** A queue whose every enqueue waits until the test stores or refuses it. */
function heldQueue() {
  const batches: Batch[] = [];
  const queue: Pick<JobQueue, 'enqueue'> = {
    enqueue<Payload>(definition: JobDefinition<Payload>, payload: Payload, priority: PriorityClass): Promise<void> {
      const { tenant, syncJobIds } = definition.payload.parse(payload) as ApplySyncJobsPayload;
      return new Promise((resolve, reject) => {
        batches.push({
          tenant,
          syncJobIds: [...syncJobIds],
          priority,
          store: resolve,
          refuse: () => reject(new QueueUnavailable('gone')),
        });
      });
    },
  };
  return { queue: queue as JobQueue, batches };
}

function recordingLog() {
  const lines: string[] = [];
  const note = (level: string) => (details: object, message: string) => {
    lines.push(`${level}: ${message} ${JSON.stringify(details)}`);
  };
  const log: Log = { info: note('info'), warn: note('warn'), error: note('error') };
  return { log, lines };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const job = (id: string, tenant = 'acme', priority: PriorityClass = 'change') => ({ id, tenant, priority });
const jobs = (count: number, tenant = 'acme', priority: PriorityClass = 'change', from = 0) =>
  Array.from({ length: count }, (_, i) => job(`${tenant}-${from + i}`, tenant, priority));

function announcer() {
  const { queue, batches } = heldQueue();
  const { log, lines } = recordingLog();
  const { announce, drain } = bound(new SyncJobAnnouncer(queue, log));
  return { announce, drain, batches, lines };
}

const bound = (it: SyncJobAnnouncer) => ({ announce: it.announce, drain: () => it.drain() });

describe('announcing accepted jobs', () => {
  it('sends one id at once when idle', () => {
    const { announce, batches } = announcer();
    announce([job('a')]);
    expect(batches).toMatchObject([{ tenant: 'acme', syncJobIds: ['a'], priority: 'change' }]);
  });

  it('sends jobs announced together as one batch', () => {
    const { announce, batches } = announcer();
    announce(jobs(3));
    expect(batches.map((batch) => batch.syncJobIds)).toEqual([['acme-0', 'acme-1', 'acme-2']]);
  });

  it('collects ids while a batch of the same organization and class is on its way', async () => {
    const { announce, batches } = announcer();
    announce([job('a')]);
    announce([job('b')]);
    announce([job('c')]);
    expect(batches).toHaveLength(1);
    batches[0]?.store();
    await settle();
    expect(batches.map((batch) => batch.syncJobIds)).toEqual([['a'], ['b', 'c']]);
  });

  it('puts at most fifty ids in a batch', async () => {
    const { announce, batches } = announcer();
    announce(jobs(120));
    while (batches.length < 3) {
      batches.at(-1)?.store();
      await settle();
    }
    expect(batches.map((batch) => batch.syncJobIds.length)).toEqual([50, 50, 20]);
    expect(new Set(batches.flatMap((batch) => batch.syncJobIds)).size).toBe(120);
  });

  it('keeps organizations and classes apart', () => {
    const { announce, batches } = announcer();
    announce([job('a'), job('b', 'globex'), job('c', 'acme', 'removal'), job('d', 'acme', 'bulk'), job('e')]);
    expect(batches.map(({ tenant, priority, syncJobIds }) => ({ tenant, priority, syncJobIds }))).toEqual([
      { tenant: 'acme', priority: 'removal', syncJobIds: ['c'] },
      { tenant: 'acme', priority: 'change', syncJobIds: ['a', 'e'] },
      { tenant: 'globex', priority: 'change', syncJobIds: ['b'] },
      { tenant: 'acme', priority: 'bulk', syncJobIds: ['d'] },
    ]);
  });

  it('has few batches on their way at once, and takes removals first when one returns', async () => {
    const { announce, batches } = announcer();
    for (let i = 0; i < 20; i++) announce([job(`c${i}`, `tenant-${i}`)]);
    announce([job('r', 'tenant-19', 'removal')]);
    expect(batches).toHaveLength(8);
    batches[0]?.store();
    await settle();
    expect(batches.at(-1)).toMatchObject({ priority: 'removal', syncJobIds: ['r'] });
    expect(batches).toHaveLength(9);
  });

  it('drains when everything announced is stored', async () => {
    const { announce, drain, batches } = announcer();
    await drain();
    announce(jobs(60));
    let drained = false;
    const draining = drain().then(() => {
      drained = true;
    });
    batches[0]?.store();
    await settle();
    expect(drained).toBe(false);
    batches[1]?.store();
    await draining;
    expect(drained).toBe(true);
  });
});

describe('announcing while the queue is gone', () => {
  it('forgets what was refused and what waited behind it, and says so once', async () => {
    const { announce, drain, batches, lines } = announcer();
    announce([job('a')]);
    announce(jobs(70));
    batches[0]?.refuse();
    await drain();
    announce([job('b')]);
    batches[1]?.refuse();
    await drain();
    expect(batches.map((batch) => batch.syncJobIds)).toEqual([['a'], ['b']]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"reason":"gone"');
  });

  it('goes on when the queue is back, and says what it left to the relay', async () => {
    const { announce, drain, batches, lines } = announcer();
    announce([job('a')]);
    announce([job('b')]);
    batches[0]?.refuse();
    await drain();
    announce([job('c')]);
    batches[1]?.store();
    await drain();
    expect(batches.at(-1)?.syncJobIds).toEqual(['c']);
    expect(lines[1]).toContain('"leftToTheRelay":2');
  });

  it('holds a bounded number of ids', async () => {
    const { announce, drain, batches, lines } = announcer();
    announce([job('first')]);
    announce(jobs(25_000));
    expect(lines).toHaveLength(1);
    let stored = 0;
    for (const batch of batches) {
      stored += batch.syncJobIds.length;
      batch.store();
      await settle();
    }
    await drain();
    expect(stored).toBe(20_001);
    expect(lines[1]).toContain('"leftToTheRelay":5000');
  });
});
