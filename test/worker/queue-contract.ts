import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type JobDefinition, type JobQueue, QueueUnavailable } from '../../src/application/ports/job-queue.ts';
import type { Log } from '../../src/application/ports/log.ts';
import { applySyncJobsDefinition } from '../../src/application/provisioning/apply-sync-jobs.definition.ts';
import { openBullQueue } from '../../src/infrastructure/bullmq/open-bull-queue.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';
import { Inbox } from './inbox.ts';
import { type Note, notes, text } from './notes.ts';
import { type QueueChild, startQueueChild } from './queue-child-process.ts';
import type { QueueServer } from './queue-server.ts';

/** What the job queue port promises, run against a real server. */
export function describeQueue(kind: string, start: () => Promise<QueueServer>): void {
  describe(`the job queue on ${kind}`, () => {
    let server: QueueServer;
    let opened: JobQueue[] = [];
    let children: QueueChild[] = [];
    let lines: string[] = [];
    const note = (_details: object, message: string): void => {
      lines.push(message);
    };
    const log: Log = { info: note, warn: note, error: note };
    const unhandled: unknown[] = [];
    const onUnhandled = (error: unknown): void => {
      unhandled.push(error);
    };

    const options = (url = server.backend.url) => ({
      backend: { ...server.backend, url },
      installationId: 'contract',
    });
    const open = async (url?: string, lockMs?: number): Promise<JobQueue> => {
      const queue = await openBullQueue({ ...options(url), log, ...(lockMs !== undefined && { lockMs }) });
      opened.push(queue);
      return queue;
    };

    beforeAll(async () => {
      server = await start();
      process.on('unhandledRejection', onUnhandled);
    });
    beforeEach(() => {
      lines = [];
    });
    afterEach(async () => {
      await Promise.all(children.map((child) => child.kill()));
      children = [];
      await Promise.all(opened.map((queue) => queue.close()));
      opened = [];
      await server.empty();
      expect(unhandled).toEqual([]);
    });
    afterAll(async () => {
      process.off('unhandledRejection', onUnhandled);
      await server.close();
    });

    describe('carrying jobs', () => {
      it('delivers what one process enqueues to the handler of another', async () => {
        const inbox = new Inbox<Note>();
        const producer = await open();
        const worker = await open();
        await producer.enqueue(notes, { text: 'before the worker' }, 'change');
        await worker.work(notes, inbox.handler, { concurrency: 2 });
        await producer.enqueue(notes, { text: 'takes access away' }, 'removal');
        await producer.enqueue(notes, { text: 'a big push' }, 'bulk');
        await inbox.until(() => inbox.received.length === 3);
        expect(new Map(inbox.received.map(({ payload, priority }) => [payload.text, priority]))).toEqual(
          new Map([
            ['before the worker', 'change'],
            ['takes access away', 'removal'],
            ['a big push', 'bulk'],
          ]),
        );
      });

      it('carries fifty sync job ids as one job and refuses more', async () => {
        const inbox = new Inbox<{ readonly tenant: string; readonly syncJobIds: readonly string[] }>();
        const queue = await open();
        await queue.work(applySyncJobsDefinition, inbox.handler, { concurrency: 1 });
        const syncJobIds = Array.from({ length: 50 }, (_, i) => `job-${i}`);
        await queue.enqueue(applySyncJobsDefinition, { tenant: 'acme', syncJobIds }, 'change');
        await expect(inbox.next()).resolves.toMatchObject({ payload: { tenant: 'acme', syncJobIds } });
        const tooMany = { tenant: 'acme', syncJobIds: [...syncJobIds, 'one more'] };
        await expect(queue.enqueue(applySyncJobsDefinition, tooMany, 'change')).rejects.toThrow(z.ZodError);
        const none = { tenant: 'acme', syncJobIds: [] };
        await expect(queue.enqueue(applySyncJobsDefinition, none, 'change')).rejects.toThrow(z.ZodError);
      });

      it('drops and logs a stored job whose payload no longer fits, and goes on', async () => {
        const older: JobDefinition<{ readonly words: number }> = {
          name: notes.name,
          payload: z.strictObject({ words: z.number() }),
        };
        const inbox = new Inbox<Note>();
        const queue = await open();
        await queue.enqueue(older, { words: 3 }, 'change');
        await queue.enqueue(notes, { text: 'fits' }, 'change');
        await queue.work(notes, inbox.handler, { concurrency: 1 });
        await expect(inbox.next()).resolves.toMatchObject({ payload: { text: 'fits' } });
        await keptJobs(0);
        expect(inbox.payloads).toEqual([{ text: 'fits' }]);
        expect(lines).toContain('A queued job does not fit its definition and was dropped');
      });

      it('shares jobs between two workers, one taking what the other has no slot for', async () => {
        const inboxes = [new Inbox<Note>(false), new Inbox<Note>(false)] as const;
        for (const inbox of inboxes) await (await open()).work(notes, inbox.handler, { concurrency: 1 });
        const producer = await open();
        await producer.enqueue(notes, { text: 'one' }, 'change');
        await producer.enqueue(notes, { text: 'two' }, 'change');
        const [first, second] = await Promise.all(inboxes.map((inbox) => inbox.next()));
        expect([first?.payload.text, second?.payload.text].sort()).toEqual(['one', 'two']);
        first?.finish();
        second?.finish();
      });

      it('leaves nothing behind after a thousand jobs', async () => {
        const inbox = new Inbox<Note>();
        const queue = await open();
        await queue.work(notes, inbox.handler, { concurrency: 8 });
        const classes = ['removal', 'change', 'bulk'] as const;
        for (let i = 0; i < 1_000; i += 20) {
          const batch = Array.from({ length: 20 }, (_, k) => i + k);
          await Promise.all(batch.map((n) => queue.enqueue(notes, { text: String(n) }, classes[n % 3] ?? 'change')));
        }
        await inbox.until(() => new Set(inbox.payloads.map(text)).size === 1_000);
        await keptJobs(0);
        expect(await queue.depth(notes)).toEqual({ removal: 0, change: 0, bulk: 0 });
      });
    });

    describe('priorities', () => {
      it('hands out changes before bulk jobs that came earlier', async () => {
        const queue = await open();
        for (const name of ['bulk 1', 'bulk 2']) await queue.enqueue(notes, { text: name }, 'bulk');
        for (const name of ['change 1', 'change 2']) await queue.enqueue(notes, { text: name }, 'change');
        expect(await queue.depth(notes)).toEqual({ removal: 0, change: 2, bulk: 2 });
        const inbox = new Inbox<Note>();
        await queue.work(notes, inbox.handler, { concurrency: 1 });
        await inbox.until(() => inbox.received.length === 4);
        expect(inbox.payloads.map(text)).toEqual(['change 1', 'change 2', 'bulk 1', 'bulk 2']);
      });

      it('has a slot for removals while every other slot is busy', async () => {
        const queue = await open();
        const inbox = new Inbox<Note>(false);
        await queue.work(notes, inbox.handler, { concurrency: 2 });
        for (const name of ['a', 'b', 'c', 'd']) await queue.enqueue(notes, { text: name }, 'change');
        const busy = [await inbox.next(), await inbox.next()];
        await queue.enqueue(notes, { text: 'leaver' }, 'removal');
        const removal = await inbox.next();
        expect(removal.payload).toEqual({ text: 'leaver' });
        expect(await queue.depth(notes)).toEqual({ removal: 0, change: 2, bulk: 0 });
        removal.finish();
        for (const change of busy) change.finish();
        for (const _ of [1, 2]) (await inbox.next()).finish();
      });

      it('gives a slot that becomes free to the waiting removal, not to the change that waited longer', async () => {
        const queue = await open();
        const inbox = new Inbox<Note>(false);
        await queue.work(notes, inbox.handler, { concurrency: 1 });
        await queue.enqueue(notes, { text: 'change 1' }, 'change');
        const change = await inbox.next();
        await queue.enqueue(notes, { text: 'change 2' }, 'change');
        await queue.enqueue(notes, { text: 'removal 1' }, 'removal');
        const removal = await inbox.next();
        await queue.enqueue(notes, { text: 'removal 2' }, 'removal');
        await until('the removal to be taken', async () => (await queue.depth(notes)).removal === 0);
        change.finish();
        expect((await inbox.next()).payload).toEqual({ text: 'removal 2' });
        removal.finish();
        for (const received of [await inbox.next(), ...inbox.received]) received.finish();
        expect(inbox.payloads.map(text)).toEqual(['change 1', 'removal 1', 'removal 2', 'change 2']);
      });

      it('handles removals together that wait for a slot, when their definition can join them', async () => {
        const queue = await open();
        const inbox = new Inbox<Note>(false);
        const join = (one: Note, other: Note): Note => ({ text: `${one.text}, ${other.text}` });
        await queue.work({ ...notes, join }, inbox.handler, { concurrency: 1 });
        await queue.enqueue(notes, { text: 'change' }, 'change');
        const change = await inbox.next();
        await queue.enqueue(notes, { text: '0' }, 'removal');
        const removal = await inbox.next();
        for (const name of ['1', '2', '3', '4']) await queue.enqueue(notes, { text: name }, 'removal');
        await until('the removals to be taken', async () => (await queue.depth(notes)).removal === 0);
        removal.fail(new Error('not yet'));
        const handled: string[] = [];
        let handlers = 0;
        // One that was only just taken from the queue may come after the others; the failed one comes again by itself.
        for (; handled.length < 5; handlers++) {
          const received = await inbox.next();
          handled.push(...received.payload.text.split(', '));
          received.finish();
        }
        change.finish();
        await keptJobs(0);
        expect(handled.sort()).toEqual(['0', '1', '2', '3', '4']);
        expect(handlers).toBeLessThan(5);
        expect(lines).toEqual(['A queued job failed and is tried again later']);
      });
    });

    describe('failing handlers and processes', () => {
      it('delivers a job again whose handler threw', async () => {
        const queue = await open();
        const inbox = new Inbox<Note>(false);
        await queue.work(notes, inbox.handler, { concurrency: 1 });
        await queue.enqueue(notes, { text: 'fragile' }, 'bulk');
        (await inbox.next()).fail(new Error('not yet'));
        const again = await inbox.next();
        expect(again).toMatchObject({ payload: { text: 'fragile' }, priority: 'bulk' });
        again.finish();
        await keptJobs(0);
        expect(lines).toEqual(['A queued job failed and is tried again later']);
      });

      it('forgets a job that always fails after a few deliveries, and holds up nobody', async () => {
        const queue = await open();
        const inbox = new Inbox<Note>(false);
        await queue.work(notes, inbox.handler, { concurrency: 1 });
        await queue.enqueue(notes, { text: 'hopeless' }, 'removal');
        const deliveries = [await inbox.next()];
        deliveries[0]?.fail(new Error('never'));
        await queue.enqueue(notes, { text: 'fine' }, 'removal');
        for (let i = 0; i < 3; i++) {
          const received = await inbox.next();
          deliveries.push(received);
          if (received.payload.text === 'fine') received.finish();
          else received.fail(new Error('never'));
        }
        await keptJobs(0);
        expect(deliveries.map(({ payload }) => payload.text)).toEqual(['hopeless', 'fine', 'hopeless', 'hopeless']);
      });

      it('delivers the jobs of a killed worker to another one, however often that happens', async () => {
        const producer = await open();
        await producer.enqueue(notes, { text: 'orphan' }, 'change');
        await producer.enqueue(notes, { text: 'orphaned leaver' }, 'removal');
        for (let i = 0; i < 3; i++) {
          const child = await startQueueChild({ ...options(), lockMs: 500 }, notes.name);
          children.push(child);
          await child.tookJobs(2);
          await child.kill();
        }
        const inbox = new Inbox<Note>();
        await (await open(undefined, 500)).work(notes, inbox.handler, { concurrency: 1 });
        await inbox.until(() => new Set(inbox.payloads.map(text)).size === 2);
        expect(inbox.payloads.map(text).sort()).toEqual(['orphan', 'orphaned leaver']);
        await keptJobs(0);
      });
    });

    describe('stopping', () => {
      it('aborts the signal, waits for the running handler, and takes nothing more', async () => {
        const queue = await open();
        const inbox = new Inbox<Note>(false);
        const working = await queue.work(notes, inbox.handler, { concurrency: 1 });
        await queue.enqueue(notes, { text: 'running' }, 'change');
        const running = await inbox.next();
        let isStopped = false;
        const stopping = working.stop().then(() => {
          isStopped = true;
        });
        expect(running.signal.aborted).toBe(true);
        await queue.enqueue(notes, { text: 'later' }, 'change');
        expect(isStopped).toBe(false);
        running.finish();
        await stopping;
        expect(inbox.payloads).toEqual([{ text: 'running' }]);
        expect(await queue.depth(notes)).toMatchObject({ change: 1 });
        expect(await server.jobsKept()).toBe(1);
      });

      it('returns jobs that were taken but not begun', async () => {
        const queue = await open();
        const inbox = new Inbox<Note>(false);
        const working = await queue.work(notes, inbox.handler, { concurrency: 1 });
        for (const name of ['a', 'b']) await queue.enqueue(notes, { text: name }, 'removal');
        const running = [await inbox.next(), await inbox.next()];
        await queue.enqueue(notes, { text: 'c' }, 'change');
        await until('the change to be taken', async () => (await queue.depth(notes)).change === 0);
        const stopping = working.stop();
        for (const received of running) received.finish();
        await stopping;
        expect(await queue.depth(notes)).toEqual({ removal: 0, change: 1, bulk: 0 });
      });

      it('lets two stops and the close of a queue be one', async () => {
        const queue = await open();
        const working = await queue.work(notes, new Inbox<Note>().handler, { concurrency: 1 });
        await Promise.all([working.stop(), working.stop(), queue.close(), queue.close()]);
        await expect(queue.enqueue(notes, { text: 'late' }, 'change')).rejects.toThrow(QueueUnavailable);
        await expect(queue.ping()).rejects.toThrow(QueueUnavailable);
      });
    });

    describe('trouble with the server', () => {
      let proxy: TcpProxy;
      let throughProxy: string;
      const restore = async (): Promise<void> => {
        await proxy.refuse();
        await proxy.accept();
      };
      beforeEach(async () => {
        const url = new URL(server.backend.url);
        proxy = await TcpProxy.start({ host: url.hostname, port: Number(url.port) });
        url.hostname = '127.0.0.1';
        url.port = String(proxy.port);
        throughProxy = url.href;
      });
      afterEach(async () => {
        await restore();
        await Promise.all(opened.map((queue) => queue.close()));
        await proxy.close();
      });

      it('works on for new jobs after the storage was emptied, also under a running handler', async () => {
        const queue = await open();
        const inbox = new Inbox<Note>(false);
        await queue.work(notes, inbox.handler, { concurrency: 2 });
        await queue.enqueue(notes, { text: 'interrupted' }, 'change');
        const interrupted = await inbox.next();
        await server.empty();
        for (const priority of ['removal', 'change', 'bulk'] as const) {
          await queue.enqueue(notes, { text: priority }, priority);
          const received = await inbox.next();
          expect(received.payload).toEqual({ text: priority });
          received.finish();
        }
        interrupted.finish();
        await queue.enqueue(notes, { text: 'afterwards' }, 'change');
        const afterwards = await inbox.next();
        expect(afterwards.payload).toEqual({ text: 'afterwards' });
        afterwards.finish();
        await keptJobs(0);
      });

      it('says that it is unavailable while the server is away, and works again when it is back', async () => {
        const queue = await open(throughProxy);
        const inbox = new Inbox<Note>();
        await queue.work(notes, inbox.handler, { concurrency: 2 });
        await queue.enqueue(notes, { text: 'before' }, 'change');
        await inbox.next();

        await proxy.refuse();
        for (let i = 0; i < 20; i++) {
          await expect(queue.enqueue(notes, { text: 'meanwhile' }, 'removal')).rejects.toThrow(QueueUnavailable);
          await sleep(50);
        }
        await expect(queue.ping()).rejects.toThrow(QueueUnavailable);
        await expect(queue.depth(notes)).rejects.toThrow(QueueUnavailable);

        await restore();
        await enqueueWhenBack(queue, { text: 'after' });
        await inbox.until(() => inbox.payloads.some(({ text }) => text === 'after'));
        await queue.ping();
        expect(lines.length).toBeLessThanOrEqual(4);
      });

      it('opens and starts to work while the server is away', async () => {
        await proxy.refuse();
        const queue = await open(throughProxy);
        const inbox = new Inbox<Note>();
        await queue.work(notes, inbox.handler, { concurrency: 1 });
        await expect(queue.enqueue(notes, { text: 'lost' }, 'change')).rejects.toThrow(QueueUnavailable);
        await restore();
        await enqueueWhenBack(queue, { text: 'found' });
        expect((await inbox.next()).payload).toEqual({ text: 'found' });
      });

      it('fails in bounded time while the network swallows everything, and works again afterwards', async () => {
        const queue = await open(throughProxy);
        const inbox = new Inbox<Note>();
        await queue.work(notes, inbox.handler, { concurrency: 1 });
        await queue.enqueue(notes, { text: 'before' }, 'change');
        await inbox.next();
        proxy.stall();
        const attempts = Array.from({ length: 10 }, () => queue.enqueue(notes, { text: 'meanwhile' }, 'change'));
        for (const attempt of await Promise.allSettled([...attempts, queue.ping(), queue.depth(notes)])) {
          expect(attempt).toMatchObject({ status: 'rejected', reason: { name: 'QueueUnavailable' } });
        }
        await restore();
        await enqueueWhenBack(queue, { text: 'after' });
        await inbox.until(() => inbox.payloads.some(({ text }) => text === 'after'));
      });

      it.each(['refuse', 'stall'] as const)('closes while the server is away (%s)', async (how) => {
        const queue = await open(throughProxy);
        const inbox = new Inbox<Note>(false);
        await queue.work(notes, inbox.handler, { concurrency: 1 });
        await queue.enqueue(notes, { text: 'running' }, 'change');
        const running = await inbox.next();
        await proxy[how]();
        const closing = queue.close();
        running.finish();
        await closing;
      });
    });

    /** Waits until the server keeps this many jobs: it learns of a finished job a moment after the handler returned. */
    async function keptJobs(expected: number): Promise<void> {
      await until(`the server to keep ${expected} jobs`, async () => (await server.jobsKept()) === expected);
    }
  });
}

async function enqueueWhenBack(queue: JobQueue, payload: Note): Promise<void> {
  for (;;) {
    try {
      return await queue.enqueue(notes, payload, 'change');
    } catch (error) {
      expect(error).toBeInstanceOf(QueueUnavailable);
      await sleep(50);
    }
  }
}
